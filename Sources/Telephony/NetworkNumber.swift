/// A number as the network printed it: digits and the type of number that came with them.
///
/// 3GPP TS 27.007 prints the type as one octet of TS 24.008 §10.5.4.7: 145 international, 129 unknown or national,
/// 161 national, 128 unknown. The octet is a hint, not a truth: modems print 145 without a plus and 128 with a
/// complete number.
package struct NetworkNumber: Hashable, Codable, Sendable {
    /// Digits, `*`, `#`, letters of the extended set, with a leading `+` if one was printed.
    package var digits: String

    /// The octet type-of-address, 128 to 255; nil if the modem printed none.
    package var typeOfAddress: Int?

    package init(digits: String, typeOfAddress: Int? = nil) {
        self.digits = digits
        self.typeOfAddress = typeOfAddress
    }

    /// Whether the type says that the digits start with a country code (type of number 001).
    package var isInternational: Bool {
        if digits.hasPrefix("+") { return true }
        guard let typeOfAddress else { return false }
        return (typeOfAddress >> 4) & 0b111 == 0b001
    }
}
