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
    /// At least one, if empty.
    package let parts: [String]
    /// Septets or UTF-16 units of all parts, their headers apart.
    package let units: Int
    /// How many more would fit into the last part.
    package let unitsLeft: Int
    package let offenders: [Offender]
    /// Of the reference in the headers, if there is more than one part.
    package let referenceWidth: Concatenation.Width

    package init(_ text: String, referenceWidth: Concatenation.Width = .eightBit) {
        self.text = text
        self.referenceWidth = referenceWidth
        let offenders = Self.offenders(in: text)
        alphabet = offenders.isEmpty ? .gsm7 : .ucs2
        self.offenders = offenders
        let cutter = PartCutter(alphabet: alphabet, referenceWidth: referenceWidth)
        let cuts = cutter.cut(text)
        parts = cuts.map(\.text)
        units = cuts.reduce(0) { $0 + $1.units }
        unitsLeft = cutter.capacity(ofEach: cuts.count) - (cuts.last?.units ?? 0)
    }

    /// The plan of the text with every swap made; nil if there is nothing to swap.
    package var swapped: Segmentation? {
        let swaps = Dictionary(
            offenders.compactMap { offender in offender.swap.map { (offender.character, $0) } },
            uniquingKeysWith: { first, _ in first })
        guard !swaps.isEmpty else { return nil }
        let swappedText = text.map { swaps[$0] ?? String($0) }.joined()
        return Segmentation(swappedText, referenceWidth: referenceWidth)
    }

    private static func offenders(in text: String) -> [Offender] {
        text.enumerated().compactMap { index, character in
            guard GSM7.septets(of: character) == nil else { return nil }
            return Offender(
                character: character, position: index + 1, swap: CharacterSwaps.swap(for: character))
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
        guard parts.count > 1 else { return nil }
        let place = Concatenation(
            reference: reference, total: parts.count, sequence: index + 1, width: referenceWidth)
        guard let place else { throw .tooManyParts(parts.count) }
        return UserDataHeader(elements: [place.element])
    }
}

// MARK: - Cutting

/// Fills part after part with whole characters.
private struct PartCutter {
    struct Cut {
        var text = ""
        var units = 0
    }

    var alphabet: Alphabet
    var referenceWidth: Concatenation.Width

    /// Septets or UTF-16 units in each part, if there are so many.
    func capacity(ofEach count: Int) -> Int {
        let headerOctetCount = count > 1 ? referenceWidth.headerOctetCount : 0
        let bitCount = (UserData.maximumOctetCount - headerOctetCount) * 8
        return alphabet == .gsm7 ? bitCount / 7 : bitCount / 16
    }

    func cut(_ text: String) -> [Cut] {
        let pieces = text.map { Cut(text: String($0), units: units(of: $0)) }
        let total = pieces.reduce(0) { $0 + $1.units }
        guard total > capacity(ofEach: 1) else { return [Cut(text: text, units: total)] }
        let capacity = capacity(ofEach: 2)
        var cuts = [Cut()]
        for piece in pieces.flatMap({ $0.units <= capacity ? [$0] : codePoints(of: $0) }) {
            if cuts[cuts.count - 1].units + piece.units > capacity { cuts.append(Cut()) }
            cuts[cuts.count - 1].text += piece.text
            cuts[cuts.count - 1].units += piece.units
        }
        return cuts
    }

    private func units(of character: Character) -> Int {
        alphabet == .gsm7 ? GSM7.septets(of: character)?.count ?? 0 : character.utf16.count
    }

    private func codePoints(of piece: Cut) -> [Cut] {
        piece.text.unicodeScalars.map { Cut(text: String($0), units: UTF16.width($0)) }
    }
}
