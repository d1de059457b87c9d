import Telephony

/// The digits of a number, with whether a plus stood before them.
struct Digits {
    var text: String
    var hasPlus: Bool

    var count: Int { text.utf8.count }

    /// Nil unless the text is ASCII digits, at most 20 of them, with at most one plus in front.
    init?(_ text: String) {
        hasPlus = text.hasPrefix("+")
        self.text = hasPlus ? String(text.dropFirst()) : text
        guard (1...Self.longest).contains(count), self.text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
    }

    /// 3GPP TS 23.040 §9.1.2.5: an address has at most ten octets of digits.
    static let longest = 20
}

extension Numbering {
    /// Which way of reading fits the digits and the type of number that came with them.
    static func reading(of digits: Digits, type: Int?, homeCountry: String?) -> NumberReading? {
        switch TypeOfNumber(digits, type: type) {
        case .international:
            return NumberReading("+" + digits.text, in: homeCountry)
        case .internationalWithoutPlus:
            let international = internationalReading(of: digits, homeCountry: homeCountry)
            if let international, international.isPossible { return international }
            return NumberReading(digits.text, in: homeCountry) ?? international
        case .national:
            return nationalReading(of: digits, homeCountry: homeCountry)
        case .unknown:
            let national = nationalReading(of: digits, homeCountry: homeCountry)
            if let national, national.isPossible { return national }
            // A complete number of another country under type 128 or 129, without its plus.
            let international = internationalReading(of: digits, homeCountry: homeCountry)
            return international.flatMap { $0.isValid ? $0 : nil } ?? national
        }
    }

    private static func nationalReading(of digits: Digits, homeCountry: String?) -> NumberReading? {
        let national = homeCountry.flatMap { NumberReading(digits.text, in: $0) }
        if let national, national.isPossible { return national }
        // 00 is dialled before a country code nearly everywhere, and printed by modems of the rest.
        return digits.text.hasPrefix("00")
            ? internationalReading(of: digits, homeCountry: homeCountry) : national
    }

    /// No country code starts with 0, so that what zeros there are belong to a prefix.
    private static func internationalReading(of digits: Digits, homeCountry: String?) -> NumberReading? {
        let zeros = digits.text.prefix { $0 == "0" }.count
        guard zeros == 0 || zeros == 2 else { return nil }
        return NumberReading("+" + digits.text.dropFirst(zeros), in: homeCountry)
    }
}

/// What the type-of-address octet says of the digits (3GPP TS 24.008 §10.5.4.7, bits 7 to 5).
private enum TypeOfNumber {
    case international
    /// Some modems print type 145 and leave the plus out (Neoway M590, XMM): it is to be added.
    case internationalWithoutPlus
    case national
    case unknown

    init(_ digits: Digits, type: Int?) {
        if digits.hasPlus {
            self = .international
            return
        }
        self =
            switch type.map({ ($0 >> 4) & 0b111 }) {
            case 0b001: .internationalWithoutPlus
            case 0b010: .national
            default: .unknown
            }
    }
}
