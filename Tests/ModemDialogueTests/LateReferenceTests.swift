import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// RULE 59 goes on: what the modem tells after all, when nobody waits for it any more.
@Suite struct LateReferenceTests {
    private let part = Submission.sample()
    private let answer = "\r\n+CMGS: 217\r\n\r\nOK\r\n"

    private var given: [LineEvent] {
        let failure = SubmissionFailure(phase: .afterPDU, answer: .none)
        return [.promptSeen(part.id), .submissionFailed(part.id, failure)]
    }

    private var settled: [LineEvent] { given + [.submittedAfterAll(part.id, reference: 217)] }

    /// The modem has the PDU, and the deadline for its result has passed.
    private static let unanswered: Session = {
        var session = SubmissionTests.proceeding()
        session.modem.submissionReplies = [.silence]
        session.request(.submit(.sample()))
        session.run(for: .seconds(61))
        return session
    }()

    @Test(arguments: [0, 0.01, 0.1, 0.5, 1, 3, 10, 240])
    func `A reference that comes too late is that of its own text`(_ seconds: Double) {
        var session = Self.unanswered
        session.run(for: .seconds(seconds))
        session.receive(answer)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents == settled)
        #expect(session.state == .ready)
    }

    @Test func `At whatever moment of the search for the modem it comes, it is known`() {
        for milliseconds in stride(from: 60_010, through: 64_000, by: 25) {
            var session = SubmissionTests.proceeding()
            session.modem.submissionReplies = [.silence]
            session.request(.submit(part))
            session.run(for: .milliseconds(milliseconds))
            session.receive(answer)
            session.run(for: .seconds(10))

            #expect(session.submissionEvents == settled, "after \(milliseconds) ms")
        }
    }

    @Test func `Cut at any octet, it is known if its line is whole`() {
        let octets = Array(answer.utf8)
        let whole = "\r\n+CMGS: 217\r".utf8.count
        for cut in 0...octets.count {
            var session = Self.unanswered
            session.readsSingleOctets = cut.isMultiple(of: 2)
            session.receive(octets: Array(octets[..<cut]))
            session.disconnect()
            session.connect()
            session.receive(octets: Array(octets[cut...]))
            session.run(for: .seconds(10))

            #expect(session.submissionEvents == (cut < whole ? given : settled), "cut at \(cut)")
        }
    }

    @Test func `Told twice it is told once`() {
        var session = Self.unanswered
        for _ in 0..<2 { session.receive(answer) }
        session.run(for: .seconds(10))

        #expect(session.submissionEvents == settled)
    }

    @Test func `The next text has its own reference`() {
        var session = Self.unanswered
        session.run(for: .seconds(10))
        session.receive(answer)
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(10))

        #expect(
            session.submissionEvents.dropFirst(3).last == .submitted(Submission.sample(2).id, reference: 1))
    }

    // MARK: Whose it may not be

    @Test func `Once another text was begun nobody can say whose it is`() {
        var session = Self.unanswered
        session.run(for: .seconds(10))
        session.modem.submissionReplies = [.silence]
        session.request(.submit(.sample(2)))
        session.run(for: .seconds(100))
        session.receive(answer)
        session.run(for: .seconds(10))

        #expect(
            !session.submissionEvents.contains { if case .submittedAfterAll = $0 { true } else { false } })
    }

    @Test func `One that comes before the PDU has gone is not that of the text`() {
        var session = SubmissionTests.proceeding()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.modem.submissionReplies = [.lines(["+CMS ERROR: 38"])]
        session.request(.submit(part))
        session.receive("\r\n+CMGS: 217\r\n")
        session.modem.isAtPrompt = true
        session.receive("\r\n> ")
        session.run(for: .seconds(10))

        let failure = SubmissionFailure(phase: .afterPDU, answer: .messageService(38))
        #expect(session.submissionEvents == [.promptSeen(part.id), .submissionFailed(part.id, failure)])
    }

    @Test func `After a restart of the modem it means nothing`() {
        var session = Self.unanswered
        session.line("RDY")
        session.receive(answer)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents == given)
    }

    @Test func `After a result that left it open it means nothing`() {
        var session = SubmissionTests.proceeding()
        session.modem.submissionReplies = [.lines(["+CMS ERROR: 38"])]
        session.request(.submit(part))
        session.run(for: .seconds(1))
        session.receive(answer)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents.count == 2)
    }

    @Test func `A text of which nothing had left has no reference`() {
        var session = SubmissionTests.proceeding()
        session.modem.replies["AT+CMGS=19"] = .silence
        session.request(.submit(part))
        session.run(for: .seconds(30))
        session.receive(answer)
        session.run(for: .seconds(10))

        #expect(session.submissionEvents.count == 1)
    }
}
