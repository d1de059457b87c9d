/// Text as 16 bit units, the high octet first. 3GPP TS 23.038 §6.2.3.
///
/// The standard says UCS-2; phones send UTF-16, and a character beyond the first plane takes two units.
package enum UCS2 {
    package static func octets(of text: String) -> [UInt8] {
        var octets: [UInt8] = []
        octets.reserveCapacity(text.utf16.count * 2)
        for unit in text.utf16 {
            octets.append(UInt8(unit >> 8))
            octets.append(UInt8(unit & 0xFF))
        }
        return octets
    }

    /// A surrogate without its other half becomes U+FFFD; an odd octet at the end is dropped: some gateways
    /// cut there.
    package static func text(of octets: some Collection<UInt8>) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(octets.count / 2)
        var high: UInt8?
        for octet in octets {
            if let first = high {
                units.append(UInt16(first) << 8 | UInt16(octet))
                high = nil
            } else {
                high = octet
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
