/// Packs septets one after the other: gives an octet as soon as one is full. 3GPP TS 23.038 §6.1.2.1.1.
struct SeptetPacker {
    /// Of the septets so far.
    private(set) var count = 0
    /// Bits that do not fill an octet yet: never more than seven.
    private var bits: UInt16 = 0
    private var bitCount: UInt16

    /// - Parameter fillBitCount: 0 to 6 zeros in front of the first septet.
    init(fillBitCount: Int = 0) {
        bitCount = UInt16(fillBitCount)
    }

    @inline(__always)
    mutating func pack(_ septet: UInt8) -> UInt8? {
        count &+= 1
        bits |= UInt16(septet & 0x7F) &<< bitCount
        bitCount &+= 7
        guard bitCount >= 8 else { return nil }
        defer {
            bits = bits &>> 8
            bitCount &-= 8
        }
        return UInt8(truncatingIfNeeded: bits)
    }

    /// What does not fill an octet, with zeros above it.
    var rest: UInt8? { bitCount > 0 ? UInt8(truncatingIfNeeded: bits) : nil }
}

// MARK: - Texts

extension OctetWriter {
    /// Returns how many septets there are.
    ///
    /// - Parameter fillBitCount: 0 to 6 zeros in front of the first.
    mutating func append(
        septetsOf text: String, in tables: GSM7Tables, fillBitCount: Int
    ) throws(SMSEncodingError) -> Int {
        let start = self.count
        var packer = SeptetPacker(fillBitCount: fillBitCount)
        for scalar in text.unicodeScalars {
            let code = tables.code(of: scalar)
            guard code != GSM7Tables.noCode else {
                count = start
                return try append(septetsOfCharacters: text, in: tables, fillBitCount: fillBitCount)
            }
            if code > 0x7F { append(packer.pack(GSM7Tables.escape)) }
            append(packer.pack(UInt8(truncatingIfNeeded: code)))
        }
        append(packer.rest)
        return packer.count
    }

    /// The long way, for a text with something that is no character of the alphabet by itself: an accent that
    /// combines, or a character that is to be named.
    private mutating func append(
        septetsOfCharacters text: String, in tables: GSM7Tables, fillBitCount: Int
    ) throws(SMSEncodingError) -> Int {
        var packer = SeptetPacker(fillBitCount: fillBitCount)
        for character in text {
            guard let septets = GSM7.septets(of: character, in: tables) else {
                throw .notInAlphabet(character)
            }
            for septet in septets { append(packer.pack(septet)) }
        }
        append(packer.rest)
        return packer.count
    }

    @inline(__always)
    private mutating func append(_ octet: UInt8?) {
        if let octet { append(octet) }
    }
}
