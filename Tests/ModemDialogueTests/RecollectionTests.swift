import Telephony
import Testing

@testable import ModemDialogue

/// A modem that answers nonsense while it is set up again, and comes to its senses afterwards.
@Suite struct RecollectionTests {
    private static let nonsense: [(start: String, reply: ScriptedModem.Reply)] = [
        ("AT+CMEE", .lines(["+CMEE: 1", "OK"])), ("AT+CPIN", .lines(["+CPIN: READY", "OK"])),
        ("AT+", .lines(["ERROR"])),
    ]

    /// It has restarted, and is set up while it refuses all but that its SIM is there.
    private func confused() -> Session {
        var session = Session.ready()
        session.modem.prefixReplies = Self.nonsense
        session.modem.replies = [:]
        session.receive("\r\nRDY\r\n")
        session.run(for: .seconds(3))
        return session
    }

    private func setUps(_ session: Session) -> Int {
        session.commands.count { $0 == "AT+CIMI" }
    }

    @Test func `A modem that does not tell whose it is any more is set up again, and has its line back`()
        throws
    {
        var session = confused()
        #expect(session.state == .ready)
        session.modem.prefixReplies = []
        session.modem.replies = ScriptedModem().replies
        session.forget()
        session.run(for: Recollection.waits[0] + .seconds(2))

        let told = session.events.compactMap {
            if case .identified(let identity) = $0 { identity } else { nil }
        }
        #expect(told.last?.imsi == "234101234567890")
        #expect(told.last?.imei == "490154203237518")
        #expect(session.state == .ready)
    }

    @Test func `One that goes on not telling is asked a few times, and taken as it is`() {
        var session = confused()
        let before = setUps(session)
        session.run(for: .seconds(3_600))

        #expect(setUps(session) == before + Recollection.waits.count)
        #expect(session.state == .ready)
    }

    @Test func `While a call rings it is left alone`() {
        var session = confused()
        let before = setUps(session)
        session.modem.calls = []
        for _ in 0..<4 {
            session.line("RING")
            session.run(for: .seconds(2))
        }

        #expect(setUps(session) == before)
    }

    @Test func `While a text is on its way it is left alone, and set up afterwards`() {
        var session = confused()
        session.modem.prefixReplies = []
        session.modem.replies = ScriptedModem().replies
        session.modem.submissionReplies = [.late(.seconds(40), ["+CMGS: 7", "OK"])]
        session.house = { if case .promptSeen(let id) = $0 { [.proceed(id)] } else { [] } }
        session.forget()
        session.request(.submit(.sample()))
        session.run(for: .seconds(39))
        #expect(setUps(session) == 0)
        session.run(for: .seconds(30))

        #expect(session.submissionEvents.last == .submitted(Submission.sample().id, reference: 7))
        #expect(setUps(session) == 1)
    }

    @Test func `One that never told is not asked for it again`() {
        var modem = ScriptedModem()
        for command in ["AT+CIMI", "AT+CCID", "AT+CGSN"] { modem.replies[command] = .lines(["ERROR"]) }
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(600))

        #expect(setUps(session) == 1)
    }
}
