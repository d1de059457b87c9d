/// A command line that a person has typed, once it is certain that the conversation can go on after it.
package struct TypedCommand: Hashable, Sendable {
    /// Why a line is not sent.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case empty
        case tooLong
        case unprintable
        case noCommand
        /// The command by its name, and the reason.
        case forbidden(String, String)

        package var description: String {
            switch self {
            case .empty: "There is no command."
            case .tooLong: "A command line has at most \(TypedCommand.longest) characters."
            case .unprintable: "A command is one line of letters, digits and signs of ASCII."
            case .noCommand: "A command line starts with AT."
            case .forbidden(let name, let reason): "\(name) is not sent: \(reason)."
            }
        }
    }

    static let longest = 200

    /// `AT` and what follows, as it goes to the modem.
    let text: String
    /// The names of the commands of the line that have a mark: an answer comes under them.
    package let names: Set<String>

    package init(_ line: String) throws(Refusal) {
        // Looked at as octets: CR and LF together are one character.
        guard line.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .unprintable }
        let text = line.trimmed
        if text.isEmpty { throw .empty }
        if text.utf8.count > Self.longest { throw .tooLong }
        guard text.prefix(2).uppercased() == "AT" else { throw .noCommand }
        var names: Set<String> = []
        for command in TypedCommandReader.commands(of: text.dropFirst(2)) {
            if let reason = ForbiddenCommands.reason(against: command) {
                throw .forbidden("AT" + command.name, reason)
            }
            if command.isExtended { names.insert(command.name) }
        }
        self.text = text
        self.names = names
    }
}

extension TypedCommand: CustomStringConvertible {
    /// For logs: what stands behind a name may be secret.
    package var description: String {
        names.isEmpty ? "AT..." : "AT" + names.sorted().joined(separator: ";") + "..."
    }
}

/// One command of a line (ITU-T V.250 §5.3, §5.4).
struct TypedCommandPart: Hashable {
    /// In capitals: `E`, `&F`, `+CMGS`.
    var name: String
    /// What stands behind the name.
    var value: String
    var isExtended: Bool

    /// Only asks: `?` or `=?`.
    var isQuestion: Bool { value == "?" || value == "=?" }
}

/// Takes a command line apart. It rather sees a command too many than one too few.
enum TypedCommandReader {
    private static let marks = Set("+^*#$%!_@".utf8)

    static func commands(of text: Substring) -> [TypedCommandPart] {
        // Modems pass over blanks, in the middle of a name too (ITU-T V.250 §5.2.1).
        var isQuoted = false
        var rest = text.utf8.filter { octet in
            if octet == ASCII.quote { isQuoted.toggle() }
            return isQuoted || !ASCII.isBlank(octet)
        }[...]
        var parts: [TypedCommandPart] = []
        while let first = rest.first {
            if first == UInt8(ascii: ";") {
                rest.removeFirst()
            } else {
                parts.append(marks.contains(first) ? extended(&rest) : basic(&rest))
            }
        }
        return parts
    }

    /// A name up to the first character that is in none, and a value up to the semicolon.
    private static func extended(_ rest: inout ArraySlice<UInt8>) -> TypedCommandPart {
        let name = rest.prefix(1) + rest.dropFirst().prefix(while: isOfName)
        rest = rest.dropFirst(name.count)
        var isQuoted = false
        let value = rest.prefix { octet in
            if octet == ASCII.quote { isQuoted.toggle() }
            return isQuoted || octet != UInt8(ascii: ";")
        }
        rest = rest.dropFirst(value.count)
        return TypedCommandPart(name: folded(name), value: folded(value), isExtended: true)
    }

    /// A letter, perhaps with a mark before it, and digits or a setting after it.
    private static func basic(_ rest: inout ArraySlice<UInt8>) -> TypedCommandPart {
        var name = rest.prefix(1)
        if !ASCII.isLetter(rest[rest.startIndex]) { name = rest.prefix(2) }
        rest = rest.dropFirst(name.count)
        let value = rest.prefix { ASCII.isDigit($0) || "=?".utf8.contains($0) }
        rest = rest.dropFirst(value.count)
        return TypedCommandPart(name: folded(name), value: folded(value), isExtended: false)
    }

    private static func isOfName(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || "!%-./:_".utf8.contains(octet)
    }

    private static func folded(_ octets: ArraySlice<UInt8>) -> String {
        String(decoding: octets, as: UTF8.self).uppercased()
    }
}
