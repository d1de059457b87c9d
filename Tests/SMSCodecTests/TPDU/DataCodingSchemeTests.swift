import SMSCodec
import Testing

/// All 256 values of TP-DCS. 3GPP TS 23.038 §4: a row for each high half, a letter for each low half.
@Suite struct DataCodingSchemeTests {
    /// 7 bit, 8 bit, UCS-2; what is reserved is 7 bit.
    private static let alphabets = letters([
        "77778888UUUU7777", "77778888UUUU7777", "77778888UUUU7777", "77778888UUUU7777",
        "77778888UUUU7777", "77778888UUUU7777", "77778888UUUU7777", "77778888UUUU7777",
        "7777777777777777", "7777777777777777", "7777777777777777", "7777777777777777",
        "7777777777777777", "7777777777777777", "UUUUUUUUUUUUUUUU", "7777888877778888",
    ])
    private static let classes = letters([
        "----------------", "0123012301230123", "----------------", "0123012301230123",
        "----------------", "0123012301230123", "----------------", "0123012301230123",
        "----------------", "----------------", "----------------", "----------------",
        "----------------", "----------------", "----------------", "0123012301230123",
    ])
    /// Compressed, to be deleted once read, or both.
    private static let flags = letters([
        "----------------", "----------------", "cccccccccccccccc", "cccccccccccccccc",
        "dddddddddddddddd", "dddddddddddddddd", "bbbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbb",
        "----------------", "----------------", "----------------", "----------------",
        "----------------", "----------------", "----------------", "----------------",
    ])
    private static let reserved = letters([
        "------------rrrr", "------------rrrr", "------------rrrr", "------------rrrr",
        "------------rrrr", "------------rrrr", "------------rrrr", "------------rrrr",
        "rrrrrrrrrrrrrrrr", "rrrrrrrrrrrrrrrr", "rrrrrrrrrrrrrrrr", "rrrrrrrrrrrrrrrr",
        "----------------", "----------------", "----------------", "----------------",
    ])
    /// Voice mail, fax, e-mail, other; in capitals if some waits. Bit 2 is reserved and says nothing.
    private static let waiting = letters(
        Array(repeating: "----------------", count: 12)
            + ["vfeovfeoVFEOVFEO", "vfeovfeoVFEOVFEO", "vfeovfeoVFEOVFEO", "----------------"])

    @Test(arguments: UInt8.min...UInt8.max)
    func `A value is read as TS 23.038 §4 says`(value: UInt8) {
        let scheme = DataCodingScheme(rawValue: value)
        let flag = Self.flags[Int(value)]

        #expect(scheme.rawValue == value)
        #expect(scheme.alphabet == ["7": .gsm7, "8": .eightBit, "U": .ucs2][Self.alphabets[Int(value)]])
        #expect(scheme.messageClass == Self.classes[Int(value)].wholeNumberValue)
        #expect(scheme.isCompressed == ("cb".contains(flag)))
        #expect(scheme.isMarkedForDeletion == ("db".contains(flag)))
        #expect(scheme.isReserved == (Self.reserved[Int(value)] == "r"))
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `Three groups say what waits`(value: UInt8) {
        let letter = Self.waiting[Int(value)]
        let kinds: [Character: WaitingIndication.Kind] = [
            "v": .voicemail, "f": .fax, "e": .email, "o": .other,
        ]
        let indication = DataCodingScheme(rawValue: value).waitingIndication

        #expect(indication?.kind == letter.lowercased().first.flatMap { kinds[$0] })
        #expect(indication.map { $0.isActive } == (letter == "-" ? nil : letter.isUppercase))
        #expect(indication.map { $0.discardsText } == (letter == "-" ? nil : value < 0xD0))
        #expect(indication?.count == nil)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `A value has words`(value: UInt8) {
        #expect(!DataCodingScheme(rawValue: value).words.isEmpty)
    }

    @Test(
        arguments: [
            (0x00, "GSM 7 bit"), (0x04, "8 bit data"), (0x08, "UCS-2"),
            (0x10, "GSM 7 bit, class 0: shown at once"),
            (0xF6, "8 bit data, class 2: to the SIM"), (0x20, "GSM 7 bit, compressed"),
            (0x58, "UCS-2, class 0: shown at once, to be deleted once read"), (0x80, "GSM 7 bit, reserved"),
            (0xC8, "GSM 7 bit, voice mail waits, text to be discarded"), (0xD1, "GSM 7 bit, no fax waits"),
            (0xEA, "UCS-2, e-mail waits"),
        ] as [(UInt8, String)])
    func `The words tell alphabet, class and what is to become of it`(value: UInt8, words: String) {
        #expect(DataCodingScheme(rawValue: value).words == words)
    }

    private static func letters(_ rows: [String]) -> [Character] { rows.joined().map { $0 } }
}
