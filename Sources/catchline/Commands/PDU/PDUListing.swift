import SMSCodec

/// One PDU for a person: what each octet is and says, then what they say together.
///
///     octets  field              hex                      meaning
///     0-7     SMSC               07 91 41 51 55 15 12 F2  +14155551212
///     8       TP-MTI             04                       DELIVER
///     ...
///     kind     deliver
///     addr     number 16505551111, ton 1, npi 1
struct PDUListing {
    private(set) var text = ""
    /// Why the reading ended before the PDU did.
    private(set) var error: SMSDecodingError?

    /// Octets in a line.
    private static let lineLength = 8

    init(hex: String, direction: PDUDirection) {
        do {
            let octets = try PDUAnswer.octets(ofPDU: hex)
            var reader = OctetReader(octets, keepsSpans: true)
            let pdu = Result<_, SMSDecodingError> { () throws(SMSDecodingError) in
                try AnyPDU(decoding: &reader, direction)
            }
            describe(reader.spans, of: octets, direction)
            describe(try pdu.get())
        } catch {
            self.error = error
        }
    }

    private mutating func describe(
        _ spans: [OctetReader.Span], of octets: [UInt8], _ direction: PDUDirection
    ) {
        writeLine("octets", "field", "hex", "meaning")
        for row in PDUFieldMeanings(spans, of: octets, direction: direction).rows {
            write(row.octets, of: octets, row.field, row.meaning)
        }
        let rest = (spans.last?.octets.upperBound ?? 0)..<octets.count
        if !rest.isEmpty { write(rest, of: octets, "(not read)", "") }
    }

    private mutating func describe(_ pdu: AnyPDU) {
        text += "\n"
        for (key, value) in PDUAnswer.members(of: pdu) {
            text += "\(Self.padded(key, to: 14))\(value.words)\n"
        }
        if case .deliver(let deliver) = pdu.tpdu {
            text += "\(Self.padded("content", to: 14))\(deliver.content.words)\n"
        }
    }

    private mutating func write(_ range: Range<Int>, of octets: [UInt8], _ field: String, _ meaning: String) {
        let starts = Array(stride(from: range.lowerBound, to: range.upperBound, by: Self.lineLength))
        for start in starts {
            let line = octets[start..<min(start + Self.lineLength, range.upperBound)]
            let hex = line.map { HexOctets.encode([$0]) }.joined(separator: " ")
            let isFirst = start == range.lowerBound
            writeLine(isFirst ? Self.offsets(range) : "", isFirst ? field : "", hex, isFirst ? meaning : "")
        }
    }

    private mutating func writeLine(_ offsets: String, _ field: String, _ hex: String, _ meaning: String) {
        var line = Self.padded(offsets, to: 9) + Self.padded(field, to: 19)
        line += meaning.isEmpty ? hex : Self.padded(hex, to: 3 * Self.lineLength + 1) + meaning
        text += line + "\n"
    }

    private static func offsets(_ range: Range<Int>) -> String {
        range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound - 1)"
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
        case .number(let digits): digits
        case .string(let text): Self.quoted(text)
        case .array(let values): values.isEmpty ? "-" : values.map(\.words).joined(separator: "; ")
        case .object(let members): members.map { "\($0.key) \($0.value.words)" }.joined(separator: ", ")
        }
    }

    /// What a terminal would obey or not show is told by its code point.
    static func quoted(_ text: String) -> String {
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
