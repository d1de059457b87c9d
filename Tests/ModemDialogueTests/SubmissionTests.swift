import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct SubmissionTests {
    static func proceeding(_ modem: ScriptedModem = ScriptedModem()) -> Session {
        var session = Session.ready(modem)
        session.house = { event in
            switch event {
            case .promptSeen(let id): [.proceed(id)]
            case .pduReceived(let pdu): [.acknowledge(pdu.id)]
            default: []
            }
        }
        return session
    }

    private let part = Submission.sample()

    private func failed(_ phase: SubmissionFailure.Phase, _ answer: SubmissionFailure.Answer) -> LineEvent {
        .submissionFailed(part.id, SubmissionFailure(phase: phase, answer: answer))
    }

    @Test func `The command, the prompt, a word from outside, the PDU, the reference`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.run(for: .seconds(1))
        #expect(session.commands == ["AT+CMGS=19"])
        #expect(session.submissionEvents == [.promptSeen(part.id)])
        session.request(.proceed(part.id))
        session.run(for: .seconds(1))

        #expect(session.commands == ["AT+CMGS=19", part.pdu + "\u{1A}"])
        #expect(session.submissionEvents == [.promptSeen(part.id), .submitted(part.id, reference: 1)])
    }

    @Test func `The command goes out within 10 ms of the end of a call`() {
        for line in ["NO CARRIER", "^CEND:1,0,104,16", "VOICE CALL: END"] {
            var session = Session.ready()
            for ring in 0..<3 {
                session.line("RING")
                session.line("+CLIP: \"+447700900311\",145,,,,0")
                session.run(for: ring < 2 ? .seconds(5) : .milliseconds(3300))
            }
            session.line(line)
            let end = session.now
            session.request(.submit(part))
            session.run(for: .milliseconds(20))

            #expect(session.missedCalls.count == 1)
            let sent = session.commands.firstIndex(of: "AT+CMGS=19").map { session.commandTimes[$0] }
            #expect(sent.map { end.duration(to: $0) < .milliseconds(10) } == true)
        }
    }

    @Test func `Sixty texts and more go out in a second where nothing else takes time`() {
        var session = Self.proceeding()
        session.latency = .zero
        for message in 1...30 { session.request(.submit(.sample(Int64(message)))) }
        session.run(for: .milliseconds(1))

        #expect(session.modem.taken.count == 30)
    }

    @Test func `Parts of one text keep the link open, asked for once`() {
        var session = Self.proceeding()
        for part in 1...3 { session.request(.submit(.sample(part: part, moreFollow: part < 3))) }
        session.run(for: .seconds(1))
        for part in 1...2 { session.request(.submit(.sample(2, part: part, moreFollow: part < 2))) }
        session.run(for: .seconds(1))

        #expect(session.commands.filter { $0.hasPrefix("AT+CMMS") } == ["AT+CMMS=2"])
        #expect(session.modem.taken.count == 5)
    }

    @Test func `AT+CMMS=1 where 2 is refused, and nothing where both are`() {
        var session = Self.proceeding()
        session.modem.replies["AT+CMMS=2"] = .lines(["+CMS ERROR: 500"])
        session.modem.replies["AT+CMMS=1"] = .lines(["+CMS ERROR: 500"])
        session.request(.submit(.sample(1, part: 1, moreFollow: true)))
        session.request(.submit(.sample(1, part: 2, moreFollow: true)))
        session.request(.submit(.sample(1, part: 3)))
        session.run(for: .seconds(1))

        #expect(session.commands.filter { $0.hasPrefix("AT+CMMS") } == ["AT+CMMS=2", "AT+CMMS=1"])
        #expect(session.modem.taken.count == 3)
    }

    // MARK: Failures and their phase

    @Test(
        arguments: [
            ("+CMS ERROR: 331", SubmissionFailure.Answer.messageService(331)),
            ("+CME ERROR: 14", .equipment(14)),
            ("ERROR", .unspecified), ("+CMS ERROR:", .unspecified),
            ("+CMS ERROR: memory full", .messageService(322)),
            ("COMMAND NOT SUPPORT", .unspecified),
        ])
    func `An error in the place of the prompt: nothing has left`(
        _ line: String, _ answer: SubmissionFailure.Answer
    ) {
        var session = Self.proceeding()
        session.modem.replies["AT+CMGS=19"] = .lines([line])
        session.request(.submit(part))
        session.run(for: .seconds(1))

        #expect(session.submissionEvents == [failed(.beforePrompt, answer)])
        #expect(session.modem.taken.isEmpty)
        #expect(!session.commands.contains("\u{1B}"))
    }

    @Test(
        arguments: [
            ("+CMS ERROR: 38", SubmissionFailure.Answer.messageService(38)),
            ("+CME ERROR: 100", .equipment(100)),
            ("ERROR", .unspecified), ("+CMS ERROR: Unknown error", .messageService(500)),
            ("+CMS ERROR: ", .unspecified),
        ])
    func `An error after the PDU keeps its number`(_ line: String, _ answer: SubmissionFailure.Answer) {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.lines([line])]
        session.request(.submit(part))
        session.run(for: .seconds(1))

        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.afterPDU, answer)])
    }

    @Test func `No prompt: ESC, and certainly not sent`() {
        var session = Self.proceeding()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.request(.submit(part))
        session.run(for: .seconds(30))

        #expect(session.submissionEvents == [failed(.beforePrompt, .none)])
        #expect(session.commands.prefix(3) == ["AT+CMGS=19", "\u{1B}", "AT"])
        #expect(session.state == .ready)
    }

    @Test(arguments: [20.05, 20.15, 20.25, 20.4, 21])
    func `RULE 57: a prompt that comes too late is left by ESC, and no AT is taken for a PDU`(
        _ seconds: Double
    ) {
        var session = Self.proceeding()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.request(.submit(part))
        session.run(for: .seconds(seconds))
        // The modem stands at its prompt now.
        session.modem.isAtPrompt = true
        session.modem.replies["AT+CMGS=19"] = nil
        session.receive("\r\n> ")
        session.run(for: .seconds(2))

        #expect(session.submissionEvents == [failed(.beforePrompt, .none)])
        #expect(session.modem.taken.isEmpty)
        #expect(session.state == .ready)
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(1))
        #expect(session.submissionEvents.last == .submitted(Submission.sample(2).id, reference: 1))
    }

    @Test func `RULE 57: the prompt of a slow modem is waited for`() {
        var session = Self.proceeding()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.request(.submit(part))
        session.run(for: .seconds(15))
        session.modem.isAtPrompt = true
        session.receive("\r\n> ")
        session.run(for: .seconds(1))

        #expect(session.submissionEvents.last == .submitted(part.id, reference: 1))
    }

    @Test(arguments: [5.0, 21, 45, 59])
    func `RULE 58: the result may take a minute`(_ seconds: Double) {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.late(.seconds(seconds), ["+CMGS: 217", "OK"])]
        session.request(.submit(part))
        session.run(for: .seconds(61))

        #expect(session.submissionEvents.last == .submitted(part.id, reference: 217))
        #expect(!session.commands.contains("\u{1B}"))
    }

    @Test func `RULE 59: no result at all is not known to be a failure, and is not sent again`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.silence]
        session.request(.submit(part))
        session.run(for: .seconds(59))
        #expect(session.submissionEvents == [.promptSeen(part.id)])
        session.run(for: .seconds(60))

        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.afterPDU, .none)])
        #expect(session.modem.taken.count == 1)
        #expect(session.state == .ready)
    }

    @Test func `RULE 60: OK without a reference is not success, and AT is answered before the next text`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.lines(["OK"])]
        session.request(.submit(part))
        session.run(for: .seconds(10))

        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.afterPDU, .none)])
        #expect(session.commands.contains("AT"))
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(1))
        #expect(session.submissionEvents.last == .submitted(Submission.sample(2).id, reference: 1))
    }

    @Test(arguments: ["+CMS ERROR: 300", "+CME ERROR: 0"])
    func `A modem that says itself that it failed is asked whether it works before the next text`(
        line: String
    ) {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.lines([line])]
        session.request(.submit(part))
        session.run(for: .seconds(10))

        #expect(session.commands.contains("AT"))
        #expect(session.state == .ready)
    }

    @Test func `A code that the family means as a refusal is told as one`() {
        var session = Self.proceeding()
        session.machine.submission.refusals = [515]
        session.modem.submissionReplies = [.lines(["+CMS ERROR: 515"])]
        session.request(.submit(part))
        session.run(for: .seconds(10))

        let failure = SubmissionFailure(
            phase: .afterPDU, answer: .messageService(515), isRefusalOfFamily: true)
        #expect(session.submissionEvents.last == .submissionFailed(part.id, failure))
        #expect(failure.isDefinite)
    }

    @Test func `The other way into the network is set where the modem knows two`() {
        var session = Session.ready()
        session.machine.bringUp.facts.messageDomain = 3
        session.request(.changeMessageDomain)
        session.run(for: .seconds(1))
        session.request(.changeMessageDomain)
        session.run(for: .seconds(1))

        #expect(session.commands == ["AT+CGSMS=2", "AT+CGSMS=3"])
    }

    @Test func `A reference without OK is success`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.lines(["+CMGS: 9"])]
        session.request(.submit(part))
        session.run(for: .seconds(10))

        #expect(session.submissionEvents == [.promptSeen(part.id), .submitted(part.id, reference: 9)])
    }

    @Test func `RULE 57: an extra line end stands before the reference`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.raw("\r\n\r\n\r\n+CMGS: 9\r\n\r\nOK\r\n")]
        session.request(.submit(part))
        session.run(for: .seconds(1))

        #expect(session.submissionEvents.last == .submitted(part.id, reference: 9))
    }

    @Test func `Abandoned at the prompt: ESC, and nothing was sent`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.run(for: .seconds(1))
        session.request(.abandon(part.id))
        session.run(for: .seconds(2))
        session.request(.proceed(part.id))
        session.run(for: .seconds(2))

        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.beforePrompt, .none)])
        #expect(session.modem.taken.isEmpty)
        #expect(session.commands == ["AT+CMGS=19", "\u{1B}", "AT"])
        #expect(session.state == .ready)
    }

    @Test func `Abandoned while it waits: nothing was even begun`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.request(.submit(.sample(2)))
        session.request(.abandon(Submission.sample(2).id))

        #expect(session.commands == ["AT+CMGS=19"])
        #expect(session.submissionEvents.count == 1)
    }

    @Test func `A word that never comes leaves the prompt before the modem does`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.run(for: .seconds(30))

        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.beforePrompt, .none)])
        #expect(session.modem.taken.isEmpty)
        #expect(session.state == .ready)
    }

    @Test func `A word for another part sends nothing`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.run(for: .seconds(1))
        session.request(.proceed(.init(message: MessageID(rawValue: 9), part: 1)))
        session.run(for: .seconds(1))

        #expect(session.modem.taken.isEmpty)
    }

    @Test(arguments: ["", "0", "00ZZ", "00\r", "0011"])
    func `What is no PDU of the stated length never reaches the modem`(_ pdu: String) {
        var session = Session.ready()
        var part = part
        part.pdu = pdu
        session.request(.submit(part))
        session.run(for: .seconds(1))

        #expect(session.submissionEvents == [failed(.beforePrompt, .messageService(304))])
        #expect(session.commands.isEmpty)
    }

    @Test func `A queue without end is not kept`() {
        var session = Session.ready()
        for message in 1...100 { session.request(.submit(.sample(Int64(message)))) }

        #expect(session.machine.submission.waiting.count <= MessageSubmission.mostWaiting)
        #expect(session.submissionEvents.count == 100 - 1 - MessageSubmission.mostWaiting)
    }

    @Test func `Asked to finish at the prompt, the prompt is left`() {
        var session = Session.ready()
        session.request(.submit(part))
        session.run(for: .seconds(1))
        session.request(.finish)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents.last == failed(.beforePrompt, .none))
        #expect(session.commands.last == "\u{1B}")
        #expect(session.isFinished)
    }

    @Test func `Asked to finish after the PDU, the result is waited for`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.late(.seconds(3), ["+CMGS: 4", "OK"])]
        session.request(.submit(part))
        session.run(for: .seconds(1))
        session.request(.finish)
        #expect(!session.isFinished)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents.last == .submitted(part.id, reference: 4))
        #expect(session.isFinished)
    }

    // MARK: In between

    /// A whole exchange, with something in between before the piece of this number.
    private func exchange(interrupting line: String, before place: Int) -> Session {
        var session = Session.ready()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.modem.memories["ME"]?.slots[1] = SamplePDU.first
        session.house = { if case .pduReceived(let pdu) = $0 { [.acknowledge(pdu.id)] } else { [] } }
        let pieces = ["\r\n", "> ", "\r\n", "\r\n+CMGS: 217", "\r\n", "\r\nOK", "\r\n"]
        session.modem.submissionReplies = [.silence]
        session.request(.submit(part))
        session.modem.isAtPrompt = true
        for (position, piece) in pieces.enumerated() {
            if position == place { session.receive(line) }
            session.receive(piece)
            session.request(.proceed(part.id))
        }
        if place == pieces.count { session.receive(line) }
        session.run(for: .seconds(30))
        return session
    }

    @Test(
        arguments: [0, 1, 2, 3, 5, 7],
        [
            "\r\n+CMTI: \"ME\",1\r\n", "\r\nRING\r\n\r\n+CLIP: \"+447700900311\",145,,,,0\r\n",
            "\r\nNO CARRIER\r\n",
        ])
    func `RULE 10: a line that comes in between is not taken for the answer`(_ place: Int, _ line: String) {
        let session = exchange(interrupting: line, before: place)

        #expect(session.submissionEvents == [.promptSeen(part.id), .submitted(part.id, reference: 217)])
        #expect(session.received.count == (line.contains("CMTI") ? 1 : 0))
        #expect(session.missedCalls.map(\.caller.words) == (line.contains("RING") ? ["+447700900311"] : []))
    }

    @Test func `Unplugged at any octet, the phase of the failure is right`() {
        let answer = Array("\r\n> \r\n+CMGS: 217\r\n\r\nOK\r\n".utf8)
        // The reference is the network's word, with or without OK.
        let told = "\r\n> \r\n+CMGS: 217\r".utf8.count
        for cut in 0...answer.count {
            var session = Self.proceeding()
            session.modem.replies["AT+CMGS=19"] = .silence
            session.modem.submissionReplies = [.silence]
            session.request(.submit(part))
            // What follows the prompt cannot come before the PDU has gone: its blank is not waited for.
            session.receive(octets: Array(answer[..<min(cut, 3)]))
            session.receive(octets: Array(answer[min(cut, 3)..<cut]))
            session.disconnect()

            let expected: LineEvent =
                if cut < 3 {
                    failed(.beforePrompt, .none)
                } else if cut < told {
                    failed(.afterPDU, .none)
                } else {
                    .submitted(part.id, reference: 217)
                }
            #expect(session.submissionEvents.last == expected, "cut at \(cut)")
            #expect(session.submissionEvents.count == (cut < 3 ? 1 : 2))
        }
    }

    @Test func `RULE 42: a restart after the PDU leaves it open whether it was sent`() {
        var session = Self.proceeding()
        session.modem.submissionReplies = [.silence]
        session.request(.submit(part))
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(1))
        session.line("RDY")
        session.run(for: .seconds(10))

        let second = LineEvent.submissionFailed(
            Submission.sample(2).id, SubmissionFailure(phase: .beforePrompt, answer: .none))
        #expect(session.submissionEvents == [.promptSeen(part.id), failed(.afterPDU, .none), second])
        #expect(session.state == .ready)
    }
}
