/// A command line for a modem (V.250 §5.2). It is made of known names and checked parameters alone: no text
/// from outside can become a command.
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
    }

    private enum Form: Hashable, Sendable {
        case basic(Basic)
        case execute(CommandName)
        case read(CommandName)
        case test(CommandName)
        case set(CommandName, [Parameter])
    }

    private let form: Form

    package static func basic(_ command: Basic) -> ATCommand { ATCommand(form: .basic(command)) }
    /// `AT+CHUP`
    package static func execute(_ name: CommandName) -> ATCommand { ATCommand(form: .execute(name)) }
    /// `AT+CREG?`
    package static func read(_ name: CommandName) -> ATCommand { ATCommand(form: .read(name)) }
    /// `AT+CNMI=?`
    package static func test(_ name: CommandName) -> ATCommand { ATCommand(form: .test(name)) }
    /// `AT+CMGF=0`
    package static func set(_ name: CommandName, _ parameters: Parameter...) -> ATCommand {
        ATCommand(form: .set(name, parameters))
    }
    package static func set(_ name: CommandName, _ parameters: [Parameter]) -> ATCommand {
        ATCommand(form: .set(name, parameters))
    }

    /// Without the carriage return.
    package var line: String {
        switch form {
        case .basic(let command): "AT" + command.rawValue
        case .execute(let name): "AT" + name.rawValue
        case .read(let name): "AT" + name.rawValue + "?"
        case .test(let name): "AT" + name.rawValue + "=?"
        case .set(let name, let parameters):
            "AT" + name.rawValue + "=" + parameters.map(\.text).joined(separator: ",")
        }
    }

    /// With the carriage return that ends it.
    package var octets: [UInt8] { Array(line.utf8) + [ASCII.carriageReturn] }

    package var name: CommandName? {
        switch form {
        case .basic: nil
        case .execute(let name), .read(let name), .test(let name), .set(let name, _): name
        }
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

    private static let marks = Set("+^*#$%&!EHADIQVZ".utf8)

    private static func folded(_ line: String) -> [UInt8] {
        line.utf8.filter { !ASCII.isBlank($0) }.map { ASCII.isLetter($0) ? $0 & 0xDF : $0 }
    }
}

extension ATCommand: CustomStringConvertible {
    /// For logs: the PIN, numbers and the like are left out.
    package var description: String {
        guard case .set(let name, let parameters) = form else { return line }
        return "AT" + name.rawValue + "=" + parameters.map(\.description).joined(separator: ",")
    }
}

extension ATCommand.Parameter: CustomStringConvertible {
    var text: String {
        switch self {
        case .integer(let number): String(number)
        case .digits(let digits): "\"\(digits.text)\""
        case .pin(let pin): "\"\(pin.text)\""
        case .storage(let storage): "\"\(storage.rawValue)\""
        case .word(let word): "\"\(word.rawValue)\""
        case .omitted: ""
        }
    }

    package var description: String {
        switch self {
        case .digits: "\"...\""
        case .pin(let pin): "\"\(pin)\""
        case .integer, .storage, .word, .omitted: text
        }
    }
}
