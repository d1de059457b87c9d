/// A subscriber's number in international form: `+` and 7 to 15 digits (ITU-T E.164).
///
/// Only a number of this form is ever texted by itself, and two numbers are the same caller exactly if they are equal.
package struct PhoneNumber: Hashable, Codable, Sendable, CustomStringConvertible {
    /// `+447700900311`
    package let e164: String

    /// Nil unless `e164` is a plus sign followed by 7 to 15 ASCII digits, the first of them not zero.
    package init?(e164: String) {
        let digits = e164.utf8.dropFirst()
        guard e164.utf8.first == UInt8(ascii: "+"), (7...15).contains(digits.count),
            digits.first != UInt8(ascii: "0"), digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.e164 = e164
    }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let number = PhoneNumber(e164: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a number in E.164 form"))
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }

    package var description: String { e164 }
}
