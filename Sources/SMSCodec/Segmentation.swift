/// How a text is sent: in which alphabet, cut into which parts, and what made it dear. 3GPP TS 23.040
/// §9.2.3.24.1.
///
/// A cut never falls inside what a person sees as one character, so neither inside an escape pair nor a
/// surrogate pair. Only a character that is longer than a whole part (a letter under a hundred accents) is
/// cut, between its code points.
package struct Segmentation: Hashable, Sendable {
    /// A character that the GSM 7 bit alphabet lacks, so that the whole text is sent as UCS-2.
    package struct Offender: Hashable, Sendable {
        package var character: Character
        /// In the text, counted in characters from 1.
        package var position: Int
        /// What could stand in its place; empty if it could be left out, nil if nothing is as good.
        package var swap: String?

        package init(character: Character, position: Int, swap: String?) {
            self.character = character
            self.position = position
            self.swap = swap
        }
    }

    package let text: String
    /// `gsm7` or `ucs2`: the cheapest that loses nothing.
    package let alphabet: Alphabet
    /// Whose tables stand in for the default ones; each part says so in its header.
    package let languages: NationalLanguages
    /// At least one, if empty.
    package let parts: [String]
    /// Septets or UTF-16 units of all parts, their headers apart.
    package let units: Int
    /// How many more would fit into the last part.
    package let unitsLeft: Int
    package let offenders: [Offender]
    /// Of the reference in the headers, if there is more than one part.
    package let referenceWidth: Concatenation.Width
    /// The languages whose tables may be used. Many phones and networks cannot read them.
    package let allowedLanguages: Set<NationalLanguage>

    package init(
        _ text: String, referenceWidth: Concatenation.Width = .eightBit,
        allowing allowedLanguages: Set<NationalLanguage> = []
    ) {
        self.text = text
        self.referenceWidth = referenceWidth
        self.allowedLanguages = allowedLanguages
        let counted = CountedText(text)
        let choice = CodingChoice(for: counted, allowing: allowedLanguages, referenceWidth: referenceWidth)
        alphabet = choice.coding.alphabet
        languages = choice.coding.languages
        parts = Self.cut(text, choice.parts)
        units = choice.parts.reduce(0) { $0 + $1.units }
        unitsLeft =
            choice.coding.capacity(ofEach: choice.parts.count) - (choice.parts.last?.units ?? 0)
        offenders = counted.places.enumerated().filter { choice.offenders.contains($0.element) }.map {
            Offender(
                character: counted.characters[$0.element], position: $0.offset + 1,
                swap: CharacterSwaps.swap(for: counted.characters[$0.element]))
        }
    }

    /// The plan of the text with every swap made; nil if there is nothing to swap.
    package var swapped: Segmentation? {
        let swaps = Dictionary(
            offenders.compactMap { offender in offender.swap.map { (offender.character, $0) } },
            uniquingKeysWith: { first, _ in first })
        guard !swaps.isEmpty else { return nil }
        let swappedText = text.map { swaps[$0] ?? String($0) }.joined()
        return Segmentation(swappedText, referenceWidth: referenceWidth, allowing: allowedLanguages)
    }

    private static func cut(_ text: String, _ parts: [TextCoding.Part]) -> [String] {
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        return parts.map { part in
            let end = scalars.index(start, offsetBy: part.scalarCount)
            defer { start = end }
            return String(scalars[start..<end])
        }
    }
}

// MARK: - As messages

extension Segmentation {
    /// One SUBMIT for each part.
    ///
    /// - Parameters:
    ///   - reference: Tells the parts of this message from those of others to the same number; unused for one
    ///     part.
    ///   - messageReference: TP-MR of the first; the others count on.
    package func submits(
        to destination: Address, reference: Int, messageReference: UInt8 = 0, statusReport: Bool,
        validity: ValidityPeriod = .none
    ) throws(SMSEncodingError) -> [Submit] {
        let scheme: DataCodingScheme = alphabet == .gsm7 ? .gsm7 : .ucs2
        var submits: [Submit] = []
        for (index, part) in parts.enumerated() {
            let header = try header(ofPart: index, reference: reference)
            submits.append(
                Submit(
                    messageReference: messageReference &+ UInt8(truncatingIfNeeded: index),
                    destination: destination,
                    dataCodingScheme: scheme, validityPeriod: validity, statusReportRequest: statusReport,
                    userData: try UserData(header: header, text: part, scheme: scheme)))
        }
        return submits
    }

    private func header(ofPart index: Int, reference: Int) throws(SMSEncodingError) -> UserDataHeader? {
        var elements: [UserDataHeader.Element] = []
        if parts.count > 1 {
            let place = Concatenation(
                reference: reference, total: parts.count, sequence: index + 1, width: referenceWidth)
            guard let place else { throw .tooManyParts(parts.count) }
            elements.append(place.element)
        }
        elements += languages.elements
        return elements.isEmpty ? nil : UserDataHeader(elements: elements)
    }
}
