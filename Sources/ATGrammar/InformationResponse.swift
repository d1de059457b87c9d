/// A line `+NAME: field,field,...` (V.250 §5.4.3.2), taken apart with patience.
///
/// Blanks after the colon and around commas are dropped, fields may be quoted or not, omitted or in brackets.
package struct InformationResponse: Hashable, Sendable {
    /// The name with its mark, without the colon: `+CMGR`, `^CEND`, `VOICE CALL`.
    package let prefix: String
    /// What stands behind the colon, as printed, without blanks at the ends.
    package let text: String
    package let fields: [ResponseField]
    /// Whether every quote and bracket is closed: a line that was cut short is not to be believed.
    package let isComplete: Bool

    package init?(line: String) {
        let octets = Array(line.utf8)
        guard let colon = octets.prefix(Self.longestPrefix).firstIndex(of: ASCII.colon),
            Self.isPrefix(octets[..<colon])
        else { return nil }
        let payload = octets[(colon + 1)...].trimmed
        var scanner = FieldScanner(octets: payload)
        prefix = String(decoding: octets[..<colon], as: UTF8.self)
        text = String(decoding: payload, as: UTF8.self)
        fields = scanner.scanFields()
        isComplete = scanner.isComplete
    }

    /// The field at a position from 0; one that is not there counts as omitted.
    package subscript(position: Int) -> ResponseField {
        fields.indices.contains(position) ? fields[position] : .omitted
    }

    private static let longestPrefix = 24
    private static let marks = Set("+^*#$%&!_".utf8)

    private static func isPrefix(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let first = octets.first, marks.contains(first) || ASCII.isCapital(first) else { return false }
        return octets.dropFirst().allSatisfy {
            ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == ASCII.blank || $0 == UInt8(ascii: "_")
        }
    }
}

/// One field of an information response.
package struct ResponseField: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// Nothing between two commas.
        case omitted
        case bare
        case quoted
        /// `(0-3)`; the text is what stands inside.
        case bracketed
    }

    package let form: Form
    /// Without its quotes or brackets.
    package let text: String

    package init(form: Form, text: String) {
        self.form = form
        self.text = text
    }

    package static let omitted = ResponseField(form: .omitted, text: "")

    package var isEmpty: Bool { text.isEmpty }
    package var isQuoted: Bool { form == .quoted }

    /// The decimal number, quoted or not; nil for anything else and for what does not fit an `Int`.
    package var integer: Int? {
        form == .bracketed ? nil : text.decimal
    }

    /// The hexadecimal number, quoted or not: location area codes and cells.
    package var hexadecimal: Int? {
        guard form != .bracketed, !text.isEmpty, text.utf8.allSatisfy(ASCII.isHexadecimal) else { return nil }
        return Int(text, radix: 16)
    }
}
