/// The octets that matter on an AT line.
enum ASCII {
    static let null: UInt8 = 0x00
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let controlZ: UInt8 = 0x1A
    static let escape: UInt8 = 0x1B
    static let blank: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let openingBracket: UInt8 = 0x28
    static let closingBracket: UInt8 = 0x29
    static let comma: UInt8 = 0x2C
    static let hyphen: UInt8 = 0x2D
    static let colon: UInt8 = 0x3A
    static let greaterThan: UInt8 = 0x3E

    static func isBlank(_ octet: UInt8) -> Bool { octet == blank || octet == tab }
    static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }
    static func isCapital(_ octet: UInt8) -> Bool { (0x41...0x5A).contains(octet) }
    static func isLetter(_ octet: UInt8) -> Bool { isCapital(octet & 0xDF) }
    static func isControl(_ octet: UInt8) -> Bool { (octet < blank && octet != tab) || octet == 0x7F }

    static func isHexadecimal(_ octet: UInt8) -> Bool {
        isDigit(octet) || (0x41...0x46).contains(octet & 0xDF)
    }
}

extension Collection<UInt8> where SubSequence: BidirectionalCollection {
    /// Without blanks and tabs at either end.
    var trimmed: SubSequence {
        var rest = drop(while: ASCII.isBlank)
        while let last = rest.last, ASCII.isBlank(last) { rest.removeLast() }
        return rest
    }
}

extension StringProtocol {
    /// Without blanks and tabs at either end.
    var trimmed: String {
        String(decoding: Array(utf8).trimmed, as: UTF8.self)
    }

    /// Decimal digits with at most a minus before them, and nothing that overflows.
    var decimal: Int? {
        let digits = utf8.first == ASCII.hyphen ? utf8.dropFirst() : utf8[...]
        guard !digits.isEmpty, digits.allSatisfy(ASCII.isDigit) else { return nil }
        return Int(self)
    }
}
