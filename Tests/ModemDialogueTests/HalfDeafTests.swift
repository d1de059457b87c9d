import Telephony
import Testing

@testable import ModemDialogue

/// A modem that says OK to AT, and nothing to most of what else it is asked.
@Suite struct HalfDeafTests {
    struct Kind: CustomTestStringConvertible {
        let testDescription: String
        let replies: [(start: String, reply: ScriptedModem.Reply)]

        init(_ name: String, _ replies: [(start: String, reply: ScriptedModem.Reply)]) {
            testDescription = name
            self.replies = replies
        }
    }

    private static let verifies: (start: String, reply: ScriptedModem.Reply) =
        ("AT+CMEE", .lines(["+CMEE: 1", "OK"]))
    private static let silent: [(start: String, reply: ScriptedModem.Reply)] = [
        ("AT+", .silence), ("ATE", .silence),
    ]

    static let kinds = [
        Kind("AT alone", silent), Kind("AT and AT+CMEE?", [verifies] + silent),
        Kind("AT, ATE0 and AT+CMEE?", [verifies, ("AT+", .silence)]),
        Kind("it takes the reset too", [verifies, ("AT+CFUN", .lines(["OK"])), ("AT+", .silence)]),
    ]

    /// It may never have worked; what answers AT alone is then not known to be a modem.
    static let newKinds =
        kinds.dropFirst() + [
            Kind("all but the SIM", [("AT+CPIN", .silence)]),
            Kind("all but PDU mode", [("AT+CMGF", .silence)]),
            Kind("neither SIM nor PDU mode", [("AT+CPIN", .silence), ("AT+CMGF", .silence)]),
            Kind(
                "identity neither",
                [("AT+CGM", .silence), ("AT+CPIN", .silence), ("AT+CMGF", .silence)]),
        ]

    private func timeToAlarm(_ session: Session) throws -> Duration {
        let noticed = try #require(session.moment { $0 == .recoveryStepTaken(.attention) })
        let failed = try #require(session.moment { $0 == .recoveryStepTaken(.failed) })
        #expect(session.state == .failed)
        #expect(session.usbResets == 1)
        return noticed.duration(to: failed)
    }

    private func spoilt(_ session: Session, _ kind: Kind) -> Session {
        var session = session
        session.hasShell = true
        session.usbObstacle = nil
        session.modem.prefixReplies = kind.replies
        session.modem.replies["AT+CPMS?"] = .silence
        return session
    }

    @Test(arguments: kinds)
    func `A modem that answers AT and next to nothing else is told of within two minutes`(_ kind: Kind) throws
    {
        var session = spoilt(Session.ready(), kind)
        session.run(for: .seconds(240))

        #expect(try timeToAlarm(session) <= .seconds(120))
    }

    @Test(arguments: newKinds)
    func `So is one that was never ready`(_ kind: Kind) throws {
        var session = spoilt(Session(ScriptedModem()), kind)
        session.connect()
        session.run(for: .seconds(240))

        #expect(try timeToAlarm(session) <= .seconds(120))
    }

    @Test func `RULE 43: a modem whose SIM is busy for a minute is waited for, and nothing is reset`() {
        var modem = ScriptedModem()
        modem.queues["AT+CPIN?"] =
            Array(repeating: .lines(["+CME ERROR: 14"]), count: 19) + [.lines(["+CPIN: READY", "OK"])]
        var session = Session(modem)
        session.hasShell = true
        session.connect()
        session.run(for: .seconds(70))

        #expect(session.state == .ready)
        #expect(session.steps.isEmpty)
    }

    @Test func `A modem that leaves several commands unanswered does without them, and is not reset`() {
        var modem = ScriptedModem()
        for command in ["AT+CRC=1", "AT+CSMS?", "AT+CNMI=?", "AT+CEREG=1"] {
            modem.replies[command] = .silence
        }
        var session = Session(modem)
        session.hasShell = true
        session.connect()
        session.run(for: .seconds(90))

        #expect(session.state == .ready)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CFUN=1,1") })
    }
}
