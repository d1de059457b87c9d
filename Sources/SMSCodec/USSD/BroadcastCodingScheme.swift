/// The data coding scheme of cell broadcasts, which USSD uses too. 3GPP TS 23.038 §5.
package struct BroadcastCodingScheme: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// The default alphabet, in no language that is named.
    package static let unspecified = BroadcastCodingScheme(rawValue: 0x0F)

    /// What is reserved is read as the default alphabet.
    package var alphabet: Alphabet {
        switch rawValue >> 4 {
        case 0x1: rawValue & 0x0F == 1 ? .ucs2 : .gsm7
        case 0x4...0x7, 0x9:
            switch rawValue >> 2 & 0b11 {
            case 0b01: .eightBit
            case 0b10: .ucs2
            default: .gsm7
            }
        case 0xF: rawValue & 0x04 == 0 ? .gsm7 : .eightBit
        default: .gsm7
        }
    }

    /// The text begins with the code of its language: two letters and a carriage return, or two letters in the first two
    /// octets.
    package var beginsWithLanguage: Bool { rawValue == 0x10 || rawValue == 0x11 }
}
