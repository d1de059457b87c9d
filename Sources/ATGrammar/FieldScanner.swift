/// Reads the fields behind the colon of an information response, from left to right.
struct FieldScanner {
    private let octets: ArraySlice<UInt8>
    private var position: Int
    /// False once a quote or a bracket was found without its end.
    private(set) var isComplete = true

    init(octets: ArraySlice<UInt8>) {
        self.octets = octets
        position = octets.startIndex
    }

    mutating func scanFields() -> [ResponseField] {
        guard !octets.isEmpty else { return [] }
        var fields = [scanField()]
        while position < octets.endIndex {
            // Only a comma ends a field that is not the last.
            position += 1
            fields.append(scanField())
        }
        return fields
    }

    private mutating func scanField() -> ResponseField {
        skipBlanks()
        guard position < octets.endIndex else { return .omitted }
        switch octets[position] {
        case ASCII.comma: return .omitted
        case ASCII.quote: return scanQuoted()
        case ASCII.openingBracket: return scanBracketed()
        default: return scanBare()
        }
    }

    private mutating func scanBare() -> ResponseField {
        let field = octets[position...].prefix { $0 != ASCII.comma }
        position = field.endIndex
        return ResponseField(form: .bare, text: String(decoding: field.trimmed, as: UTF8.self))
    }

    /// A quote closes only before a comma or the end: names from a phone book may hold quotes of their own.
    private mutating func scanQuoted() -> ResponseField {
        let start = position + 1
        position = start
        while position < octets.endIndex {
            if octets[position] == ASCII.quote, let end = endBehindQuote() {
                let text = String(decoding: octets[start..<position], as: UTF8.self)
                position = end
                return ResponseField(form: .quoted, text: text)
            }
            position += 1
        }
        isComplete = false
        return ResponseField(form: .quoted, text: String(decoding: octets[start...], as: UTF8.self))
    }

    /// The comma or the end behind the quote at `position`; nil if something else follows.
    private func endBehindQuote() -> Int? {
        let rest = octets[(position + 1)...].drop(while: ASCII.isBlank)
        return rest.first ?? ASCII.comma == ASCII.comma ? rest.startIndex : nil
    }

    private mutating func scanBracketed() -> ResponseField {
        let start = position + 1
        var depth = 0
        var isQuoted = false
        while position < octets.endIndex {
            let octet = octets[position]
            if octet == ASCII.quote { isQuoted.toggle() }
            if !isQuoted, octet == ASCII.openingBracket { depth += 1 }
            if !isQuoted, octet == ASCII.closingBracket { depth -= 1 }
            if depth == 0 { return endBracketed(from: start) }
            position += 1
        }
        isComplete = false
        return ResponseField(form: .bracketed, text: String(decoding: octets[start...], as: UTF8.self))
    }

    private mutating func endBracketed(from start: Int) -> ResponseField {
        let text = String(decoding: octets[start..<position], as: UTF8.self)
        position = octets[position...].firstIndex(of: ASCII.comma) ?? octets.endIndex
        return ResponseField(form: .bracketed, text: text)
    }

    private mutating func skipBlanks() {
        while position < octets.endIndex, ASCII.isBlank(octets[position]) { position += 1 }
    }
}
