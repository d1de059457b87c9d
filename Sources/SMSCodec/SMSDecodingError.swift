/// Why octets are no message, and where: `TP-UD.UDH.IEI 00h at octet 28: the element is
/// longer than what is left of the header, octets: 3`.
package struct SMSDecodingError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Something that is no pair of hexadecimal digits.
        case notHexadecimal
        /// More octets than an address of a service centre and a TPDU can have.
        case tooLong(octets: Int, maximum: Int)
        case truncated(needed: Int, left: Int)
        /// TP-MTI names a type that this direction does not have.
        case unexpectedMessageType(UInt8)
        case addressTooLong(Int, maximum: Int)
        case userDataTooLong(Int, maximum: Int)
        /// TP-UDHI promises a header where TP-UDL leaves no room for one.
        case headerWithoutUserData
        case headerBeyondUserData(header: Int, left: Int)
        case elementBeyondHeader(identifier: UInt8?, left: Int)
        /// Octets after the end of a TPDU that has no use for them.
        case leftOver(octets: Int)
        /// A time that a TPDU cannot do without, and that does not exist.
        case notATime
    }

    package var field: PDUField
    /// Counted from the first octet of the PDU, which is 0.
    package var octet: Int
    package var reason: Reason

    package init(field: PDUField, octet: Int, reason: Reason) {
        self.field = field
        self.octet = octet
        self.reason = reason
    }

    /// The field from the outside in, down to the element of a header.
    package var path: String {
        guard case .elementBeyondHeader(let identifier?, _) = reason else { return field.rawValue }
        return PDUField.path(toElement: identifier)
    }
}

extension SMSDecodingError: CustomStringConvertible {
    package var description: String { "\(path) at octet \(octet): \(reason)" }
}

extension SMSDecodingError.Reason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notHexadecimal: "not pairs of hexadecimal digits"
        case .tooLong(let octets, let maximum): "\(octets) octets, and a PDU has at most \(maximum)"
        case .truncated(let needed, let left): "octets needed: \(needed), left: \(left)"
        case .unexpectedMessageType(let type): "message type \(type) does not go in this direction"
        case .addressTooLong(let length, let maximum):
            "an address of length \(length), and \(maximum) is the most"
        case .userDataTooLong(let length, let maximum):
            "user data of length \(length), and \(maximum) is the most"
        case .headerWithoutUserData: "a header is announced, but there are no user data"
        case .headerBeyondUserData(let header, let left):
            "the header takes \(header), the user data have \(left)"
        case .leftOver(let octets): "\(octets) octets are left over"
        case .notATime: "there is no such time"
        case .elementBeyondHeader(.some, let left):
            "the element is longer than what is left of the header, octets: \(left)"
        case .elementBeyondHeader(nil, let left):
            "no element fits into what is left of the header, octets: \(left)"
        }
    }
}
