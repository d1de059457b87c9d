import Foundation

/// A JSON value of an answer. Members keep their order, so that answers read alike.
enum PDUValue {
    case null
    case bool(Bool)
    case integer(Int)
    /// As it is written: no type holds every number of JSON.
    case number(String)
    case string(String)
    case array([PDUValue])
    case object([(key: String, value: PDUValue)])

    init<Wrapped>(_ optional: Wrapped?, _ value: (Wrapped) -> PDUValue) {
        self = optional.map(value) ?? .null
    }
}

// MARK: - From JSON

extension PDUValue: Decodable {
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Any value. Numbers keep 38 digits, and members no order.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = try Self.scalar(in: container) ?? Self.collection(decoder)
    }

    /// Nil if it is an array or an object. The likeliest are tried first: each failure costs an error.
    private static func scalar(in container: any SingleValueDecodingContainer) -> PDUValue? {
        if let value = try? container.decode(Int.self) { return .integer(value) }
        if let value = try? container.decode(String.self) { return .string(value) }
        if container.decodeNil() { return .null }
        if let value = try? container.decode(Bool.self) { return .bool(value) }
        return (try? container.decode(Decimal.self)).map { .number("\($0)") }
    }

    private static func collection(_ decoder: any Decoder) throws -> PDUValue {
        if let container = try? decoder.container(keyedBy: Key.self) {
            return .object(
                try container.allKeys.map { key in
                    (key: key.stringValue, value: try container.decode(Self.self, forKey: key))
                })
        }
        return .array(try decoder.singleValueContainer().decode([Self].self))
    }
}

// MARK: - As text

extension PDUValue {
    var json: String {
        var octets: [UInt8] = []
        write(into: &octets)
        return String(decoding: octets, as: UTF8.self)
    }

    /// On one line, in UTF-8.
    func write(into octets: inout [UInt8]) {
        switch self {
        case .null: octets += "null".utf8
        case .bool(let value): octets += (value ? "true" : "false").utf8
        case .integer(let value): octets += "\(value)".utf8
        case .number(let digits): octets += digits.utf8
        case .string(let text): Self.writeQuoted(text, into: &octets)
        case .array(let values):
            octets.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { octets.append(UInt8(ascii: ",")) }
                value.write(into: &octets)
            }
            octets.append(UInt8(ascii: "]"))
        case .object(let members): Self.write(members, into: &octets)
        }
    }

    private static func write(_ members: [(key: String, value: PDUValue)], into octets: inout [UInt8]) {
        octets.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { octets.append(UInt8(ascii: ",")) }
            writeQuoted(member.key, into: &octets)
            octets.append(UInt8(ascii: ":"))
            member.value.write(into: &octets)
        }
        octets.append(UInt8(ascii: "}"))
    }

    private static func writeQuoted(_ text: String, into octets: inout [UInt8]) {
        octets.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                octets.append(UInt8(ascii: "\\"))
                octets.append(UInt8(ascii: scalar))
            // Line ends of Unicode too: many a reader of lines takes them for the end of the answer.
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                octets += "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8
            default: octets += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
        octets.append(UInt8(ascii: "\""))
    }
}
