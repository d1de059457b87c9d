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
    package let typeOfNumber: TypeOfNumber
    package let numberingPlan: NumberingPlan
    private let value: AddressValue

    /// Digits, `*`, `#`, `a`, `b`, `c` as they came, with no plus; a name if it is alphanumeric.
    package var number: String { typeOfNumber == .alphanumeric ? value.name : value.digits }

    /// As a person writes it: with a plus if it begins with a country code.
    package var dialString: String {
        typeOfNumber == .international && !number.isEmpty ? "+" + number : number
    }

    package init(
        number: String, typeOfNumber: TypeOfNumber, numberingPlan: NumberingPlan = .telephone
    ) throws(SMSEncodingError) {
        self.typeOfNumber = typeOfNumber
        self.numberingPlan = numberingPlan
        value = try typeOfNumber == .alphanumeric ? Self.value(ofName: number) : Self.value(ofDigits: number)
    }

    /// `+447700900311` is international; without the plus the type is left unknown, and the network decides.
    package init(dialString: String) throws(SMSEncodingError) {
        if dialString.hasPrefix("+") {
            try self.init(number: String(dialString.dropFirst()), typeOfNumber: .international)
        } else {
            try self.init(number: dialString, typeOfNumber: .unknown)
        }
    }

    private static func value(ofName name: String) throws(SMSEncodingError) -> AddressValue {
        var writer = OctetWriter()
        let septetCount = try writer.append(septetsOf: name, in: .standard, fillBitCount: 0)
        guard AddressValue.count(ofSeptets: septetCount) <= maximumSemiOctetCount else {
            throw .addressTooLong(name.count, maximum: maximumNameLength)
        }
        return AddressValue(name: writer.octets, septetCount: septetCount)
    }

    private static func value(ofDigits digits: String) throws(SMSEncodingError) -> AddressValue {
        guard let value = AddressValue(digits: digits) else {
            let isNoDigit = { (character: Character) in AddressValue(digits: String(character)) == nil }
            throw .notDialable(digits.first(where: isNoDigit) ?? " ")
        }
        guard digits.utf8.count <= maximumSemiOctetCount else {
            throw .addressTooLong(digits.count, maximum: maximumSemiOctetCount)
        }
        return value
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
        writer.append(value.count)
        encodeValue(into: &writer)
    }
}

// MARK: - The value, which the address of a service centre shares

extension Address {
    /// The highest bit says that no extension octet follows. It is set when sent and ignored when read: there
    /// are networks that leave it zero, and no extension was ever defined.
    private var typeOfAddress: UInt8 { 0x80 | typeOfNumber.rawValue << 4 | numberingPlan.rawValue }

    /// The type, then the number or name.
    init(
        decoding reader: inout OctetReader, _ field: PDUField, semiOctetCount: Int
    ) throws(SMSDecodingError) {
        let type = try reader.octet(field)
        let typeOfNumber = TypeOfNumber(rawValue: type >> 4 & 0b111) ?? .reserved
        let range = try reader.take((semiOctetCount + 1) / 2, field)
        let octets = reader.octets.span
        let low = octets.word(at: range.lowerBound)
        let high = range.count > 8 ? octets.word(at: range.lowerBound + 8) : 0
        value =
            typeOfNumber == .alphanumeric
            ? AddressValue(low, high, count: semiOctetCount)
            : AddressValue(digits: low, high, count: semiOctetCount)
        self.typeOfNumber = typeOfNumber
        numberingPlan = NumberingPlan(typeOfAddress: type)
    }

    /// Of the value without the type.
    var octetCount: Int { value.octetCount }

    var isEmpty: Bool { value.count == 0 }

    /// Where octets are counted, a name of seven letters cannot be told from one with an @ behind them.
    var withoutPadding: Address {
        typeOfNumber == .alphanumeric ? Address(self, value.withoutPadding) : self
    }

    private init(_ address: Address, _ value: AddressValue) {
        (typeOfNumber, numberingPlan) = (address.typeOfNumber, address.numberingPlan)
        self.value = value
    }

    /// The type, then the number or name.
    func encodeValue(into writer: inout OctetWriter) {
        writer.append(typeOfAddress)
        if typeOfNumber == .alphanumeric {
            value.encodeName(into: &writer)
        } else {
            value.encodeDigits(into: &writer)
        }
    }
}
