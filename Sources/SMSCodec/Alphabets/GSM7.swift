/// The GSM 7 bit default alphabet: characters to septets, and back. 3GPP TS 23.038 §6.2.1.
package enum GSM7 {
    static let questionMark: UInt8 = 0x3F

    /// What a character is once composed: `e` with a combining acute is `é`.
    private static let composed: [Character: Unicode.Scalar] = {
        let national = [NationalTables.locking, NationalTables.singleShift].flatMap(\.values)
        let units = ([.defaultAlphabet, .defaultExtension] + national).flatMap(\.units)
        let scalars = units.filter { $0 != 0 }.compactMap { Unicode.Scalar($0) }
        return Dictionary(scalars.map { (Character($0), $0) }, uniquingKeysWith: { first, _ in first })
    }()
}

// MARK: - Characters to septets

extension GSM7 {
    /// One septet, two with an escape; nil if the alphabet lacks it. A carriage return with its line feed is
    /// one character.
    package static func septets(of character: Character, in tables: GSM7Tables = .standard) -> [UInt8]? {
        var septets: [UInt8] = []
        for scalar in character.unicodeScalars {
            guard let more = tables.septets(of: scalar) else {
                return composed[character].flatMap(tables.septets(of:))
            }
            septets += more
        }
        return septets
    }

    package static func septets(
        of text: String, in tables: GSM7Tables = .standard
    ) throws(SMSEncodingError) -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(text.utf8.count)
        for character in text {
            guard let septets = septets(of: character, in: tables) else { throw .notInAlphabet(character) }
            all += septets
        }
        return all
    }

    static func septets(of text: String, replacingUnknownWith septet: UInt8) -> [UInt8] {
        text.flatMap { septets(of: $0) ?? [septet] }
    }
}

// MARK: - Septets to characters

extension GSM7 {
    /// An escape before a septet that the second table lacks is passed over; before another escape or at the
    /// end it is shown as a space (§6.2.1.1), and so is a septet without a character.
    package static func text(of septets: some Collection<UInt8>, in tables: GSM7Tables = .standard) -> String
    {
        text(of: pack(septets).span, count: septets.count, fillBitCount: 0, in: tables)
    }

    /// Of octets that are enough for so many septets.
    static func text(
        of packed: Span<UInt8>, count: Int, fillBitCount: Int, in tables: GSM7Tables = .standard
    ) -> String {
        asciiText(of: packed, count: count, fillBitCount: fillBitCount, in: tables.basic)
            ?? anyText(of: packed, count: count, fillBitCount: fillBitCount, in: tables)
    }

    private static func anyText(
        of packed: Span<UInt8>, count: Int, fillBitCount: Int, in tables: GSM7Tables
    ) -> String {
        UTF8Text.string(capacity: count * UTF8Character.maximumOctetCount) { output in
            var isEscaped = false
            forEachSeptet(of: packed, count: count, fillBitCount: fillBitCount) { septet in
                let ascii = tables.basic.ascii(of: septet)
                if ascii != 0, !isEscaped {
                    output.append(ascii)
                } else {
                    append(septet, in: tables, &isEscaped, to: &output)
                }
            }
            if isEscaped { UTF8Character.space.append(to: &output) }
        }
    }

    private static func append(
        _ septet: UInt8, in tables: GSM7Tables, _ isEscaped: inout Bool, to output: inout OutputSpan<UInt8>
    ) {
        if septet == GSM7Tables.escape, !isEscaped {
            isEscaped = true
            return
        }
        let extended = isEscaped ? tables.extended.character(of: septet) : nil
        (extended ?? tables.basic.character(of: septet) ?? .space).append(to: &output)
        isEscaped = false
    }
}
