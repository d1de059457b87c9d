/// Scripts and orders as text: one line each, `TIME ACTION` in a script and `ACTION` alone when typed.
///
///     # seconds from the start, then what happens
///     2      ring +447700900311 3 every 5
///     30     withheld 2 silent
///     45.5   text +447700900311 Can you come on Monday?
///     60     fault hang 20
package enum ScriptText {
    /// A line that cannot be read.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package var line: Int
        package var reason: String

        package init(line: Int, reason: String) {
            self.line = line
            self.reason = reason
        }

        package var description: String { "line \(line): \(reason)" }
    }

    package static let usage = """
        ring NUMBER [RINGS] [every SECONDS] [silent | elsewhere | answered SECONDS]
        withheld [RINGS] [every SECONDS] [silent | elsewhere | answered SECONDS]
        hangup                        all callers give up now
        text NUMBER WORDS             \\n in the words is a new line
        pdu HEX                       service centre address first
        report REFERENCE NUMBER STATUS
        line TEXT                     print the line just so
        registration N | signal N     as in +CREG and +CSQ
        fault hang SECONDS | reboot | drop N | split N | inside LINE | late_prompt SECONDS
        fault refuse CODE | refuse_prompt CODE | swallow_answer | swallow_text
        fault lose_ack OCTETS unplug | lose_ack OCTETS reboot
        unplug | replug
        sim ICCID IMSI                another one, while the stick is out
        """

    /// - Throws: for the first line that cannot be read.
    package static func steps(of text: String) throws(Failure) -> [ScriptStep] {
        var steps: [ScriptStep] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(separator: " ", maxSplits: 1)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let time = seconds(first), words.count == 2 else {
                throw Failure(line: index + 1, reason: "a time in seconds and an action are wanted")
            }
            guard let action = action(of: String(words[1])) else {
                throw Failure(line: index + 1, reason: "not understood: \(words[1])")
            }
            steps.append(ScriptStep(at: time, action))
        }
        return steps
    }

    /// Nil if it cannot be read.
    package static func action(of text: String) -> SimulatorAction? {
        var words = Words(text)
        switch words.next() {
        case "ring":
            guard let number = words.next() else { return nil }
            return call(from: number, &words)
        case "withheld": return call(from: nil, &words)
        case "hangup": return .callersGiveUp
        case "text":
            guard let number = words.next(), let rest = words.rest else { return nil }
            return .text(from: number, words: unescaped(rest))
        case "pdu": return words.next().map { .pdu($0) }
        case "report":
            guard let reference = words.nextInteger(), let number = words.next() else { return nil }
            return .report(
                reference: reference, number: number, status: UInt8(clamping: words.nextInteger() ?? 0))
        case "line": return words.rest.map { .line($0) }
        case "registration": return words.nextInteger().map { .registration($0) }
        case "signal": return words.nextInteger().map { .signal($0) }
        case "fault": return fault(&words).map { .fault($0) }
        case "unplug": return .unplug
        case "replug": return .replug
        case "sim":
            guard let iccid = words.next(), let imsi = words.next() else { return nil }
            return .sim(iccid: iccid, imsi: imsi)
        default: return nil
        }
    }

    private static func call(from number: String?, _ words: inout Words) -> SimulatorAction? {
        var call = SimulatedCall(number: number)
        while let word = words.next() {
            switch word {
            case "every":
                guard let interval = words.nextSeconds() else { return nil }
                call.interval = interval
            case "silent": call.ending = .silence
            case "elsewhere": call.ending = .answeredElsewhere
            case "answered":
                guard let talk = words.nextSeconds() else { return nil }
                call.ending = .answered(talk)
            default:
                guard let rings = Int(word), rings > 0 else { return nil }
                call.rings = rings
            }
        }
        // The caller gives up between two rings.
        call.afterLastRing = min(call.afterLastRing, call.interval / 2)
        return .call(call)
    }

    /// The text of `fault` orders and of the option of the same name.
    package static func fault(of text: String) -> SimulatorFault? {
        var words = Words(text)
        return fault(&words)
    }

    private static func fault(_ words: inout Words) -> SimulatorFault? {
        switch words.next() {
        case "hang": words.nextSeconds().map { .hang($0) }
        case "reboot": .reboot
        case "drop": words.nextInteger().map { .dropOctets($0) }
        case "split": words.nextInteger().map { .splitOctets($0) }
        case "inside": words.rest.map { .lineInsideAnswer($0) }
        case "late_prompt": words.nextSeconds().map { .latePrompt($0) }
        case "refuse": words.nextInteger().map { .refuseText($0) }
        case "refuse_prompt": words.nextInteger().map { .refusePrompt($0) }
        case "swallow_answer": .swallowAnswer
        case "swallow_text": .swallowText
        case "lose_ack": lostAcknowledgement(&words)
        default: nil
        }
    }

    private static func lostAcknowledgement(_ words: inout Words) -> SimulatorFault? {
        guard let octets = words.nextInteger(), let end = words.next(), ["unplug", "reboot"].contains(end)
        else {
            return nil
        }
        return .loseAcknowledgement(after: octets, isUnplugged: end == "unplug")
    }

    private static func unescaped(_ text: String) -> String {
        text.split(separator: "\\n", omittingEmptySubsequences: false).joined(separator: "\n")
    }

    private static func seconds(_ text: some StringProtocol) -> Duration? {
        guard let seconds = Double(text), (0...1e9).contains(seconds) else { return nil }
        return .milliseconds(Int64(seconds * 1000))
    }

    private struct Words {
        private var text: Substring

        init(_ text: String) {
            self.text = text[...]
        }

        mutating func next() -> String? {
            text = text.drop { $0 == " " }
            guard !text.isEmpty else { return nil }
            let word = text.prefix { $0 != " " }
            text = text.dropFirst(word.count)
            return String(word)
        }

        mutating func nextInteger() -> Int? { next().flatMap { Int($0) } }
        mutating func nextSeconds() -> Duration? { next().flatMap { ScriptText.seconds($0) } }

        var rest: String? {
            let rest = text.drop { $0 == " " }
            return rest.isEmpty ? nil : String(rest)
        }
    }
}
