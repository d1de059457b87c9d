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
            guard let code = tables.code(of: scalar) else {
                return composed[character].flatMap(tables.code(of:)).map { Array($0.septets) }
            }
            septets += code.septets
        }
        return septets
    }

    package static func septets(
        of text: String, in tables: GSM7Tables = .standard
    ) throws(SMSEncodingError) -> [UInt8] {
        var packer = SeptetPacker()
        try packer.append(text, in: tables)
        let count = packer.count
        return unpack(packer.finish(), septetCount: count)
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
        UTF8Text.string(capacity: count * UTF8Character.maximumOctetCount) { output in
            var index = 0
            while index < count {
                let septet = self.septet(at: index, of: packed, fillBitCount: fillBitCount)
                index &+= 1
                let ascii = tables.basic.ascii(of: septet)
                if ascii != 0 {
                    output.append(ascii)
                } else if septet == GSM7Tables.escape {
                    let next =
                        index < count ? self.septet(at: index, of: packed, fillBitCount: fillBitCount) : nil
                    append(escaped: next, in: tables, &index, to: &output)
                } else {
                    (tables.basic.character(of: septet) ?? .space).append(to: &output)
                }
            }
        }
    }

    /// - Parameter next: what stands behind the escape; nil if nothing does.
    private static func append(
        escaped next: UInt8?, in tables: GSM7Tables, _ index: inout Int, to output: inout OutputSpan<UInt8>
    ) {
        if let next, let extended = tables.extended.character(of: next) {
            extended.append(to: &output)
        } else if next == nil || next == GSM7Tables.escape {
            UTF8Character.space.append(to: &output)
        } else {
            return
        }
        index += 1
    }
}
