/// A text with blanks in braces: `Hi {name}, {me} at {company}.`
///
/// Filling is total: whatever the template says, a text comes out. A blank without a value goes together with
/// the space or comma that belonged to it, so that the sentence reads as if it had not been there; a blank of
/// unknown name does the same and is reported.
package struct WordsTemplate: Hashable, Sendable {
    /// The blanks there are.
    package enum Blank: String, CaseIterable, Sendable {
        case company
        case me
        case name
    }

    enum Piece: Hashable, Sendable {
        case literal(String)
        case blank(Blank)
        case unknown(String)
    }

    let pieces: [Piece]

    /// A brace that opens no blank stands for itself.
    package init(_ text: String) {
        var pieces = [Piece]()
        var literal = ""
        var rest = Substring(text)
        while let brace = rest.firstIndex(of: "{") {
            literal += rest[..<brace]
            rest = rest[brace...].dropFirst()
            let name = rest.prefix { $0 != "{" && $0 != "}" && !$0.isNewline }
            guard !name.isEmpty, rest[name.endIndex...].first == "}" else {
                literal.append("{")
                continue
            }
            if !literal.isEmpty { pieces.append(.literal(literal)) }
            literal = ""
            let trimmed = String(name).trimmingWhitespace().lowercased()
            pieces.append(Blank(rawValue: trimmed).map { .blank($0) } ?? .unknown(String(name)))
            rest = rest[name.endIndex...].dropFirst()
        }
        literal += rest
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        self.pieces = pieces
    }

    package var blanks: [Blank] {
        pieces.compactMap { if case .blank(let blank) = $0 { blank } else { nil } }
    }

    package var unknownBlanks: [String] {
        pieces.compactMap { if case .unknown(let name) = $0 { name } else { nil } }
    }

    /// It says who is texting, and asks for nothing that cannot be filled in.
    package var isUsable: Bool { blanks.contains(.company) && unknownBlanks.isEmpty }
}

/// What the blanks are filled with.
package struct WordsValues: Hashable, Sendable {
    package var company: String?
    package var me: String?
    package var name: String?

    package init(company: String?, me: String?, name: String?) {
        self.company = company
        self.me = me
        self.name = name
    }

    /// One line of at most 60 characters: a name comes from a person's address book and may be anything.
    func value(of blank: WordsTemplate.Blank) -> String {
        let value =
            switch blank {
            case .company: company
            case .me: me
            case .name: name
            }
        let words = (value ?? "").split { $0.isWhitespace || $0.isNewline }
        let line = words.joined(separator: " ").unicodeScalars.filter {
            $0.properties.generalCategory != .control
        }
        return String(String(String.UnicodeScalarView(line)).prefix(60)).trimmingWhitespace()
    }
}
