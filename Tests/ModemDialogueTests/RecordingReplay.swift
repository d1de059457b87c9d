import ATGrammar
import Foundation
import Telephony

@testable import ModemDialogue

/// Plays a recording back to a new dialogue: what came unasked at the recorded times, answers when the command is sent
/// that they answered, and what was asked of it once it has told what was told before. So a dialogue that asks a little
/// earlier, or once more, is still answered as the modem did.
struct RecordingReplay {
    private struct Exchange {
        var sent: [UInt8]
        var at: MonotonicInstant
        var answers: [(after: Duration, octets: [UInt8])] = []
        var isUsed = false
    }

    /// What it told, with the seconds; without what was told where entries are left out.
    private(set) var told: [String] = []
    private(set) var commands: [String] = []

    private var machine = ModemStateMachine()
    private var now: MonotonicInstant
    private var exchanges: [Exchange] = []
    /// What happens at its time, whatever the dialogue does.
    private var script: [ModemRecording.Entry] = []
    /// What is asked, in this order, once so much has been told.
    private var requests: [(at: MonotonicInstant, words: String, told: [String])] = []
    private var arrivals: [(at: MonotonicInstant, octets: [UInt8])] = []
    private var wake: MonotonicInstant?
    private var gap: (from: MonotonicInstant, to: MonotonicInstant)?
    private let end: MonotonicInstant

    /// All of them in the folder of the fixtures.
    static let files: [URL] = {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("Fixtures")
        let files = folder.flatMap {
            try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
        }
        return (files ?? []).filter { $0.pathExtension == "recording" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }()

    init(_ recording: ModemRecording) {
        now = recording.entries.first?.at ?? .zero
        end = (recording.entries.last?.at ?? .zero).advanced(by: .milliseconds(50))
        var isAnswering = false
        var told: [String] = []
        for (index, entry) in recording.entries.enumerated() {
            switch entry.content {
            case .sent(let octets):
                exchanges.append(Exchange(sent: octets, at: entry.at))
                isAnswering = true
            case .received(let octets):
                guard isAnswering, let last = exchanges.indices.last else {
                    script.append(entry)
                    continue
                }
                exchanges[last].answers.append((exchanges[last].at.duration(to: entry.at), octets))
                isAnswering = !Self.isEnd(octets)
            case .opened, .closed, .sentAside, .overheard: script.append(entry)
            case .asked(let words): requests.append((entry.at, words, told))
            case .told(let words): told.append(words)
            case .omitted:
                if index > 0 { gap = (recording.entries[index - 1].at, entry.at) }
                isAnswering = false
            }
        }
    }

    /// A final result, or a prompt: what comes then comes unasked.
    private static func isEnd(_ octets: [UInt8]) -> Bool {
        octets.last == 0x20 && octets.suffix(2).first == 0x3E
            || octets.split { $0 == 0x0D || $0 == 0x0A }
                .contains { FinalResultCode(line: String(decoding: $0, as: UTF8.self)) != nil }
    }

    /// Plays it to its end.
    mutating func run() {
        while let next = [arrivals.first?.at, script.first?.at, nextRequest, wake].compactMap({ $0 }).min(),
            next <= end
        {
            now = max(now, next)
            if let due = nextRequest, due <= now {
                ask(requests.removeFirst().words)
            } else if let arrival = arrivals.first, arrival.at <= now {
                arrivals.removeFirst()
                perform(machine.bytesReceived(arrival.octets, at: now))
            } else if let entry = script.first, entry.at <= now {
                script.removeFirst()
                play(entry)
            } else {
                wake = nil
                perform(machine.deadlinePassed(at: now))
            }
        }
    }

    /// Nil as long as what it follows from has not been told.
    private var nextRequest: MonotonicInstant? {
        guard let request = requests.first else { return nil }
        guard let cause = request.told.last, !isInGap else { return request.at }
        let count = request.told.count { $0 == cause }
        return told.count { $0 == cause } >= count ? request.at : nil
    }

    private mutating func ask(_ words: String) {
        guard let request = ModemRequest(recordedWords: words) else { return }
        perform(machine.requested(request, at: now))
    }

    private mutating func play(_ entry: ModemRecording.Entry) {
        switch entry.content {
        case .opened: perform(machine.connected(at: now))
        case .closed:
            arrivals = []
            perform(machine.disconnected(at: now))
        case .received(let octets): perform(machine.bytesReceived(octets, at: now))
        case .sentAside(_, let number):
            let port = SidePort(number: number)
            perform(machine.sidePortOpened(port, takesCommands: true, at: now))
        case .overheard(let octets, let number):
            perform(machine.bytesReceived(octets, on: SidePort(number: number), at: now))
        case .asked, .sent, .told, .omitted: break
        }
    }

    private mutating func perform(_ actions: [ModemAction]) {
        for action in actions {
            switch action {
            case .write(let octets): answer(octets)
            case .wake(let moment): wake = moment
            case .report(let event):
                if !isInGap, let words = event.recordedWords(nil) { told.append(words) }
            case .log, .reopen, .resetUSB, .listenAside, .writeAside, .leaveAside, .finished: break
            }
        }
    }

    private var isInGap: Bool { gap.map { $0.from < now && now < $0.to } ?? false }

    private mutating func answer(_ octets: [UInt8]) {
        commands.append(ModemRecording.Content.escaped(octets))
        let answers = takeAnswers(to: octets) ?? [(.milliseconds(10), Array("\r\nERROR\r\n".utf8))]
        for (delay, octets) in answers {
            let moment = now.advanced(by: delay)
            let place = arrivals.firstIndex { $0.at > moment } ?? arrivals.endIndex
            arrivals.insert((moment, octets), at: place)
        }
    }

    private mutating func takeAnswers(to octets: [UInt8]) -> [(after: Duration, octets: [UInt8])]? {
        let same = exchanges.indices.filter { exchanges[$0].sent == octets }
            .sorted { distance(to: $0) < distance(to: $1) }
        let fresh = same.first { !exchanges[$0].isUsed && distance(to: $0) < .seconds(60) }
        if !isInGap, let fresh {
            exchanges[fresh].isUsed = true
            return exchanges[fresh].answers
        }
        return same.first { !exchanges[$0].answers.isEmpty }.map { exchanges[$0].answers }
    }

    private func distance(to index: Int) -> Duration {
        let distance = now.duration(to: exchanges[index].at)
        return distance < .zero ? .zero - distance : distance
    }
}

extension ModemRecording {
    /// What was told, but for times.
    var told: [String] {
        entries.compactMap { if case .told(let words) = $0.content { words } else { nil } }
    }
}

extension ModemRequest {
    /// What `recordedWords` has written.
    init?(recordedWords: String) {
        let words = recordedWords.split(separator: " ").map(String.init)
        guard words.count > 1 else { return nil }
        let part = Submission.ID(words[1])
        switch (words[0], part, Int(words[1])) {
        case ("submit", let part?, _):
            guard words.count >= 4, let length = Int(words[2]), let pdu = words.last else { return nil }
            self = .submit(
                Submission(id: part, pdu: pdu, tpduLength: length, moreFollow: words[3] == "more"))
        case ("proceed", let part?, _): self = .proceed(part)
        case ("abandon", let part?, _): self = .abandon(part)
        case ("acknowledge", _, let id?): self = .acknowledge(.init(id))
        case ("keep", _, let id?): self = .keep(.init(id))
        case ("reject", _, let id?):
            guard let ring = words.last.flatMap(Int.init) else { return nil }
            self = .reject(CallID(id), atRing: ring)
        case ("ask-cause", _, let id?): self = .askCause(CallID(id))
        case ("look-every", _, let seconds?): self = .lookEvery(.seconds(seconds))
        case ("enter-pin", _, _): self = .enterPIN(words[1])
        default: return nil
        }
    }
}

extension Submission.ID {
    fileprivate init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let message = Int64(parts[0]), let part = Int(parts[1]) else { return nil }
        self.init(message: MessageID(rawValue: message), part: part)
    }
}
