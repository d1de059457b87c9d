/// Hexadecimal as PDUs are written with it: two digits an octet, nothing between.
package enum HexOctets {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Nil if there is an odd digit out, or anything that is no digit. Lower case is read too: some modems
    /// print it.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let characters = String(text).utf8
        var octets: [UInt8] = []
        octets.reserveCapacity(characters.count / 2)
        var high: UInt8?
        for character in characters {
            guard let value = value(of: character) else { return nil }
            if let first = high {
                octets.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? octets : nil
    }

    /// In capitals.
    package static func encode(_ octets: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(octets.underestimatedCount * 2)
        for octet in octets {
            characters.append(digits[Int(octet >> 4)])
            characters.append(digits[Int(octet & 0xF)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
