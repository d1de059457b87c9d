/// A command line for a modem (V.250 §5.2). It is made of known names and checked parameters alone, or of text that a
/// person wrote and the grammar took apart (`init(written:)`): no other text can become a command.
package struct ATCommand: Hashable, Sendable {
    package enum Parameter: Hashable, Sendable {
        case integer(Int)
        /// Quoted.
        case digits(DialDigits)
        /// Quoted.
        case pin(PINDigits)
        /// Quoted.
        case storage(MessageStorage)
        /// Quoted.
        case word(CommandWord)
        /// Quoted; read from a command that a person wrote.
        case quoted(WrittenText)
        /// As it stands; read from a command that a person wrote.
        case bare(WrittenText)
        /// Quoted.
        case service(ServiceString)
        /// Nothing between two commas.
        case omitted
    }

    /// Commands of V.250 and of the wake-up, which have no name with a mark.
    package enum Basic: String, CaseIterable, Hashable, Sendable {
        /// AT alone: are you there?
        case attention = ""
        case echoOff = "E0"
        case verboseResults = "V1"
        case hangUp = "H"
        /// The carrier line stays up whatever a call does, so that the port does not close with it.
        case carrierStaysUp = "&C0"
    }

    /// The name with its mark.
    struct Name: Hashable, Sendable {
        let text: String
        let known: CommandName?

        init(_ known: CommandName) {
            text = known.rawValue
            self.known = known
        }

        init(_ written: WrittenName) {
            text = written.text
            known = CommandName(rawValue: written.text)
        }
    }

    enum Form: Hashable, Sendable {
        case basic(Basic)
        case execute(Name)
        case read(Name)
        case test(Name)
        case set(Name, [Parameter])
        case typed(TypedCommand)
    }

    let form: Form

    init(form: Form) {
        self.form = form
    }

    package static func basic(_ command: Basic) -> ATCommand { ATCommand(form: .basic(command)) }
    /// `AT+CHUP`
    package static func execute(_ name: CommandName) -> ATCommand { ATCommand(form: .execute(Name(name))) }
    /// `AT+CREG?`
    package static func read(_ name: CommandName) -> ATCommand { ATCommand(form: .read(Name(name))) }
    /// `AT+CNMI=?`
    package static func test(_ name: CommandName) -> ATCommand { ATCommand(form: .test(Name(name))) }
    /// `AT+CMGF=0`
    package static func set(_ name: CommandName, _ parameters: Parameter...) -> ATCommand {
        ATCommand(form: .set(Name(name), parameters))
    }
    package static func set(_ name: CommandName, _ parameters: [Parameter]) -> ATCommand {
        ATCommand(form: .set(Name(name), parameters))
    }
    package static func typed(_ command: TypedCommand) -> ATCommand { ATCommand(form: .typed(command)) }

    /// Without the carriage return.
    package var line: String {
        switch form {
        case .basic(let command): "AT" + command.rawValue
        case .execute(let name): "AT" + name.text
        case .read(let name): "AT" + name.text + "?"
        case .test(let name): "AT" + name.text + "=?"
        case .set(let name, let parameters):
            "AT" + name.text + "=" + parameters.map(\.text).joined(separator: ",")
        case .typed(let command): command.text
        }
    }

    /// With the carriage return that ends it.
    package var octets: [UInt8] { Array(line.utf8) + [ASCII.carriageReturn] }

    /// Nil for a command without one, and for one whose name only the person knows who wrote it.
    package var name: CommandName? { formName?.known }

    /// What the lines of its answer begin with, before the colon; nil for a command that has no name.
    package var answerPrefix: String? { formName?.text }

    private var formName: Name? {
        switch form {
        case .basic, .typed: nil
        case .execute(let name), .read(let name), .test(let name), .set(let name, _): name
        }
    }

    /// The values that it sets, without quotes; empty where it sets none.
    package var values: [String] {
        guard case .set(_, let parameters) = form else { return [] }
        return parameters.map(\.value)
    }

    /// Whether a line tells that this setting holds: the answer to the question begins with its values.
    package func isConfirmed(by line: String) -> Bool {
        guard let response = InformationResponse(line: line), response.isComplete, !values.isEmpty,
            response.prefix == answerPrefix, response.fields.count >= values.count
        else { return false }
        return zip(values, response.fields).allSatisfy { $0.lowercased() == $1.text.lowercased() }
    }

    /// What a person has typed, if it is that.
    package var typed: TypedCommand? {
        if case .typed(let command) = form { command } else { nil }
    }

    /// Whether a line is this command come back. Echo may carry blanks, and letters of either case.
    package func isEchoed(by line: String) -> Bool {
        Self.folded(line) == Self.folded(self.line)
    }

    /// Whether a line is the echo of any command, say of another program on the port.
    package static func isEcho(_ line: String) -> Bool {
        let octets = folded(line)
        guard octets.starts(with: "AT".utf8) else { return false }
        guard octets.count > 2 else { return true }
        return marks.contains(octets[2])
    }

    private static let marks = Set("+^*#$%&!_EHADIQVZ".utf8)

    private static func folded(_ line: String) -> [UInt8] {
        line.utf8.filter { !ASCII.isBlank($0) }.map { ASCII.isLetter($0) ? $0 & 0xDF : $0 }
    }
}

extension ATCommand: CustomStringConvertible {
    /// For logs: the PIN, numbers and the like are left out.
    package var description: String {
        switch form {
        case .basic, .execute, .read, .test: line
        case .set(let name, let parameters):
            "AT" + name.text + "=" + parameters.map(\.description).joined(separator: ",")
        case .typed(let command): command.description
        }
    }
}

extension ATCommand.Parameter: CustomStringConvertible {
    var text: String {
        switch self {
        case .integer, .bare, .omitted: value
        case .digits, .pin, .storage, .word, .service, .quoted: "\"\(value)\""
        }
    }

    /// Without quotes.
    var value: String {
        switch self {
        case .integer(let number): String(number)
        case .digits(let digits): digits.text
        case .pin(let pin): pin.text
        case .storage(let storage): storage.rawValue
        case .word(let word): word.rawValue
        case .quoted(let text), .bare(let text): text.text
        case .service(let service): service.text
        case .omitted: ""
        }
    }

    package var description: String {
        switch self {
        case .digits, .service, .quoted: "\"...\""
        case .pin(let pin): "\"\(pin)\""
        case .integer, .storage, .word, .bare, .omitted: text
        }
    }
}
