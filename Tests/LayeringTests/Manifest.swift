/// The targets of a package, test targets apart, and what each depends on, read from the text of its
/// `Package.swift`.
///
/// Dependencies are read where they are written plainly: names in quotation marks, `.product(name: "X", ...)`,
/// or a constant declared as `static let x = product(name: "X", ...)`. Anything else is reported, never passed
/// over.
struct Manifest {
    struct Target: Equatable {
        var name: String
        var dependencies: [String]
    }

    private(set) var targets: [Target] = []
    private(set) var unreadable: [String] = []

    private static let declarations: Set = [
        "target", "executableTarget", "systemLibrary", "binaryTarget", "macro", "plugin",
    ]
    private var products: [String: String] = [:]

    init(source: String) {
        let tokens = SwiftTokens.of(source).filter { $0.kind != .newline }
        products = Self.productConstants(in: tokens)
        var index = 0
        while index < tokens.count {
            if let inside = Self.call(at: index, in: tokens, of: Self.declarations) {
                read(target: Array(tokens[inside]), line: tokens[index].line)
                index = inside.upperBound
            } else {
                index += 1
            }
        }
    }

    private mutating func read(target tokens: [SwiftToken], line: Int) {
        guard let name = Self.name(in: tokens) else {
            unreadable.append("Package.swift:\(line): a target whose name is not plain to read")
            return
        }
        var target = Target(name: name, dependencies: [])
        if let start = Self.argument("dependencies", in: tokens) {
            guard let list = Self.brackets(at: start, in: tokens, "[", "]"),
                Self.ends(after: list, in: tokens)
            else {
                unreadable.append(
                    "Package.swift:\(line): \(name) has dependencies that are not plain to read")
                return
            }
            read(list: Array(tokens[list]), into: &target, line: line)
        }
        targets.append(target)
    }

    private mutating func read(list tokens: [SwiftToken], into target: inout Target, line: Int) {
        for element in Self.elements(of: tokens) {
            let kinds = element.map(\.kind)
            if case .string(let name)? = kinds.first, kinds.count == 1 {
                target.dependencies.append(name)
            } else if kinds.count == 2, kinds[0] == .mark("."), case .word(let constant) = kinds[1],
                let name = products[constant]
            {
                target.dependencies.append(name)
            } else if kinds.count > 3, kinds[0] == .mark("."), let name = Self.name(in: Array(element[3...]))
            {
                target.dependencies.append(name)
            } else {
                unreadable.append(
                    "Package.swift:\(line): \(target.name) has a dependency that is not plain to read")
            }
        }
    }

    /// `static let nioCore = product(name: "NIOCore", package: "swift-nio")`
    private static func productConstants(in tokens: [SwiftToken]) -> [String: String] {
        var products: [String: String] = [:]
        for index in tokens.indices.dropLast(7) where tokens[index].kind == .word("let") {
            let kinds = tokens[index..<(index + 8)].map(\.kind)
            if case .word(let constant) = kinds[1], case .string(let product) = kinds[7],
                kinds[3...6] == [.word("product"), .mark("("), .word("name"), .mark(":")]
            {
                products[constant] = product
            }
        }
        return products
    }

    /// The tokens between the parentheses of `.name(...)`, if such a call begins at the index.
    private static func call(at index: Int, in tokens: [SwiftToken], of names: Set<String>) -> Range<Int>? {
        guard index + 2 < tokens.count, tokens[index].kind == .mark("."),
            case .word(let name) = tokens[index + 1].kind, names.contains(name)
        else { return nil }
        return brackets(at: index + 2, in: tokens, "(", ")")
    }

    /// What stands between the bracket at the index and the one that closes it.
    private static func brackets(
        at index: Int, in tokens: [SwiftToken], _ open: Character, _ close: Character
    ) -> Range<Int>? {
        guard index < tokens.count, tokens[index].kind == .mark(open) else { return nil }
        var depth = 0
        for end in index..<tokens.count {
            if tokens[end].kind == .mark(open) { depth += 1 }
            if tokens[end].kind == .mark(close) { depth -= 1 }
            if depth == 0 { return (index + 1)..<end }
        }
        return nil
    }

    /// Whether the argument is over with the list: no `+ more` behind it.
    private static func ends(after list: Range<Int>, in tokens: [SwiftToken]) -> Bool {
        let next = list.upperBound + 1
        return next >= tokens.count || tokens[next].kind == .mark(",")
    }

    private static func name(in tokens: [SwiftToken]) -> String? {
        guard let index = argument("name", in: tokens), index < tokens.count,
            case .string(let name) = tokens[index].kind
        else { return nil }
        return name
    }

    /// Where the value of the argument begins, among the arguments of this call itself.
    private static func argument(_ label: String, in tokens: [SwiftToken]) -> Int? {
        var depth = 0
        for index in tokens.indices.dropLast() {
            switch tokens[index].kind {
            case .mark("("), .mark("["): depth += 1
            case .mark(")"), .mark("]"): depth -= 1
            case .word(label) where depth == 0 && tokens[index + 1].kind == .mark(":"): return index + 2
            default: break
            }
        }
        return nil
    }

    private static func elements(of tokens: [SwiftToken]) -> [[SwiftToken]] {
        var elements: [[SwiftToken]] = [[]]
        var depth = 0
        for token in tokens {
            if [.mark("("), .mark("[")].contains(token.kind) { depth += 1 }
            if [.mark(")"), .mark("]")].contains(token.kind) { depth -= 1 }
            if token.kind == .mark(","), depth == 0 {
                elements.append([])
            } else {
                elements[elements.count - 1].append(token)
            }
        }
        return elements.filter { !$0.isEmpty }
    }
}
