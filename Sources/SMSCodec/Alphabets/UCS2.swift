/// Text as 16 bit units, the high octet first. 3GPP TS 23.038 §6.2.3.
///
/// The standard says UCS-2; phones send UTF-16, and a character beyond the first plane takes two units.
package enum UCS2 {
    package static func octets(of text: String) -> [UInt8] {
        var octets: [UInt8] = []
        append(text, to: &octets)
        return octets
    }

    static func append(_ text: String, to octets: inout [UInt8]) {
        for unit in text.utf16 {
            octets.append(UInt8(unit >> 8))
            octets.append(UInt8(unit & 0xFF))
        }
    }

    /// A surrogate without its other half becomes U+FFFD; an odd octet at the end is dropped: some gateways
    /// cut there.
    package static func text(of octets: some Collection<UInt8>) -> String {
        text(of: Array(octets).span)
    }

    static func text(of octets: Span<UInt8>) -> String {
        let count = octets.count / 2
        func unit(_ index: Int) -> UInt16 { UInt16(octets[index * 2]) << 8 | UInt16(octets[index * 2 + 1]) }
        return UTF8Text.string(capacity: count * UTF8Character.maximumOctetCount) { output in
            var index = 0
            while index < count {
                let first = unit(index)
                index += 1
                if !UTF16.isSurrogate(first) {
                    UTF8Character(first).append(to: &output)
                } else if UTF16.isLeadSurrogate(first), index < count, UTF16.isTrailSurrogate(unit(index)) {
                    append(first, unit(index), to: &output)
                    index += 1
                } else {
                    UTF8Character.replacement.append(to: &output)
                }
            }
        }
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
