import SMSCodec

/// One PDU for a person: what each octet is, then what they say together.
///
///     octets  field    hex
///      0-7    SMSC     07 91 41 51 55 15 12 F2
///      8      TP-MTI   04
///     ...
///     kind     deliver
///     addr     number 16505551111, ton 1, npi 1
struct PDUListing {
    private(set) var text = ""
    /// Why the reading ended before the PDU did.
    private(set) var error: SMSDecodingError?

    init(hex: String, direction: PDUDirection) {
        do {
            let octets = try PDUAnswer.octets(ofPDU: hex)
            var reader = OctetReader(octets, keepsSpans: true)
            let members = Result<_, SMSDecodingError> { () throws(SMSDecodingError) in
                try PDUAnswer.members(&reader, direction)
            }
            describe(reader.spans, of: octets)
            describe(try members.get())
        } catch {
            self.error = error
        }
    }

    private mutating func describe(_ spans: [OctetReader.Span], of octets: [UInt8]) {
        writeRow("octets", "field", "hex")
        for span in spans {
            writeRow(Self.offsets(span.octets), span.field.rawValue, Self.spaced(octets[span.octets]))
        }
        let rest = (spans.last?.octets.upperBound ?? 0)..<octets.count
        if !rest.isEmpty { writeRow(Self.offsets(rest), "(not read)", Self.spaced(octets[rest])) }
    }

    private mutating func describe(_ members: PDUAnswer.Members) {
        text += "\n"
        for (key, value) in members {
            text += "\(Self.padded(key, to: 14))\(value.words)\n"
        }
    }

    private mutating func writeRow(_ offsets: String, _ field: String, _ hex: String) {
        text += "\(Self.padded(offsets, to: 9))\(Self.padded(field, to: 11))\(hex)\n"
    }

    private static func offsets(_ range: Range<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
    }

    private static func spaced(_ octets: ArraySlice<UInt8>) -> String {
        octets.map { HexOctets.encode([$0]) }.joined(separator: " ")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 1))
    }
}

extension PDUValue {
    /// For a person: without braces, and a dash for nothing.
    fileprivate var words: String {
        switch self {
        case .null: "-"
        case .bool(let value): value ? "yes" : "no"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let text): Self.quoted(text)
        case .array(let values): values.isEmpty ? "-" : values.map(\.words).joined(separator: "; ")
        case .object(let members): members.map { "\($0.key) \($0.value.words)" }.joined(separator: ", ")
        }
    }

    /// What a terminal would obey or not show is told by its code point.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
                "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            default: scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
            }
        }
        return "\"\(scalars.joined())\""
    }
}
