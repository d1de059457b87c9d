/// A JSON value of an answer. Members keep their order, so that answers read alike.
enum PDUValue {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([PDUValue])
    case object([(key: String, value: PDUValue)])

    init<Wrapped>(_ optional: Wrapped?, _ value: (Wrapped) -> PDUValue) {
        self = optional.map(value) ?? .null
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
        case .number(let value): octets += "\(value)".utf8
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
