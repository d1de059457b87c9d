/// What kind of number an address holds. 3GPP TS 23.040 §9.1.2.5, type-of-number.
package enum TypeOfNumber: UInt8, CaseIterable, Hashable, Sendable {
    case unknown = 0
    /// Begins with a country code.
    case international = 1
    case national = 2
    case networkSpecific = 3
    case subscriber = 4
    /// A name in the GSM 7 bit default alphabet.
    case alphanumeric = 5
    case abbreviated = 6
    case reserved = 7
}

/// §9.1.2.5, numbering-plan-identification: four bits, of which one value matters in practice.
package struct NumberingPlan: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    /// Nil above 15.
    package init?(rawValue: UInt8) {
        guard rawValue <= 0xF else { return nil }
        self.rawValue = rawValue
    }

    fileprivate init(typeOfAddress: UInt8) {
        rawValue = typeOfAddress & 0xF
    }

    package static let unknown = NumberingPlan(typeOfAddress: 0)
    /// ISDN/telephone, ITU-T E.164.
    package static let telephone = NumberingPlan(typeOfAddress: 1)
}

/// Who sent a message or is to have it: TP-OA, TP-DA, TP-RA. 3GPP TS 23.040 §9.1.2.5.
package struct Address: Hashable, Sendable {
    /// Digits, `*`, `#`, `a`, `b`, `c` as they came, with no plus; a name if it is alphanumeric.
    package let number: String
    package let typeOfNumber: TypeOfNumber
    package let numberingPlan: NumberingPlan

    /// As a person writes it: with a plus if it begins with a country code.
    package var dialString: String {
        typeOfNumber == .international && !number.isEmpty ? "+" + number : number
    }

    package init(
        number: String, typeOfNumber: TypeOfNumber, numberingPlan: NumberingPlan = .telephone
    ) throws(SMSEncodingError) {
        if typeOfNumber == .alphanumeric {
            let semiOctetCount = (try GSM7.septets(of: number).count * 7 + 3) / 4
            guard semiOctetCount <= Self.maximumSemiOctetCount else {
                throw .addressTooLong(number.count, maximum: Self.maximumNameLength)
            }
        } else {
            guard number.utf8.allSatisfy({ Self.digit(of: $0) != nil }) else {
                throw .notDialable(number.first { !$0.utf8.allSatisfy { Self.digit(of: $0) != nil } } ?? " ")
            }
            guard number.utf8.count <= Self.maximumSemiOctetCount else {
                throw .addressTooLong(number.count, maximum: Self.maximumSemiOctetCount)
            }
        }
        self.init(unchecked: number, typeOfNumber, numberingPlan)
    }

    /// `+447700900311` is international; without the plus the type is left unknown, and the network decides.
    package init(dialString: String) throws(SMSEncodingError) {
        if dialString.hasPrefix("+") {
            try self.init(number: String(dialString.dropFirst()), typeOfNumber: .international)
        } else {
            try self.init(number: dialString, typeOfNumber: .unknown)
        }
    }

    private init(unchecked number: String, _ typeOfNumber: TypeOfNumber, _ numberingPlan: NumberingPlan) {
        self.number = number
        self.typeOfNumber = typeOfNumber
        self.numberingPlan = numberingPlan
    }
}

// MARK: - As TP-OA, TP-DA, TP-RA

extension Address {
    /// 10 octets of digits; the length field counts semi-octets.
    static let maximumSemiOctetCount = 20
    private static let maximumNameLength = 11

    package init(decoding reader: inout OctetReader, _ field: PDUField) throws(SMSDecodingError) {
        let semiOctetCount = Int(try reader.octet(field))
        guard semiOctetCount <= Self.maximumSemiOctetCount else {
            throw reader.error(field, .addressTooLong(semiOctetCount, maximum: Self.maximumSemiOctetCount))
        }
        try self.init(decoding: &reader, field, semiOctetCount: semiOctetCount)
    }

    package func encode(into writer: inout OctetWriter) {
        writer.append(UInt8(truncatingIfNeeded: semiOctetCount))
        encodeValue(into: &writer)
    }
}

// MARK: - The value, which the address of a service centre shares

extension Address {
    /// Semi-octets 0 to 14 (§9.1.2.3).
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

    /// Nil if it is none of the characters.
    private static func digit(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "*"): 10
        case UInt8(ascii: "#"): 11
        case UInt8(ascii: "a")...UInt8(ascii: "c"): character - UInt8(ascii: "a") + 12
        default: nil
        }
    }

    private static let filler: UInt8 = 0xF

    /// The highest bit says that no extension octet follows. It is set when sent and ignored when read: there
    /// are networks that leave it zero, and no extension was ever defined.
    var typeOfAddress: UInt8 { 0x80 | typeOfNumber.rawValue << 4 | numberingPlan.rawValue }

    /// The type, then the number or name.
    init(
        decoding reader: inout OctetReader, _ field: PDUField, semiOctetCount: Int
    ) throws(SMSDecodingError) {
        let type = try reader.octet(field)
        let octetCount = (semiOctetCount + 1) / 2
        typeOfNumber = TypeOfNumber(rawValue: type >> 4 & 0b111) ?? .reserved
        numberingPlan = NumberingPlan(typeOfAddress: type)
        if typeOfNumber == .alphanumeric {
            let packed = try reader.octets(octetCount, field)
            number = GSM7.text(of: packed.span, count: semiOctetCount * 4 / 7, fillBitCount: 0)
        } else {
            number = try reader.read(octetCount, field) { Self.digits(of: $0, count: semiOctetCount) }
        }
    }

    private var semiOctetCount: Int {
        typeOfNumber == .alphanumeric ? (name.count * 7 + 3) / 4 : number.utf8.count
    }

    /// Of the value without the type.
    var octetCount: Int { (semiOctetCount + 1) / 2 }

    private var name: [UInt8] {
        GSM7.septets(of: number, replacingUnknownWith: GSM7.questionMark)
    }

    /// The type, then the number or name.
    func encodeValue(into writer: inout OctetWriter) {
        writer.append(typeOfAddress)
        guard typeOfNumber != .alphanumeric else { return writer.append(contentsOf: GSM7.pack(name)) }
        var first: UInt8?
        for character in number.utf8 {
            let digit = Self.digit(of: character) ?? Self.filler
            if let low = first {
                writer.append(digit << 4 | low)
                first = nil
            } else {
                first = digit
            }
        }
        if let low = first { writer.append(Self.filler << 4 | low) }
    }

    /// Ends at a filler even if the length promises more: some service centres count the filler.
    private static func digits(of octets: Span<UInt8>, count: Int) -> String {
        UTF8Text.string(capacity: count) { output in
            for index in octets.indices {
                let octet = octets[index]
                guard append(octet & 0xF, to: &output), output.count < count, append(octet >> 4, to: &output)
                else { return }
            }
        }
    }

    /// False if it is the filler.
    @inline(__always)
    private static func append(_ digit: UInt8, to output: inout OutputSpan<UInt8>) -> Bool {
        guard digit < filler else { return false }
        output.append(digit <= 9 ? UInt8(ascii: "0") | digit : character(of: digit))
        return true
    }
}
