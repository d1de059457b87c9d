extension WordsTemplate {
    /// The text with its blanks filled.
    package func filled(with values: WordsValues) -> String {
        var filling = Filling()
        for piece in pieces {
            switch piece {
            case .literal(let text): filling.append(literal: text)
            case .blank(let blank): filling.append(value: values.value(of: blank))
            case .unknown: filling.append(value: "")
            }
        }
        return filling.finished()
    }
}

/// A text that is being put together, with what an empty blank leaves behind tidied away.
private struct Filling {
    private var text = ""
    /// The last piece was a blank without a value.
    private var hasGap = false
    private var capitalisesNext = false

    mutating func append(value: String) {
        if value.isEmpty {
            hasGap = true
            return
        }
        hasGap = false
        append(value[...])
    }

    mutating func append(literal: String) {
        var literal = literal[...]
        if hasGap {
            if isAtStartOfSentence {
                literal = literal.drop { $0.isWhitespace || ",;:".contains($0) }
                capitalisesNext = true
            } else if literal.first.map({ $0.isWhitespace || ",;:.!?".contains($0) }) ?? true {
                trimEnd()
            }
        }
        // What was between two empty blanks may have gone as a whole.
        if literal.isEmpty { return }
        hasGap = false
        append(literal)
    }

    mutating func finished() -> String {
        if hasGap { trimEnd() }
        return text
    }

    private mutating func append(_ addition: Substring) {
        guard capitalisesNext, let first = addition.first else {
            text += addition
            return
        }
        capitalisesNext = false
        text += first.uppercased() + addition.dropFirst()
    }

    private var isAtStartOfSentence: Bool {
        text.last { !$0.isWhitespace }.map { ".!?".contains($0) } ?? true
    }

    private mutating func trimEnd() {
        while text.last?.isWhitespace ?? false { text.removeLast() }
    }
}
