/// One word, string or mark of Swift source, with the line it begins on.
struct SwiftToken: Equatable {
    enum Kind: Equatable {
        /// An identifier or keyword, without back-ticks.
        case word(String)
        /// A string literal. What stands in an interpolation is left out.
        case string(String)
        case mark(Character)
        case newline
    }

    var kind: Kind
    var line: Int
}

/// Cuts Swift source into tokens, as far as it takes to find imports and to read a manifest.
///
/// Comments go, also nested ones, and strings are kept apart, so that the word `import` counts only where the
/// compiler would take it for one.
struct SwiftTokens {
    private let source: [UInt8]
    private var position = 0
    private var line = 1
    private var tokens: [SwiftToken] = []

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")
    private static let star = UInt8(ascii: "*")

    static func of(_ source: String) -> [SwiftToken] {
        var scanner = SwiftTokens(source: source.utf8.filter { $0 != UInt8(ascii: "\r") })
        scanner.scan()
        return scanner.tokens
    }

    private init(source: [UInt8]) {
        self.source = source
    }

    private mutating func scan() {
        while let next = peek() {
            if Self.isOfWord(next) {
                tokens.append(SwiftToken(kind: .word(scanWord()), line: line))
            } else if next == Self.slash, peek(1) == Self.slash {
                while let next = peek(), next != Self.newline { advance() }
            } else if next == Self.slash, peek(1) == Self.star {
                skipBlockComment()
            } else if let hashes = hashesBeforeQuote() {
                let start = line
                let text = scanString(hashes: hashes)
                tokens.append(SwiftToken(kind: .string(text), line: start))
            } else {
                scanMark(next)
            }
        }
    }

    private mutating func scanMark(_ next: UInt8) {
        if next == Self.newline {
            tokens.append(SwiftToken(kind: .newline, line: line))
        } else if next > UInt8(ascii: " "), next != UInt8(ascii: "`") {
            tokens.append(SwiftToken(kind: .mark(Character(Unicode.Scalar(next))), line: line))
        }
        advance()
    }

    private mutating func scanWord() -> String {
        let start = position
        while let next = peek(), Self.isOfWord(next) { advance() }
        return String(decoding: source[start..<position], as: UTF8.self)
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if peek() == Self.slash, peek(1) == Self.star {
                depth += 1
                advance(2)
            } else if peek() == Self.star, peek(1) == Self.slash {
                depth -= 1
                advance(2)
            } else {
                advance()
            }
        } while depth > 0 && peek() != nil
    }

    /// The number of `#` before the quotation mark that begins here, or nil where no string begins.
    private func hashesBeforeQuote() -> Int? {
        var hashes = 0
        while peek(hashes) == UInt8(ascii: "#") { hashes += 1 }
        return peek(hashes) == Self.quote ? hashes : nil
    }

    private mutating func scanString(hashes: Int) -> String {
        advance(hashes)
        let guardMarks = String(repeating: "#", count: hashes)
        let isLong = starts(with: "\"\"\"") && !endsOnThisLine(guardMarks)
        let end = (isLong ? "\"\"\"" : "\"") + guardMarks
        advance(isLong ? 3 : 1)
        var text: [UInt8] = []
        while let next = peek(), isLong || next != Self.newline {
            if next == Self.quote, starts(with: end) {
                advance(end.utf8.count)
                break
            } else if next == Self.backslash, starts(with: "\\\(guardMarks)(") {
                advance(hashes + 1)
                skipInterpolation()
            } else if next == Self.backslash, starts(with: "\\\(guardMarks)") {
                advance(hashes + 2)
            } else {
                text.append(next)
                advance()
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Whether a string with three quotation marks and guards is a short one all the same: `#"""#`.
    private func endsOnThisLine(_ guardMarks: String) -> Bool {
        guard !guardMarks.isEmpty else { return false }
        let rest = source[(position + 1)...].prefix { $0 != Self.newline }
        return String(decoding: rest, as: UTF8.self).contains("\"" + guardMarks)
    }

    /// Goes past the parentheses that begin here; the strings in them may hold parentheses of their own.
    private mutating func skipInterpolation() {
        var depth = 0
        repeat {
            if let hashes = hashesBeforeQuote() {
                _ = scanString(hashes: hashes)
                continue
            }
            if peek() == UInt8(ascii: "(") { depth += 1 }
            if peek() == UInt8(ascii: ")") { depth -= 1 }
            advance()
        } while depth > 0 && peek() != nil
    }

    /// Letters, digits, the underscore, and whatever is not ASCII.
    private static func isOfWord(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }

    private func peek(_ ahead: Int = 0) -> UInt8? {
        position + ahead < source.count ? source[position + ahead] : nil
    }

    private func starts(with text: String) -> Bool {
        source[min(position, source.count)...].starts(with: text.utf8)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count {
            if peek() == Self.newline { line += 1 }
            position += 1
        }
    }
}
