/// Why a value cannot be put into a message. Thrown where the value is made, so that what exists can be
/// encoded.
package enum SMSEncodingError: Error, Hashable, Sendable {
    /// A number takes digits, `*`, `#`, `a`, `b` and `c` (3GPP TS 23.040 §9.1.2.3).
    case notDialable(Character)
    /// §9.1.2.5
    case addressTooLong(Int, maximum: Int)
    /// No code for it in the alphabet that was asked for.
    case notInAlphabet(Character)
    /// A compressed text, or a text in 8 bit data: there is no coding for it here.
    case noTextCoding
    case userDataTooLong(octets: Int, maximum: Int)
    /// A time that does not exist, or outside 2000 to 2099.
    case notATime
    /// A long message has at most 255 parts (§9.2.3.24.1).
    case tooManyParts(Int)
}

extension SMSEncodingError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notDialable(let character): "\"\(character)\" cannot be part of a number"
        case .addressTooLong(let length, let maximum):
            "an address of \(length) digits, and \(maximum) is the most"
        case .notInAlphabet(let character): "\"\(character)\" is not in the alphabet"
        case .noTextCoding: "this data coding scheme takes data, not a text"
        case .userDataTooLong(let octets, let maximum):
            "\(octets) octets of user data, and \(maximum) is the most"
        case .notATime: "not a time of the years 2000 to 2099"
        case .tooManyParts(let count): "a text of \(count) parts, and 255 is the most"
        }
    }
}
