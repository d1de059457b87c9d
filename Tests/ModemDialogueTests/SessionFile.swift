import Foundation
import Telephony
import Testing

@testable import ModemDialogue

/// A recorded piece of a conversation, and what has to come of it.
///
/// The head says where the lines are from and how the modem answers; below `--` each line has its second,
/// with `~` where the source gives none. `bytes` before the text means that its octets stand as written, `!`
/// that something other than the modem acts.
struct SessionFile: Sendable, CustomTestStringConvertible {
    enum Step: Sendable, Equatable {
        case octets(String)
        case submit(parts: Int)
        case disconnect
    }

    var name = ""
    var source = ""
    var evidence = ""
    var expectations: [String] = []
    var steps: [(seconds: Double, step: Step)] = []
    var runsFor = 16
    private var heads: [(key: String, value: String)] = []

    var testDescription: String { name }

    /// All of them, read once.
    static let all: [SessionFile] = {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures")
        let files = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        return (files ?? []).filter { $0.pathExtension == "session" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }.compactMap(SessionFile.init)
    }()

    private init?(_ url: URL) {
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
        name = url.deletingPathExtension().lastPathComponent
        var isBody = false
        for line in text.split(separator: "\n").map(String.init) where !line.hasPrefix("#") {
            if line == "--" {
                isBody = true
            } else if isBody {
                addStep(line)
            } else if let colon = line.firstIndex(of: ":") {
                addHead(
                    String(line[..<colon]),
                    line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
            }
        }
    }

    private mutating func addHead(_ key: String, _ value: String) {
        switch key {
        case "source": source = value
        case "evidence": evidence = value
        case "expect": expectations.append(value)
        case "run": runsFor = Int(value) ?? runsFor
        default: heads.append((key, value))
        }
    }

    private mutating func addStep(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard parts.count == 2, let seconds = Double(parts[0].filter { $0 != "~" }) else { return }
        if parts[1].hasPrefix("! ") {
            let step: Step =
                switch parts[1].dropFirst(2) {
                case "submit": .submit(parts: 1)
                case "submit-two": .submit(parts: 2)
                default: .disconnect
                }
            steps.append((seconds, step))
        } else if parts[1].hasPrefix("bytes ") {
            steps.append((seconds, .octets(Self.unescaped(String(parts[1].dropFirst(6))))))
        } else {
            steps.append((seconds, .octets("\r\n\(parts[1])\r\n")))
        }
    }

    static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\r", with: "\r").replacingOccurrences(of: "\\n", with: "\n")
            .replacingOccurrences(of: "\\x1A", with: "\u{1A}")
    }

    // MARK: The modem

    /// A session that is up, with a house that stores and acknowledges everything.
    func ready() -> Session {
        var modem = ScriptedModem()
        let late = ["arrives", "answer-once"]
        for (key, value) in heads where !late.contains(key) { prepare(&modem, key, value) }
        var session = Session.ready(modem)
        session.house = { event in
            switch event {
            case .pduReceived(let pdu): [.acknowledge(pdu.id)]
            case .promptSeen(let id): [.proceed(id)]
            default: []
            }
        }
        for (key, value) in heads where late.contains(key) { prepare(&session.modem, key, value) }
        return session
    }

    private func prepare(_ modem: inout ScriptedModem, _ key: String, _ value: String) {
        let words = value.split(separator: " ").map(String.init)
        switch key {
        case "identity":
            let names = value.components(separatedBy: " | ")
            modem.replies["AT+CGMI"] = .lines([names[0], "OK"])
            modem.replies["AT+CGMM"] = .lines([names[1], "OK"])
        case "answer", "answer-once":
            let parts = value.components(separatedBy: " => ")
            modem.replies[parts[0]] = reply(parts[1])
            if key == "answer-once" { modem.onceOnly.insert(parts[0]) }
        case "pdu-answer":
            let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
            modem.submissionReplies.append(delayed(reply(parts[1]), by: Double(parts[0]) ?? 0))
        case "memories": modem.memories[words[0]] = .init(total: Int(words[1]) ?? 0)
        case "arrives": modem.memories[words[0]]?.slots[Int(words[1]) ?? 0] = words[2]
        case "echo": modem.echoesPDU = false
        default: break
        }
    }

    private func reply(_ text: String) -> ScriptedModem.Reply {
        text.hasPrefix("raw ")
            ? .raw(Self.unescaped(String(text.dropFirst(4)))) : .lines(text.components(separatedBy: " | "))
    }

    private func delayed(_ reply: ScriptedModem.Reply, by seconds: Double) -> ScriptedModem.Reply {
        guard case .lines(let lines) = reply, seconds > 0 else { return reply }
        return .late(.seconds(seconds), lines)
    }

    // MARK: Replaying

    /// Plays the lines, one read each.
    func played(on ready: Session) -> Session {
        var session = ready
        play(steps[...], in: &session, from: session.now)
        return session
    }

    /// Every way to play the lines with one of them cut in two, and where it was cut.
    func playedWithEachCut(on ready: Session, _ isRight: (Session, _ octet: Int) -> Bool) {
        var session = ready
        let start = session.now
        var position = 0
        for (index, (seconds, step)) in steps.enumerated() {
            session.run(until: start.advanced(by: .seconds(seconds)))
            if case .octets(let text) = step {
                let octets = Array(text.utf8)
                for inside in 1..<max(octets.count, 1)
                where TestDepth.includes(position + inside + name.utf8.count) {
                    var cut = session
                    cut.receive(octets: Array(octets[..<inside]))
                    cut.receive(octets: Array(octets[inside...]))
                    play(steps[(index + 1)...], in: &cut, from: start)
                    guard isRight(cut, position + inside) else { return }
                }
                position += octets.count
            }
            perform(step, in: &session)
        }
    }

    /// The lines that lie less than half a second apart arrive in one read.
    func playedInBlocks(on ready: Session) -> Session {
        var merged: [(seconds: Double, step: Step)] = []
        for (seconds, step) in steps {
            if case .octets(let text) = step, let last = merged.last, seconds - last.seconds < 0.5,
                case .octets(let before) = last.step
            {
                merged[merged.count - 1].step = .octets(before + text)
            } else {
                merged.append((seconds, step))
            }
        }
        var session = ready
        play(merged[...], in: &session, from: session.now)
        return session
    }

    /// Whether it came to what is expected.
    func isRight(_ session: Session) -> Bool {
        Self.calls(of: session) == expectedCalls
            && Self.outcome(of: session, for: expectations) == expectations
    }

    private func play(
        _ steps: ArraySlice<(seconds: Double, step: Step)>, in session: inout Session,
        from start: MonotonicInstant
    ) {
        for (seconds, step) in steps {
            session.run(until: start.advanced(by: .seconds(seconds)))
            perform(step, in: &session)
        }
        session.run(for: .seconds(runsFor))
    }

    private func perform(_ step: Step, in session: inout Session) {
        switch step {
        case .octets(let text): session.receive(octets: Array(text.utf8))
        case .submit(let parts):
            for part in 1...parts {
                session.request(.submit(.sample(part: part, moreFollow: part < parts)))
            }
        case .disconnect: session.disconnect()
        }
    }
}

extension SessionFile {
    /// What the session came to, in the words of the expectations.
    static func outcome(of session: Session, for expectations: [String]) -> [String] {
        expectations.map { expectation in
            let words = expectation.split(separator: " ", maxSplits: 1).map(String.init)
            switch words[0] {
            case "sent", "not-sent":
                return (session.commands.contains(words[1]) ? "sent " : "not-sent ") + words[1]
            case "received": return "received \(session.received.count)"
            case "deleted":
                return
                    "deleted \(session.events.filter { if case .pduDeleted(_, true) = $0 { true } else { false } }.count)"
            case "state": return "state \(session.state.rawValue)"
            case "submitted", "failed":
                return submissions(of: session).first { $0 == expectation } ?? "nothing"
            default: return expectation
            }
        }
    }

    static func submissions(of session: Session) -> [String] {
        session.events.compactMap { event in
            switch event {
            case .submitted(_, let reference): "submitted \(reference)"
            case .submissionFailed(_, let failure):
                "failed \(failure.phase.rawValue) \(words(failure.answer))"
            default: nil
            }
        }
    }

    private static func words(_ answer: SubmissionFailure.Answer) -> String {
        switch answer {
        case .messageService(let code), .equipment(let code): "\(code)"
        case .unspecified: "unspecified"
        case .none: "none"
        }
    }

    /// `missed NUMBER` for each missed call, `answered` for each answered one, in order of their names.
    static func calls(of session: Session) -> [String] {
        session.endedCalls.map { $0.outcome == .missed ? "missed \($0.caller.words)" : $0.outcome.rawValue }
            .sorted()
    }

    var expectedCalls: [String] {
        expectations.filter { $0.hasPrefix("missed") || $0 == "answered" }.sorted()
    }
}

extension SessionFile {
    /// Those that are played in every way, however little time there is.
    static let sampled = TestDepth.some(of: all, oneOf: 64)

    /// Those that are played once more, in one way of many.
    static let tried = TestDepth.some(of: all, oneOf: 4)
}
