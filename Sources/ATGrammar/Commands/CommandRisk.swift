/// Why a command that a person wrote is not sent, and what to do instead (RULES 67 and 75). There is one list,
/// for what is typed into a running conversation and for what a file says of a family of modems.
package struct CommandRisk: Hashable, Sendable {
    /// Who wants it sent. A person sees the answer and may ask what no file has a reason to ask; a file is obeyed
    /// at each start of each such modem.
    package enum Writer: Hashable, Sendable {
        case person
        case family
        /// Among the commands of a family that start a modem anew, which nothing else may do.
        case familyReset
    }

    /// With its `AT`.
    package let command: String
    /// For the person who wrote it: what the command would do, and what to do instead.
    package let words: String

    /// Nil: nothing speaks against the line.
    package init?(of command: ATCommand, by writer: Writer) {
        self.init(of: CommandReader.parts(of: Array(command.line.utf8.dropFirst(2))[...]), by: writer)
    }

    init?(of parts: [CommandPart], by writer: Writer) {
        for part in parts {
            guard let harm = Harm(of: part, by: writer) else { continue }
            command = "AT" + part.name
            words = [harm.reason, harm.advice(to: writer)].compactMap(\.self).joined(separator: "; ")
            return
        }
        return nil
    }
}

extension CommandRisk.Harm {
    fileprivate init?(of part: CommandPart, by writer: CommandRisk.Writer) {
        guard let harm = part.isExtended ? Self.extended(part, writer) : Self.basic(part) else { return nil }
        self = harm
    }

    private static func basic(_ part: CommandPart) -> Self? {
        let isZero = part.value.allSatisfy { $0 == UInt8(ascii: "0") }
        switch part.name {
        case "D", "A", "O": return .opensCall
        // Echo, results in words, results at all: without them no answer can be told from another.
        case "E" where !isZero, "Q" where !isZero: return .blinds
        case "V" where !part.value.elementsEqual("1".utf8): return .blinds
        case "Z", "&F", "&W", "&Y": return .resetsToFactory
        case "S": return .changesLine
        case "H", "P", "T", "I", "E", "V", "Q", "X", "L", "M", "N", "B", "&C", "&D", "&K", "&V": return nil
        default: return .isUnknown
        }
    }

    private static func extended(_ part: CommandPart, _ writer: CommandRisk.Writer) -> Self? {
        guard let row = CommandRisk.table[part.name] else { return nil }
        switch row.question {
        case .isFine where part.isQuestion: return nil
        case .isFineIfTyped where part.isQuestion && writer == .person: return nil
        default: return isSpared(part, writer) ? nil : harm(row.harm, part, writer)
        }
    }

    /// What is right with these values, though not with others.
    private static func isSpared(_ part: CommandPart, _ writer: CommandRisk.Writer) -> Bool {
        switch (part.name, writer) {
        // 3GPP TS 27.007 §8.2, and the makers' own numbers for a reset.
        case ("+CFUN", .familyReset): ["1", "15", "16"].contains(part.word(0))
        // The makers set which ports there are with a value; without one it is a question.
        case ("+QCFG", .person): part.word(0) != "USBCFG" || part.parameters.count < 2
        case ("+QCFG", _): part.word(0) != "USBCFG"
        case ("^SCFG", _): !part.word(0).hasPrefix("MEOPMODE/FACTORY")
        // Mode 2 asks (3GPP TS 27.007 §7.11).
        case ("+CCFC", .person): part.word(1) == "2"
        case ("+COPS", .person), ("+CRC", .family), ("+CRC", .familyReset): true
        case ("+CMGL", .person), ("+CMGR", .person): true
        case ("+COPS", _): part.word(0) != "2"
        case ("+ZOPRT", .family), ("+ZOPRT", .familyReset): part.word(0) != "6"
        case ("^CURC", .family), ("^CURC", .familyReset): part.word(0) != "0"
        default: false
        }
    }

    private static func harm(_ harm: Self, _ part: CommandPart, _ writer: CommandRisk.Writer) -> Self? {
        guard writer == .familyReset, harm == .restarts else { return harm }
        return part.name == "+CFUN" ? .leavesNetwork : nil
    }
}
