extension DataCodingScheme {
    /// For a person: `UCS-2, class 0: shown at once`.
    package var words: String {
        var words = [alphabetWords]
        if isReserved { words.append("reserved") }
        if isCompressed { words.append("compressed") }
        if let messageClass { words.append("class \(messageClass): \(Self.words(forClass: messageClass))") }
        if isMarkedForDeletion { words.append("to be deleted once read") }
        if let waitingIndication { words.append(waitingIndication.words) }
        return words.joined(separator: ", ")
    }

    private var alphabetWords: String {
        switch alphabet {
        case .gsm7: "GSM 7 bit"
        case .eightBit: "8 bit data"
        case .ucs2: "UCS-2"
        }
    }

    private static func words(forClass messageClass: Int) -> String {
        switch messageClass {
        case 0: "shown at once"
        case 1: "to the phone"
        case 2: "to the SIM"
        default: "to what is attached"
        }
    }
}
