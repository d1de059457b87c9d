/// Colours of the terminal (ECMA-48 SGR), or none.
struct Ink: Sendable {
    var isColoured: Bool

    func good(_ text: String) -> String { paint(text, "32") }
    func warning(_ text: String) -> String { paint(text, "33") }
    func bad(_ text: String) -> String { paint(text, "31") }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension String {
    /// Blanks behind the text up to `width` characters.
    func padded(_ width: Int) -> String {
        count < width ? self + String(repeating: " ", count: width - count) : self
    }

    /// The text on one line, for a terminal: what came from outside must not steer it.
    ///
    /// Escape sequences in a text could recolour, rename or retype into the terminal that shows them.
    var printable: String {
        String(
            unicodeScalars.map { scalar -> Character in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: " "
                case .format where scalar != "\u{200D}": "\u{FFFD}"
                default: Character(scalar)
                }
            })
    }
}
