/// One import of a Swift file, whatever its form: `import X`, `package import X`, `@testable import X`,
/// `import struct X.Y`.
struct ImportStatement: Equatable {
    var module: String
    var line: Int

    /// Every import in the source text, also those inside `#if`.
    static func all(in source: String) -> [ImportStatement] {
        var imports: [ImportStatement] = []
        var depth = 0
        let tokens = SwiftTokens.of(source)
        for (index, token) in tokens.enumerated() {
            switch token.kind {
            case .mark("("), .mark("["): depth += 1
            case .mark(")"), .mark("]"): depth -= 1
            case .word("import") where depth == 0 && !isMember(tokens[..<index]):
                let rest = tokens[(index + 1)...].lazy.filter { $0.kind != .newline }
                if let module = module(in: rest.prefix(2).map(\.kind)) {
                    imports.append(ImportStatement(module: module, line: token.line))
                }
            default: break
            }
        }
        return imports
    }

    /// `.import` names a member: a keyword may do that after a full stop.
    private static func isMember(_ before: ArraySlice<SwiftToken>) -> Bool {
        before.last?.kind == .mark(".")
    }

    private static func module(in next: [SwiftToken.Kind]) -> String? {
        let kinds: Set = ["typealias", "struct", "class", "enum", "protocol", "let", "var", "func", "actor"]
        let words = next.map { kind in if case .word(let word) = kind { word } else { String?.none } }
        guard let first = words.first ?? nil else { return nil }
        return kinds.contains(first) && words.count > 1 ? words[1] ?? first : first
    }
}
