// Septets and the octets that they are packed in: the first in the lowest bits of the first octet. 3GPP TS 23.038
// §6.1.2.1.1.

extension GSM7 {
    /// How many zero bits follow a header of so many octets, so that the text begins on a border of septets.
    static func fillBitCount(afterHeaderOctets count: Int) -> Int {
        (7 - count * 8 % 7) % 7
    }

    /// How many septets a header of so many octets takes, with the bits that fill it up.
    static func septetCount(ofHeaderOctets count: Int) -> Int {
        (count * 8 + 6) / 7
    }

    /// With zeros at the end.
    package static func pack(_ septets: some Collection<UInt8>, fillBitCount: Int = 0) -> [UInt8] {
        var packer = SeptetPacker(fillBitCount: fillBitCount)
        for septet in septets { packer.append(septet) }
        return packer.finish()
    }

    /// Fewer septets than asked for if the octets end first.
    package static func unpack(
        _ octets: some Collection<UInt8>, septetCount: Int, fillBitCount: Int = 0
    ) -> [UInt8] {
        let packed = Array(octets)
        let room = packed.isEmpty ? 0 : (packed.count * 8 - fillBitCount) / 7
        return (0..<min(max(septetCount, 0), room)).map {
            septet(at: $0, of: packed.span, fillBitCount: fillBitCount)
        }
    }

    @inline(__always)
    static func septet(at index: Int, of packed: Span<UInt8>, fillBitCount: Int) -> UInt8 {
        let bit = UInt(bitPattern: index &* 7 &+ fillBitCount)
        let place = Int(bitPattern: bit &>> 3)
        let low = UInt32(packed[place])
        let high = place &+ 1 < packed.count ? UInt32(packed[place &+ 1]) : 0
        return UInt8(truncatingIfNeeded: (high &<< 8 | low) &>> UInt32(truncatingIfNeeded: bit & 7)) & 0x7F
    }
}
