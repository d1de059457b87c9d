import Foundation
import SMSCodec

/// One line of `pdu encode` and `pdu decode`.
struct PDURequest: Decodable {
    enum Operation: String, Decodable {
        case encode, decode
    }

    enum Body {
        case encode(PDUFields)
        case decode(PDUDirection, hex: String)
    }

    /// Repeated in the answer as it is.
    var id: PDUValue
    /// An error in the rest is told under the id.
    var body: Result<Body, any Error>

    /// Where a request does not say what is to be done.
    static let defaultOperationKey = CodingUserInfoKey(rawValue: "defaultOperation")

    private enum CodingKeys: CodingKey {
        case id, op, direction, pdu
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = (try? container.decodeIfPresent(PDUValue.self, forKey: .id)) ?? .null
        body = Result {
            switch try Self.operation(in: container, decoder) {
            case .encode: .encode(try PDUFields(from: decoder))
            case .decode:
                .decode(
                    try Self.direction(in: container), hex: try container.decode(String.self, forKey: .pdu))
            }
        }
    }

    private static func direction(in container: KeyedDecodingContainer<CodingKeys>) throws -> PDUDirection {
        guard let name = try container.decodeIfPresent(String.self, forKey: .direction) else {
            return .mobileTerminated
        }
        guard let direction = PDUDirection(rawValue: name) else {
            throw DecodingError.dataCorruptedError(
                forKey: .direction, in: container, debugDescription: "neither mt nor mo")
        }
        return direction
    }

    private static func operation(
        in container: KeyedDecodingContainer<CodingKeys>, _ decoder: any Decoder
    ) throws -> Operation {
        if let operation = try container.decodeIfPresent(Operation.self, forKey: .op) { return operation }
        let fallback = defaultOperationKey.flatMap { decoder.userInfo[$0] as? Operation }
        guard let fallback else {
            throw DecodingError.keyNotFound(
                CodingKeys.op, .init(codingPath: [], debugDescription: "neither encode nor decode"))
        }
        return fallback
    }
}

/// The members of an encode request. What is left out or null is 0 or none.
struct PDUFields: Decodable {
    enum Kind: String, Decodable {
        case submit, deliver
        case statusReport = "status-report"
    }

    struct Number: Decodable {
        var number: String?
        var ton: PDUOctet?
        var npi: PDUOctet?
    }

    struct Element: Decodable {
        var iei: PDUOctet
        var data: String?
    }

    struct Time: Decodable {
        var iso: String
        var tz: Int?
    }

    struct Validity: Decodable {
        enum Format: String, Decodable {
            case none, relative, absolute, enhanced
        }

        var format: Format
        var value: PDUOctet?
        var iso: String?
        var tz: Int?
        var raw: String?
    }

    var kind: Kind
    var smsc: Number?
    var addr: Number?
    var pid: PDUOctet?
    var dcs: PDUOctet?
    var text: String?
    var data: String?
    var udh: [Element]?
    var mr: PDUOctet?
    var rd: PDUBit?
    var rp: PDUBit?
    var srr: PDUBit?
    var mms: PDUBit?
    var lp: PDUBit?
    var sri: PDUBit?
    var srq: PDUBit?
    var vp: Validity?
    var scts: Time?
    var dt: Time?
    var status: PDUOctet?
    var pi: PDUOctet?
}

/// 0 to 255.
struct PDUOctet: Decodable {
    var value: UInt8

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let value = UInt8(exactly: try container.decode(Double.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "an octet is 0 to 255")
        }
        self.value = value
    }
}

/// 0, 1, false or true.
struct PDUBit: Decodable {
    var isSet: Bool

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let isSet = try? container.decode(Bool.self) {
            self.isSet = isSet
            return
        }
        switch try container.decode(Double.self) {
        case 0: isSet = false
        case 1: isSet = true
        default: throw DecodingError.dataCorruptedError(in: container, debugDescription: "a bit is 0 or 1")
        }
    }
}

extension PDUBit? {
    var isSet: Bool { self?.isSet ?? false }
}

extension PDUOctet? {
    var orZero: UInt8 { self?.value ?? 0 }
}
