/// A number as a modem printed it, with its type of address (3GPP TS 24.008 §10.5.4.7).
package struct SubscriberNumber: Hashable, Sendable {
    /// Digits, `*`, `#`; with a `+` if one was printed or the type is international.
    package let digits: String
    /// 128 to 255: 145 international, 129 and 128 unknown, 161 national; nil if none was printed.
    package let typeOfAddress: Int?

    /// Nil for anything that cannot be a number.
    package init?(digits: String, typeOfAddress: Int?) {
        let written = digits.utf8.first == UInt8(ascii: "+") ? digits.utf8.dropFirst() : digits.utf8[...]
        guard (1...Self.longest).contains(written.count), written.allSatisfy(Self.dialable.contains) else {
            return nil
        }
        let isInternational = typeOfAddress.map { ($0 >> 4) & 0b111 == 0b001 } ?? false
        // Neoway M590 and Intel XMM print 145 and leave the plus out.
        let lacksPlus =
            isInternational && digits.utf8.count == written.count && written.allSatisfy(ASCII.isDigit)
        self.digits = lacksPlus ? "+" + digits : digits
        self.typeOfAddress = typeOfAddress
    }

    /// Twenty digits fill an address field (3GPP TS 23.040 §9.1.2.5).
    private static let longest = 20
    private static let dialable = Set("0123456789*#".utf8)
}

/// Who calls, as far as one line tells.
package enum AnnouncedCaller: Hashable, Sendable {
    /// The line has no number, or one that cannot be a number.
    case notGiven
    /// The number is hidden: the field is there and empty, or the network says so.
    case withheld
    case number(SubscriberNumber)

    /// - Parameters:
    ///   - type: the field behind the number. A visible number without a type is a line that was cut short.
    ///   - validity: CLI validity (3GPP TS 27.007 §7.11): 1 withheld by the originator.
    init(number: ResponseField, type: ResponseField, validity: Int? = nil) {
        if number.isEmpty || validity == 1 {
            self = .withheld
        } else if let octet = type.integer, (128...255).contains(octet),
            let number = SubscriberNumber(digits: number.text.trimmed, typeOfAddress: octet)
        {
            self = .number(number)
        } else {
            self = .notGiven
        }
    }
}
