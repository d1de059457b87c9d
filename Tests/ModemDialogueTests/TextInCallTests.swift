import Telephony
import Testing

@testable import ModemDialogue

/// Texts that come and go while a call rings or is up.
@Suite struct TextInCallTests {
    private static let clip = "+CLIP: \"+447700900311\",145,,,,0"

    /// A call has rung once.
    private static func ringing(_ family: String = "huawei") -> Session {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([family, "OK"])
        var session = Session.ready(modem)
        session.house = {
            switch $0 {
            case .pduReceived(let pdu): [.acknowledge(pdu.id)]
            case .promptSeen(let id): [.proceed(id)]
            default: []
            }
        }
        session.line("RING")
        session.line(clip)
        return session
    }

    @Test(arguments: ["huawei", "Quectel", "ACME"])
    func `A text that comes while it rings is read and deleted, and the call goes on`(_ family: String) {
        var session = Self.ringing(family)
        session.modem.memories["SM"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"SM\",3")
        session.run(for: .seconds(2))
        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.modem.memories["SM"]?.slots.isEmpty == true)
        #expect(session.endedCalls.isEmpty)
        session.line("RING")
        session.line(Self.clip)
        session.line("NO CARRIER")

        #expect(session.missedCalls.map(\.rings) == [2])
    }

    @Test func `RING inside the answer that brings a text belongs to the call, and the text is whole`() {
        var session = Self.ringing()
        session.modem.replies["AT+CMGR=3"] = .raw(
            "\r\n+CMGR: 0,,28\r\n\r\nRING\r\n\r\n\(Self.clip)\r\n\(SamplePDU.first)\r\n\r\nOK\r\n")
        session.run(for: .seconds(3))
        session.line("+CMTI: \"SM\",3")
        session.run(for: .seconds(1))
        session.line("NO CARRIER")

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.missedCalls.map(\.rings) == [2])
    }

    @Test func `A text is sent while it rings, with RING before its prompt and NO CARRIER before its result`()
    {
        var session = Self.ringing()
        session.modem.submissionReplies = [.raw("\r\nNO CARRIER\r\n\r\n+CMGS: 7\r\n\r\nOK\r\n")]
        session.latency = .milliseconds(300)
        session.request(.submit(.sample()))
        session.line("RING")
        session.run(for: .seconds(3))

        let id = Submission.sample().id
        #expect(session.submissionEvents == [.promptSeen(id), .submitted(id, reference: 7)])
        #expect(session.missedCalls.count == 1)
    }

    @Test func `A text is sent while a call is up, and the call is still up after it`() {
        var session = Self.ringing()
        session.line("^CONN:1,0")
        session.request(.submit(.sample()))
        session.run(for: .seconds(2))
        #expect(session.endedCalls.isEmpty)
        session.line("^CEND:1,9,29,16")

        #expect(session.modem.taken.count == 1)
        #expect(session.endedCalls.map(\.outcome) == [.answered])
    }

    @Test(arguments: [["+CMS ERROR: 302"], ["+CME ERROR: 3"], ["ERROR"]])
    func `A modem that takes no text in a call says so before the prompt, and is asked nothing more`(
        _ answer: [String]
    ) {
        var session = Self.ringing()
        session.modem.replies["AT+CMGS=19"] = .lines(answer)
        session.request(.submit(.sample()))
        session.run(for: .seconds(3))

        let failures = session.submissionEvents.compactMap {
            if case .submissionFailed(_, let failure) = $0 { failure.phase } else { nil }
        }
        #expect(failures == [.beforePrompt])
        #expect(session.commands == ["AT+CMGS=19"])
        #expect(session.state == .ready)
    }
}
