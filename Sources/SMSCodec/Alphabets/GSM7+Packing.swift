// Septets and the octets that they are packed in: the first in the lowest bits of the first octet. 3GPP TS
// 23.038 §6.1.2.1.1.

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
        var octets: [UInt8] = []
        octets.reserveCapacity((septets.count * 7 + fillBitCount + 7) / 8)
        for septet in septets {
            if let octet = packer.pack(septet) { octets.append(octet) }
        }
        if let rest = packer.rest { octets.append(rest) }
        return octets
    }

    /// Fewer septets than asked for if the octets end first.
    package static func unpack(
        _ octets: some Collection<UInt8>, septetCount: Int, fillBitCount: Int = 0
    ) -> [UInt8] {
        let packed = Array(octets)
        let room = packed.isEmpty ? 0 : (packed.count * 8 - fillBitCount) / 7
        let count = min(max(septetCount, 0), room)
        return [UInt8](capacity: count) { output in
            forEachSeptet(of: packed.span, count: count, fillBitCount: fillBitCount) { output.append($0) }
        }
    }

    /// - Parameter packed: enough for so many.
    @inline(__always)
    static func forEachSeptet(
        of packed: Span<UInt8>, count: Int, fillBitCount: Int, _ body: (UInt8) -> Void
    ) {
        var place = 0
        var left = count
        while left > 0 {
            // Eight septets are in seven octets, and with fill bits in a part of the next.
            var bits = packed.word(at: place) &>> UInt64(fillBitCount)
            for _ in 0..<min(left, 8) {
                body(UInt8(truncatingIfNeeded: bits) & 0x7F)
                bits = bits &>> 7
            }
            place &+= 7
            left &-= 8
        }
    }
}
