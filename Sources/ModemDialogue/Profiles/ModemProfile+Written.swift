import ATGrammar

/// What is wrong with what a person wrote of a family.
package struct ModemProfileFlaw: Error, Hashable, Sendable {
    package let key: ModemProfileKey
    /// For the person who wrote it.
    package let words: String
}

extension ModemProfile {
    /// A family as a person describes it: everything of another, but what is said of it here.
    package init(
        name: String, file: String, extending other: ModemProfile,
        values: [ModemProfileKey: ModemProfileValue]
    ) throws(ModemProfileFlaw) {
        self = other
        self.name = name
        self.file = file
        if other.names.isEmpty || values[.manufacturers] != nil || values[.models] != nil {
            names = [FamilyName()]
        }
        for key in ModemProfileKey.allCases {
            guard let value = values[key] else { continue }
            do {
                try apply(key, value)
            } catch {
                throw ModemProfileFlaw(key: key, words: error.text)
            }
        }
        if names == [FamilyName()] {
            throw ModemProfileFlaw(
                key: .manufacturers, words: "It or \"models\" must say which modems are of this family.")
        }
        if resultCodePort?.choices.isEmpty == true {
            throw ModemProfileFlaw(
                key: .portSettings, words: "It must be there where \"line_port_question\" is.")
        }
    }

    private mutating func apply(_ key: ModemProfileKey, _ value: ModemProfileValue) throws(ValueFlaw) {
        switch key {
        case .name, .extends: break
        case .manufacturers: names[0].makers = try value.words().map { $0.lowercased() }
        case .models: names[0].models = try value.modelStarts()
        case .firstCommands: firstCommands = try value.commands()
        case .onceReady: niceties = try value.commands()
        case .needsWakeUp: needsWakeUp = try value.flag()
        case .idleLines: idleLines = try value.words()
        case .callReports: callReports = try value.commands()
        case .announcesEnds: announcesEnds = try value.flag()
        case .listsEndedCalls: listingLies = try value.flag()
        case .hangUp: hangUp = try value.commands(atLeast: 1)
        case .serviceForms: serviceForms = try value.serviceForms()
        case .indications: indications = try value.indications()
        case .indicationModes: indicationModes = try value.numbers(0...3)
        case .reportModes: reportModes = try value.numbers(0...2)
        case .acknowledges: takesAcknowledgements = try value.flag()
        case .memories: memories = try value.memories()
        case .messageDomain: messageDomain = try value.number(0...3)
        case .submissionPatience: submissionPatience = .seconds(try value.number(10...300))
        case .sendRefusals: sendRefusals = Set(try value.numbers(300...65_535))
        case .cardIdentity: cardIdentity = try value.commands(atLeast: 1)
        case .pinAttempts: pinAttempts = try value.pinAttempts()
        case .clockUpdates: clockUpdates = try value.commands()
        case .portQuestion:
            let choices = resultCodePort?.choices ?? []
            resultCodePort = ResultCodePort(question: try value.command(), choices: choices)
        case .portSettings:
            let choices = try value.commands(atLeast: 1)
            guard let port = resultCodePort else {
                throw ValueFlaw("It needs \"line_port_question\" beside it.")
            }
            resultCodePort = ResultCodePort(question: port.question, choices: choices)
        case .reset: softReset = try value.commands(isReset: true)
        }
    }
}

/// What is wrong with one value.
private struct ValueFlaw: Error {
    let text: String

    init(_ text: String) {
        self.text = text
    }
}

extension ModemProfileValue {
    private static let mostEntries = 16
    private static let longestWord = 40

    fileprivate func flag() throws(ValueFlaw) -> Bool {
        guard case .flag(let flag) = self else { throw ValueFlaw("It must be true or false.") }
        return flag
    }

    fileprivate func number(_ range: ClosedRange<Int>) throws(ValueFlaw) -> Int {
        guard case .number(let number) = self, range.contains(number) else {
            throw ValueFlaw("It must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    fileprivate func numbers(_ range: ClosedRange<Int>) throws(ValueFlaw) -> [Int] {
        guard case .numbers(let numbers) = self, (1...Self.mostEntries).contains(numbers.count),
            numbers.allSatisfy(range.contains)
        else {
            let words = "It must be a list of numbers from \(range.lowerBound) to \(range.upperBound)."
            throw ValueFlaw(words)
        }
        return numbers
    }

    /// Words to be compared with what a modem says.
    fileprivate func words() throws(ValueFlaw) -> [String] {
        guard case .texts(let texts) = self, texts.count <= Self.mostEntries,
            texts.allSatisfy({ (2...Self.longestWord).contains($0.utf8.count) && Self.isPlain($0) })
        else { throw ValueFlaw("It must be a list of words such as [\"acme\"], each of 2 to 40 letters.") }
        return texts
    }

    fileprivate func modelStarts() throws(ValueFlaw) -> [String] {
        let starts = try words().map { $0.lowercased() }
        guard starts.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber } }) else {
            throw ValueFlaw("It must be a list of beginnings such as [\"ac7\"], of letters and digits alone.")
        }
        return starts
    }

    /// RULE 50. A setting that announces no texts at all has frozen a modem, and is of no use to any.
    fileprivate func indications() throws(ValueFlaw) -> [[Int]] {
        guard case .rows(let rows) = self, rows.count <= Self.mostEntries,
            rows.allSatisfy({ row in
                (2...5).contains(row.count) && row.allSatisfy((0...3).contains) && row[1] > 0
            })
        else {
            throw ValueFlaw(
                "It must be a list of settings of AT+CNMI such as [[2, 1, 0, 1, 0]]; the second number is not 0."
            )
        }
        return rows
    }

    fileprivate func memories() throws(ValueFlaw) -> [MessageStorage] {
        let known: [MessageStorage] = [.sim, .equipment, .combined]
        guard case .texts(let texts) = self, !texts.isEmpty, texts.count <= known.count else {
            throw ValueFlaw("It must be a list of \"SM\", \"ME\" and \"MT\".")
        }
        let memories = texts.compactMap(MessageStorage.init(rawValue:)).filter(known.contains)
        guard memories.count == texts.count else {
            throw ValueFlaw("It must be a list of \"SM\", \"ME\" and \"MT\".")
        }
        return memories
    }

    fileprivate func serviceForms() throws(ValueFlaw) -> [ServiceForm] {
        guard case .texts(let texts) = self, (1...ServiceForm.allCases.count).contains(texts.count),
            case let forms = texts.compactMap(ServiceForm.init(rawValue:)), forms.count == texts.count
        else { throw ValueFlaw("It must be a list of \"words\", \"packed\" and \"ucs2\".") }
        return forms
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    // MARK: Commands

    fileprivate func commands(
        atLeast least: Int = 0, isReset: Bool = false
    ) throws(ValueFlaw) -> [ATCommand] {
        guard case .texts(let texts) = self, (least...Self.mostEntries).contains(texts.count) else {
            throw ValueFlaw(
                "It must be a list of \(least) to \(Self.mostEntries) commands such as [\"AT+CRC=1\"].")
        }
        var commands: [ATCommand] = []
        for text in texts { commands.append(try Self.command(text, isReset: isReset)) }
        return commands
    }

    fileprivate func command() throws(ValueFlaw) -> ATCommand {
        guard case .text(let text) = self else {
            throw ValueFlaw("It must be a command such as \"AT+CATR?\".")
        }
        return try Self.command(text)
    }

    /// Only those whose answers are understood: a wrong count would cost a SIM.
    fileprivate func pinAttempts() throws(ValueFlaw) -> [ATCommand] {
        var commands: [ATCommand] = []
        guard case .texts(let texts) = self else { throw ValueFlaw("It must be a list of commands.") }
        for text in texts {
            guard let known = ModemProfile.everyPINAttempts.first(where: { $0.line == text.uppercased() })
            else {
                let lines = ModemProfile.everyPINAttempts.map(\.line).joined(separator: ", ")
                throw ValueFlaw(
                    "\"\(Self.shown(text))\" is none of those whose answer is understood: \(lines).")
            }
            commands.append(known)
        }
        return commands
    }

    private static func command(_ text: String, isReset: Bool = false) throws(ValueFlaw) -> ATCommand {
        let command: ATCommand
        do {
            command = try ATCommand(written: text)
        } catch {
            throw ValueFlaw("\"\(shown(text))\" is no command: \(error.words).")
        }
        if let risk = CommandRisk(of: command, by: isReset ? .familyReset : .family) {
            throw ValueFlaw("\"\(shown(text))\" is not sent: \(risk.words).")
        }
        return command
    }

    /// Fit for a terminal, whatever was written.
    private static func shown(_ text: String) -> String {
        String(
            text.unicodeScalars.prefix(longestWord).map {
                (0x20...0x7E).contains($0.value) ? Character($0) : "?"
            })
    }
}

extension WrittenCommandFlaw {
    fileprivate var words: String {
        switch self {
        case .tooLong: "it has more than \(ATCommand.longestWritten) letters"
        case .strangeCharacter: "it holds a control character, or a letter that modems do not know"
        case .noCommand: "it must be AT, a name such as +CRC, and then nothing, ?, =? or =values"
        case .severalCommands: "; would begin another one; write each as a text of its own"
        case .brokenParameter(let text):
            "\"\(text)\" is neither a number nor letters and digits, nor a text in quotes"
        }
    }
}
