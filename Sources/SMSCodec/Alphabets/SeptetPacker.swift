/// Packs septets one after the other. 3GPP TS 23.038 §6.1.2.1.1.
struct SeptetPacker {
    /// Where the packing has come to.
    private struct Place {
        var count = 0
        /// Bits that do not fill an octet yet: never more than seven.
        var bits: UInt16 = 0
        var bitCount: Int
    }

    private var octets: [UInt8]
    private var place: Place

    /// Of the septets so far.
    var count: Int { place.count }

    /// - Parameters:
    ///   - octets: what stands in front.
    ///   - fillBitCount: 0 to 6 zeros between these and the first septet.
    init(behind octets: consuming [UInt8] = [], fillBitCount: Int = 0) {
        place = Place(bitCount: fillBitCount)
        self.octets = octets
    }

    mutating func append(_ septet: UInt8) {
        place.count += 1
        place.bits |= UInt16(septet & 0x7F) << place.bitCount
        place.bitCount += 7
        guard place.bitCount >= 8 else { return }
        octets.append(UInt8(truncatingIfNeeded: place.bits))
        place.bits >>= 8
        place.bitCount -= 8
    }

    mutating func append(_ code: GSM7Tables.Code) {
        if code.isEscaped { append(GSM7Tables.escape) }
        append(code.septet)
    }

    /// All of them, with what stands in front. Zeros stand in the bits that are left over.
    consuming func finish() -> [UInt8] {
        if place.bitCount > 0 { octets.append(UInt8(truncatingIfNeeded: place.bits)) }
        return octets
    }
}

// MARK: - Texts

extension SeptetPacker {
    mutating func append(_ text: String, in tables: GSM7Tables) throws(SMSEncodingError) {
        let start = (place, octets.count)
        for scalar in text.unicodeScalars {
            guard let code = tables.code(of: scalar) else {
                octets.removeLast(octets.count - start.1)
                place = start.0
                return try append(charactersOf: text, in: tables)
            }
            append(code)
        }
    }

    /// The long way, for a text with something that is no character of the alphabet by itself: an accent that
    /// combines, or a character that is to be named.
    private mutating func append(
        charactersOf text: String, in tables: GSM7Tables
    ) throws(SMSEncodingError) {
        for character in text {
            guard let septets = GSM7.septets(of: character, in: tables) else {
                throw .notInAlphabet(character)
            }
            for septet in septets { append(septet) }
        }
    }
}
