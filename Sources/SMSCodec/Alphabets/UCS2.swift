/// Text as 16 bit units, the high octet first. 3GPP TS 23.038 §6.2.3.
///
/// The standard says UCS-2; phones send UTF-16, and a character beyond the first plane takes two units.
package enum UCS2 {
    package static func octets(of text: String) -> [UInt8] {
        text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }

    /// A surrogate without its other half becomes U+FFFD; an odd octet at the end is dropped: some gateways
    /// cut there.
    package static func text(of octets: some Collection<UInt8>) -> String {
        text(of: Array(octets).span)
    }

    static func text(of octets: Span<UInt8>) -> String {
        let end = octets.count & ~1
        return UTF8Text.string(capacity: end / 2 * UTF8Character.maximumOctetCount) { output in
            var index = 0
            while index < end {
                let unit = unit(at: index, of: octets)
                index &+= 2
                if unit < 0x80 {
                    output.append(UInt8(truncatingIfNeeded: unit))
                } else if !UTF16.isSurrogate(unit) {
                    UTF8Character(unit).append(to: &output)
                } else if UTF16.isLeadSurrogate(unit), index < end,
                    UTF16.isTrailSurrogate(self.unit(at: index, of: octets))
                {
                    append(unit, self.unit(at: index, of: octets), to: &output)
                    index &+= 2
                } else {
                    UTF8Character.replacement.append(to: &output)
                }
            }
        }
    }

    @inline(__always)
    private static func unit(at index: Int, of octets: Span<UInt8>) -> UInt16 {
        UInt16(octets[index]) << 8 | UInt16(octets[index &+ 1])
    }

    /// A character beyond the first plane.
    private static func append(_ high: UInt16, _ low: UInt16, to output: inout OutputSpan<UInt8>) {
        let value = 0x10000 + UInt32(high & 0x3FF) << 10 + UInt32(low & 0x3FF)
        output.append(0xF0 | UInt8(value >> 18))
        output.append(0x80 | UInt8(value >> 12 & 0x3F))
        output.append(0x80 | UInt8(value >> 6 & 0x3F))
        output.append(0x80 | UInt8(value & 0x3F))
    }
}

extension OctetWriter {
    mutating func append(ucs2 text: String) {
        for unit in text.utf16 {
            append(UInt8(truncatingIfNeeded: unit &>> 8))
            append(UInt8(truncatingIfNeeded: unit))
        }
    }
}
