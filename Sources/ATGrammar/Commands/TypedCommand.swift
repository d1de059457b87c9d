/// A command line that a person has typed, once it is certain that the conversation can go on after it.
package struct TypedCommand: Hashable, Sendable {
    /// Why a line is not sent.
    package enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case empty
        case tooLong
        case unprintable
        case noCommand
        case forbidden(CommandRisk)

        package var description: String {
            switch self {
            case .empty: "There is no command."
            case .tooLong: "A command line has at most \(TypedCommand.longest) characters."
            case .unprintable: "A command is one line of letters, digits and signs of ASCII."
            case .noCommand: "A command line starts with AT."
            case .forbidden(let risk): "\(risk.command) is not sent: \(risk.words)."
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
        guard line.utf8.allSatisfy(WrittenText.printable.contains) else { throw .unprintable }
        let text = line.trimmed
        if text.isEmpty { throw .empty }
        if text.utf8.count > Self.longest { throw .tooLong }
        guard text.prefix(2).uppercased() == "AT" else { throw .noCommand }
        let parts = CommandReader.parts(of: CommandReader.withoutBlanks(text.utf8.dropFirst(2))[...])
        if let risk = CommandRisk(of: parts, by: .person) { throw .forbidden(risk) }
        self.text = text
        names = Set(parts.filter(\.isExtended).map(\.name))
    }
}

extension TypedCommand: CustomStringConvertible {
    /// For logs: what stands behind a name may be secret.
    package var description: String {
        names.isEmpty ? "AT..." : "AT" + names.sorted().joined(separator: ";") + "..."
    }
}
