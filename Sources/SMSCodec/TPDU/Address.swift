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
            for character in number where !Self.isDigit(character) { throw .notDialable(character) }
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
        let type = try reader.octet(field)
        let value = try reader.octets((semiOctetCount + 1) / 2, field)
        self.init(type: type, value: value, semiOctetCount: semiOctetCount)
    }

    package func encode(into writer: inout OctetWriter) {
        let (value, semiOctetCount) = encodedValue
        writer.append(UInt8(truncatingIfNeeded: semiOctetCount))
        writer.append(typeOfAddress)
        writer.append(contentsOf: value)
    }
}

// MARK: - The value, which the address of a service centre shares

extension Address {
    /// Semi-octets 0 to 14 (§9.1.2.3).
    private static let digitCharacters = Array("0123456789*#abc".utf8)
    private static let filler: UInt8 = 0xF

    private static func isDigit(_ character: Character) -> Bool {
        character.utf8.count == 1 && character.utf8.allSatisfy(digitCharacters.contains)
    }

    /// The highest bit says that no extension octet follows. It is set when sent and ignored when read: there
    /// are networks that leave it zero, and no extension was ever defined.
    var typeOfAddress: UInt8 { 0x80 | typeOfNumber.rawValue << 4 | numberingPlan.rawValue }

    init(type: UInt8, value: ArraySlice<UInt8>, semiOctetCount: Int) {
        let typeOfNumber = TypeOfNumber(rawValue: type >> 4 & 0b111) ?? .reserved
        let number =
            typeOfNumber == .alphanumeric
            ? GSM7.text(of: GSM7.unpack(value, septetCount: semiOctetCount * 4 / 7))
            : Self.digits(of: value, count: semiOctetCount)
        self.init(unchecked: number, typeOfNumber, NumberingPlan(typeOfAddress: type))
    }

    var encodedValue: (octets: [UInt8], semiOctetCount: Int) {
        guard typeOfNumber == .alphanumeric else {
            return (Self.octets(of: number), number.utf8.count)
        }
        let septets = GSM7.septets(of: number, replacingUnknownWith: GSM7.questionMark)
        return (GSM7.pack(septets), (septets.count * 7 + 3) / 4)
    }

    /// Ends at a filler even if the length promises more: some service centres count the filler.
    private static func digits(of octets: ArraySlice<UInt8>, count: Int) -> String {
        var characters: [UInt8] = []
        characters.reserveCapacity(count)
        for index in 0..<count {
            let octet = octets[octets.startIndex + index / 2]
            let digit = index.isMultiple(of: 2) ? octet & 0xF : octet >> 4
            if digit == filler { break }
            characters.append(digitCharacters[Int(digit)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    private static func octets(of number: String) -> [UInt8] {
        var octets: [UInt8] = []
        for (index, character) in number.utf8.enumerated() {
            let digit = digitCharacters.firstIndex(of: character).map { UInt8($0) } ?? filler
            if index.isMultiple(of: 2) {
                octets.append(filler << 4 | digit)
            } else {
                octets[octets.count - 1] = octets[octets.count - 1] & 0xF | digit << 4
            }
        }
        return octets
    }
}
