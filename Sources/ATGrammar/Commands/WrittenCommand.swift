/// Why a line that a person wrote is no command.
package enum WrittenCommandFlaw: Error, Hashable, Sendable {
    case tooLong
    /// A control character, or a letter that is not ASCII.
    case strangeCharacter
    /// Not `AT` and a name with its mark, nor one of the few commands without a mark that are known.
    case noCommand
    /// `;` begins another command (V.250 §5.2.1).
    case severalCommands
    case brokenParameter(String)
}

/// The name of a command that a person wrote: a mark, a letter, letters and digits (V.250 §5.4.1).
package struct WrittenName: Hashable, Sendable {
    package let text: String

    init?(_ octets: ArraySlice<UInt8>) {
        guard (2...16).contains(octets.count), let mark = octets.first, Self.marks.contains(mark),
            octets.dropFirst().first.map(ASCII.isLetter) == true,
            octets.dropFirst().allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) })
        else { return nil }
        text = String(decoding: octets, as: UTF8.self).uppercased()
    }

    private static let marks = Set("+^*#$%!_".utf8)
}

/// Text of a parameter that a person wrote. Nothing in it can end a string, a line or a command.
package struct WrittenText: Hashable, Sendable {
    package let text: String

    /// What stands between quotes.
    init?(quoted octets: ArraySlice<UInt8>) {
        guard octets.count <= 40,
            octets.allSatisfy({ Self.printable.contains($0) && !Self.ending.contains($0) })
        else { return nil }
        text = String(decoding: octets, as: UTF8.self)
    }

    /// Letters and digits alone, as hexadecimal masks are.
    init?(bare octets: ArraySlice<UInt8>) {
        guard (1...24).contains(octets.count),
            octets.allSatisfy({ ASCII.isLetter($0) || ASCII.isDigit($0) })
        else { return nil }
        text = String(decoding: octets, as: UTF8.self)
    }

    static let printable: ClosedRange<UInt8> = 0x20...0x7E
    private static let ending = Set("\";".utf8)
}

extension ATCommand {
    /// Octets of the longest command line that is read; a modem takes 40 at least (V.250 §5.2.1).
    package static let longestWritten = 80

    /// Takes a command apart that a person wrote: `AT+CRESET`, `AT^SIND="ceer",1,5`. It comes out as the same value that
    /// the code has for it, where it has one.
    package init(written text: String) throws(WrittenCommandFlaw) {
        let octets = Array(text.utf8)
        guard octets.count <= Self.longestWritten else { throw .tooLong }
        guard octets.allSatisfy(WrittenText.printable.contains) else { throw .strangeCharacter }
        guard !octets.contains(UInt8(ascii: ";")) else { throw .severalCommands }
        guard text.prefix(2).uppercased() == "AT" else { throw .noCommand }
        let body = octets.dropFirst(2)
        if let basic = Basic(rawValue: String(decoding: body, as: UTF8.self).uppercased()) {
            self.init(form: .basic(basic))
            return
        }
        let parts = CommandReader.parts(of: body)
        guard parts.count == 1, let part = parts.first, let name = WrittenName(part.text) else {
            throw .noCommand
        }
        self.init(form: try Self.form(Name(name), part))
    }

    private static func form(_ name: Name, _ part: CommandPart) throws(WrittenCommandFlaw) -> Form {
        switch String(decoding: part.value, as: UTF8.self) {
        case "": return .execute(name)
        case "?": return .read(name)
        case "=?": return .test(name)
        default:
            guard part.value.first == UInt8(ascii: "=") else { throw .noCommand }
            var parameters: [Parameter] = []
            for text in part.parameters { parameters.append(try parameter(text)) }
            return .set(name, parameters)
        }
    }

    private static func parameter(_ octets: ArraySlice<UInt8>) throws(WrittenCommandFlaw) -> Parameter {
        let text = String(decoding: octets, as: UTF8.self)
        if octets.isEmpty { return .omitted }
        if let number = Int(text), String(number) == text { return .integer(number) }
        if let bare = WrittenText(bare: octets) { return .bare(bare) }
        guard octets.count >= 2, octets.first == ASCII.quote, octets.last == ASCII.quote,
            let quoted = WrittenText(quoted: octets.dropFirst().dropLast())
        else { throw .brokenParameter(text) }
        if let word = CommandWord(rawValue: quoted.text) { return .word(word) }
        if let storage = MessageStorage(rawValue: quoted.text) { return .storage(storage) }
        return .quoted(quoted)
    }
}
