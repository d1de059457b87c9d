/// One command of a command line, taken apart (ITU-T V.250 §5.2 to §5.4).
struct SimulatorCommand: Hashable, Sendable {
    enum Form: Hashable, Sendable {
        /// `AT+CHUP`
        case execute
        /// `AT+CMEE=1`
        case set
        /// `AT+CMEE?`
        case read
        /// `AT+CMEE=?`
        case test
    }

    /// `+CMEE`, `E`, `&D`; empty for AT alone.
    var name: String
    var form: Form
    /// Without their quotes; nil for one that was left out.
    var parameters: [String?] = []

    func integer(_ index: Int) -> Int? {
        text(index).flatMap { Int($0) }
    }

    func text(_ index: Int) -> String? {
        parameters.indices.contains(index) ? parameters[index] : nil
    }
}

/// Takes a command line apart.
struct CommandLineReader {
    private var rest: Substring

    /// The commands of a line; nil if it does not start with AT or makes no sense.
    static func commands(of line: String) -> [SimulatorCommand]? {
        guard line.prefix(2).uppercased() == "AT" else { return nil }
        var reader = CommandLineReader(rest: line.dropFirst(2).drop { $0 == " " })
        var commands: [SimulatorCommand] = []
        while let first = reader.rest.first {
            if first == ";" || first == " " {
                reader.rest.removeFirst()
            } else if first.isLetter || first == "&" {
                commands.append(reader.basic())
            } else {
                commands.append(reader.extended())
            }
        }
        return commands.isEmpty ? [SimulatorCommand(name: "", form: .execute)] : commands
    }

    /// A letter, perhaps with an ampersand before it, and digits after it.
    private mutating func basic() -> SimulatorCommand {
        var name = ""
        if rest.first == "&" { name.append(rest.removeFirst()) }
        if let letter = rest.first {
            name += letter.uppercased()
            rest.removeFirst()
        }
        // Everything behind D is the number, up to the semicolon.
        let value =
            name == "D" ? rest.prefix { $0 != ";" } : rest.prefix { $0.isNumber || $0 == "?" || $0 == "=" }
        rest = rest.dropFirst(value.count)
        return SimulatorCommand(name: name, form: .set, parameters: [String(value)])
    }

    private mutating func extended() -> SimulatorCommand {
        let text = upToSemicolon()
        let name = text.prefix { $0 != "=" && $0 != "?" }
        let tail = text.dropFirst(name.count)
        let command = name.uppercased()
        switch tail {
        case "": return SimulatorCommand(name: command, form: .execute)
        case "?": return SimulatorCommand(name: command, form: .read)
        case "=?": return SimulatorCommand(name: command, form: .test)
        default:
            let fields = Self.fields(of: tail.dropFirst())
            return SimulatorCommand(name: command, form: .set, parameters: fields)
        }
    }

    private mutating func upToSemicolon() -> String {
        var text = ""
        var isQuoted = false
        while let character = rest.first {
            rest.removeFirst()
            if character == ";", !isQuoted { break }
            if character == "\"" { isQuoted.toggle() }
            if character != " " || isQuoted { text.append(character) }
        }
        return text
    }

    private static func fields(of text: Substring) -> [String?] {
        var fields: [String?] = []
        var field = ""
        var isQuoted = false
        var isPresent = false
        for character in text {
            switch character {
            case "\"":
                isQuoted.toggle()
                isPresent = true
            case "," where !isQuoted:
                fields.append(isPresent ? field : nil)
                (field, isPresent) = ("", false)
            default:
                field.append(character)
                isPresent = true
            }
        }
        fields.append(isPresent ? field : nil)
        return fields
    }
}
