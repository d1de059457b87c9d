/// Address-Value: semi-octets, at most 22, kept as they came. 3GPP TS 23.040 §9.1.2.3, §9.1.2.5.
///
/// In integers rather than in an array, since every message carries two of these.
struct AddressValue: Hashable, Sendable {
    static let maximumCount = 22
    private static let filler: UInt8 = 0xF

    /// Sixteen semi-octets, the first in the lowest bits.
    private let low: UInt64
    private let high: UInt32
    let count: UInt8

    /// - Parameters:
    ///   - low: sixteen semi-octets, the first in the lowest bits.
    ///   - high: those behind them. What is beyond the count does not matter.
    init(_ low: UInt64, _ high: UInt64, count: Int) {
        let count = min(count, Self.maximumCount)
        self.low = count >= 16 ? low : low & (1 &<< UInt64(count * 4) &- 1)
        self.high = count <= 16 ? 0 : UInt32(truncatingIfNeeded: high & (1 &<< UInt64((count - 16) * 4) &- 1))
        self.count = UInt8(count)
    }

    /// Ends at a filler even if the length promises more: some service centres count the filler.
    init(digits low: UInt64, _ high: UInt64, count: Int) {
        var end = Self.firstFiller(of: low)
        if end == 16, count > 16 { end += Self.firstFiller(of: high) }
        self.init(low, high, count: min(count, end))
    }

    /// 16 if there is none.
    private static func firstFiller(of semiOctets: UInt64) -> Int {
        let allBits = semiOctets & semiOctets &>> 1 & semiOctets &>> 2 & semiOctets &>> 3
        return (allBits & 0x1111_1111_1111_1111).trailingZeroBitCount / 4
    }

    private var semiOctets: UInt128 { UInt128(high) &<< 64 | UInt128(low) }

    var octetCount: Int { (Int(count) + 1) / 2 }
}

// MARK: - Digits

extension AddressValue {
    /// Nil if something is no digit. Those for which there is no room are left out.
    init?(digits: String) {
        let characters = digits.utf8Span.span
        var (low, high): (UInt64, UInt64) = (0, 0)
        for index in characters.indices {
            guard let digit = Self.digit(of: characters[index]) else { return nil }
            if index < 16 {
                low |= UInt64(digit) &<< UInt64(index * 4)
            } else if index < Self.maximumCount {
                high |= UInt64(digit) &<< UInt64((index - 16) * 4)
            }
        }
        self.init(low, high, count: characters.count)
    }

    var digits: String {
        guard !hasSigns, count <= UTF8Text.smallCapacity else { return anyDigits }
        let first = Self.characters(of: UInt32(truncatingIfNeeded: low))
        let second = Self.characters(of: UInt32(low >> 32))
        return UTF8Text.string(first, second, count: Int(count))
    }

    /// Eight digits, all of them 0 to 9, the first in the lowest bits; so are the characters.
    private static func characters(of digits: UInt32) -> UInt64 {
        var digits = UInt64(digits)
        digits = (digits | digits << 16) & 0x0000_FFFF_0000_FFFF
        digits = (digits | digits << 8) & 0x00FF_00FF_00FF_00FF
        digits = (digits | digits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        return digits | 0x3030_3030_3030_3030
    }

    private var anyDigits: String {
        UTF8Text.string(capacity: Int(count)) { output in
            var rest = semiOctets
            for _ in 0..<count {
                output.append(Self.character(of: UInt8(truncatingIfNeeded: rest) & 0xF))
                rest = rest &>> 4
            }
        }
    }

    /// Whether one of the first sixteen is greater than 9: has the bit of 8, and that of 4 or of 2.
    private var hasSigns: Bool { low & (low &<< 1 | low &<< 2) & 0x8888_8888_8888_8888 != 0 }

    /// With a filler in the last octet, if there is room for one.
    func encodeDigits(into writer: inout OctetWriter) {
        let isOdd = !count.isMultiple(of: 2)
        let filled = isOdd ? semiOctets | UInt128(Self.filler) &<< UInt128(Int(count) * 4) : semiOctets
        encode(filled, into: &writer)
    }

    private func encode(_ semiOctets: UInt128, into writer: inout OctetWriter) {
        var rest = semiOctets
        for _ in 0..<octetCount {
            writer.append(UInt8(truncatingIfNeeded: rest))
            rest = rest &>> 8
        }
    }

    /// Of a semi-octet from 0 to 14.
    private static func character(of digit: UInt8) -> UInt8 {
        switch digit {
        case 0...9: UInt8(ascii: "0") | digit
        case 10: UInt8(ascii: "*")
        case 11: UInt8(ascii: "#")
        case 12: UInt8(ascii: "a")
        case 13: UInt8(ascii: "b")
        default: UInt8(ascii: "c")
        }
    }

    /// Nil if it is none.
    static func digit(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "*"): 10
        case UInt8(ascii: "#"): 11
        case UInt8(ascii: "a")...UInt8(ascii: "c"): character - UInt8(ascii: "a") + 12
        default: nil
        }
    }
}

// MARK: - Names

extension AddressValue {
    /// A name in the GSM 7 bit default alphabet.
    init(name packed: [UInt8], septetCount: Int) {
        let octets = packed.span
        self.init(octets.word(at: 0), octets.word(at: 8), count: Self.count(ofSeptets: septetCount))
    }

    static func count(ofSeptets count: Int) -> Int { (count * 7 + 3) / 4 }

    var name: String {
        let octets = InlineArray<16, UInt8> { UInt8(truncatingIfNeeded: semiOctets &>> UInt128($0 * 8)) }
        return GSM7.text(of: octets.span, count: Int(count) * 4 / 7, fillBitCount: 0)
    }

    /// Seven octets that are full of septets, less the last septet if it is a zero.
    var withoutPadding: AddressValue {
        count == 14 && low &>> 49 == 0 ? AddressValue(low, 0, count: Self.count(ofSeptets: 7)) : self
    }

    func encodeName(into writer: inout OctetWriter) {
        encode(semiOctets, into: &writer)
    }
}
