import ReplyEngine
import Storage
import Telephony

/// The box on one screen.
struct StatusText {
    let status: StatusReport
    let texts: Texts
    let console: Console

    init(_ status: StatusReport, texts: Texts, console: Console) {
        self.status = status
        self.texts = texts
        self.console = console
    }

    var lines: [String] {
        var lines = [head] + storage
        lines += status.modems.flatMap { modem($0) }
        if status.modems.isEmpty { lines.append(labelled("Modem", "none found")) }
        lines.append(labelled("Today", today))
        if let outbox { lines.append(labelled("Waiting", outbox)) }
        if status.clock.trust == .none { lines.append(labelled("Clock", "the box does not know the time")) }
        return lines
    }

    /// The three likeliest.
    var nextCommands: [String] {
        let commands: [(command: String, purpose: String)] =
            switch status.state {
            case .notSetUp:
                [
                    ("catchline setup", "answer a few questions, then it texts back"),
                    ("catchline calls", "see who rang"), ("catchline doctor", "check everything"),
                ]
            case .notWatching:
                [
                    ("catchline doctor", "see what is wrong"), ("catchline calls", "see who rang before"),
                    ("catchline inbox", "see who is waiting"),
                ]
            case .paused:
                [
                    ("catchline resume", "text callers again"), ("catchline inbox", "see who is waiting"),
                    ("catchline doctor", "check everything"),
                ]
            case .onWatch:
                [
                    ("catchline inbox", "see who is waiting"),
                    ("catchline pause 17", "stop texting until 17:00"),
                    ("catchline doctor", "check everything"),
                ]
            }
        let width = commands.map(\.command.count).max() ?? 0
        return commands.enumerated().map { index, line in
            (index == 0 ? "Next: " : "      ") + line.command.padded(width + 4) + line.purpose
        }
    }

    private var head: String {
        let words = [stateText, texts.settings.company?.printable ?? ""].filter { !$0.isEmpty }
        return ([paint(words[0].padded(9))] + words.dropFirst()).joined(separator: "  ")
    }

    private var stateText: String {
        switch status.state {
        case .onWatch: return "On watch"
        case .paused:
            return "Paused" + (status.pausedUntil.map { " until \(texts.time($0))" } ?? " until resumed")
        case .notWatching: return "Not watching"
        case .notSetUp: return "Not set up"
        }
    }

    private func paint(_ text: String) -> String {
        switch status.state {
        case .onWatch: console.ink.good(text)
        case .paused, .notSetUp: console.ink.warning(text)
        case .notWatching: console.ink.bad(text)
        }
    }

    private func modem(_ modem: ModemReport) -> [String] {
        [standing(of: modem)] + trouble(of: modem)
    }

    /// What is worst, and the next step against it.
    private func trouble(of modem: ModemReport) -> [String] {
        guard let detail = modem.detail else { return [] }
        let fix = [modem.fix.map { labelled("Next", $0.printable) }].compactMap(\.self)
        switch modem.state {
        // The line above says it all.
        case .opening, .gone: return fix
        default: return [labelled("Trouble", detail.printable)] + fix
        }
    }

    private func standing(of modem: ModemReport) -> String {
        guard modem.state == .ready else {
            return labelled("Modem", "\(modem.target.printable), \(Self.words(modem.state))")
        }
        let name = [modem.networkOperator, modem.ownNumber.map { texts.number($0) }].compactMap(\.self)
        let roaming = modem.registration == .roaming ? ", roaming" : ""
        let place = (["\(modem.model ?? "modem") on \(modem.target)"] + name).joined(separator: ", ")
            .printable
        return labelled("Signal", "\(SignalText(modem.signal).text(console: console)) \(place)\(roaming)")
    }

    private var today: String {
        let today = status.today
        return [
            "\(today.missed) missed", "\(today.texted) texted", "\(today.wroteBack) wrote back",
            "\(today.needsYou) \(today.needsYou == 1 ? "needs" : "need") you",
        ].joined(separator: "   ")
    }

    private var storage: [String] {
        guard status.storage.state != .good else { return [] }
        let words =
            status.storage.state == .reserve
            ? "The disk is full. The reserve of 16 MB is being used up."
            : status.storage.detail ?? "It does not work."
        return [console.ink.bad(labelled("Disk", words.printable)), labelled("Next", "catchline doctor")]
    }

    private var outbox: String? {
        let counts = status.outbox
        let parts = [
            (counts.queued, "queued"), (counts.held, "held"), (counts.sending, "being sent"),
            (counts.unconfirmed, "not known whether sent"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let next = counts.held > 0 ? "   (why: catchline messages --out)" : ""
        return parts.isEmpty ? nil : parts.joined(separator: "   ") + next
    }

    private func labelled(_ label: String, _ text: String) -> String {
        label.padded(9) + "  " + text
    }

    static func words(_ state: ModemState) -> String {
        switch state {
        case .opening: "being opened"
        case .identifying: "being asked who it is"
        case .needsYes: "not known, waits for your yes"
        case .needsPIN: "its SIM asks for the PIN"
        case .simBlocked: "its SIM is blocked"
        case .noSIM: "no SIM in it"
        case .registering: "looking for a network"
        case .ready: "ready"
        case .recovering: "being restarted, it stopped answering"
        case .failed: "it does not work"
        case .gone: "nothing there, waited for"
        }
    }
}
