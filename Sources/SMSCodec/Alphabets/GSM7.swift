/// The GSM 7 bit default alphabet: characters to septets, septets to octets, and back. 3GPP TS 23.038 §6.1.2
/// and §6.2.1.
package enum GSM7 {
    static let questionMark: UInt8 = 0x3F
    private static let space: UInt16 = 0x20

    /// What a character is once composed: `e` with a combining acute is `é`.
    private static let composed: [Character: Unicode.Scalar] = {
        let units = SeptetTable.defaultAlphabet.units + SeptetTable.defaultExtension.units
        let scalars = units.filter { $0 != 0 }.compactMap { Unicode.Scalar($0) }
        return Dictionary(scalars.map { (Character($0), $0) }, uniquingKeysWith: { first, _ in first })
    }()
}

// MARK: - Characters and septets

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

    /// An escape before a septet that the second table lacks is passed over; before another escape or at the
    /// end it is shown as a space (§6.2.1.1), and so is a septet without a character.
    package static func text(of septets: some Collection<UInt8>, in tables: GSM7Tables = .standard) -> String
    {
        var units: [UInt16] = []
        units.reserveCapacity(septets.count)
        var isEscaped = false
        for septet in septets.lazy.map({ $0 & 0x7F }) {
            let extended = isEscaped ? tables.extended.units[Int(septet)] : 0
            if extended != 0 {
                units.append(extended)
            } else if septet == GSM7Tables.escape, !isEscaped {
                isEscaped = true
                continue
            } else {
                let basic = tables.basic.units[Int(septet)]
                units.append(basic != 0 ? basic : space)
            }
            isEscaped = false
        }
        if isEscaped { units.append(space) }
        return String(decoding: units, as: UTF16.self)
    }
}

// MARK: - Septets and octets

extension GSM7 {
    /// How many zero bits follow a header of so many octets, so that the text begins on a border of septets.
    static func fillBitCount(afterHeaderOctets count: Int) -> Int {
        (7 - count * 8 % 7) % 7
    }

    /// The first septet in the lowest bits of the first octet; zeros at the end (§6.1.2.1.1).
    package static func pack(_ septets: some Collection<UInt8>, fillBitCount: Int = 0) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity((septets.count * 7 + fillBitCount + 7) / 8)
        var buffer = 0
        var bitCount = fillBitCount
        for septet in septets {
            buffer |= Int(septet & 0x7F) << bitCount
            bitCount += 7
            while bitCount >= 8 {
                octets.append(UInt8(truncatingIfNeeded: buffer))
                buffer >>= 8
                bitCount -= 8
            }
        }
        if bitCount > 0 { octets.append(UInt8(truncatingIfNeeded: buffer)) }
        return octets
    }

    /// Fewer septets than asked for if the octets end first.
    package static func unpack(
        _ octets: some Collection<UInt8>, septetCount: Int, fillBitCount: Int = 0
    ) -> [UInt8] {
        var septets: [UInt8] = []
        septets.reserveCapacity(max(septetCount, 0))
        var buffer = 0
        var bitCount = -fillBitCount
        for octet in octets {
            buffer |= bitCount < 0 ? Int(octet) >> -bitCount : Int(octet) << bitCount
            bitCount += 8
            while bitCount >= 7, septets.count < septetCount {
                septets.append(UInt8(buffer & 0x7F))
                buffer >>= 7
                bitCount -= 7
            }
            if septets.count >= septetCount { break }
        }
        return septets
    }
}
