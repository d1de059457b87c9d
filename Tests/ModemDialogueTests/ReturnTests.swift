import Telephony
import Testing

@testable import ModemDialogue

/// How soon a modem is in service again once it answers.
@Suite struct ReturnTests {
    /// Seconds from the last question before a hang to its beginning.
    static let phases = [0, 20, 41, 46, 50, 54.9, 55, 59.5]

    @Test(arguments: phases, [20, 21.3, 22.5])
    func `After a hang a modem is in service within two seconds of its answering again`(
        _ phase: Double, _ length: Double
    ) throws {
        var session = Session.ready()
        session.hasShell = true
        session.run(for: .seconds(phase))
        session.hang = Hang(.silent, curedBy: .nothing)
        session.run(for: .seconds(length))
        session.hang = nil
        session.forget()
        let wasNoticed = session.state != .ready
        let answers = session.now
        session.run(for: .seconds(10))

        #expect(session.state == .ready)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CFUN") })
        guard wasNoticed, let ready = session.moment({ $0 == .stateChanged(.ready, detail: nil) }) else {
            return
        }
        #expect(answers.duration(to: ready) <= .seconds(2), "\(answers.duration(to: ready))")
    }

    @Test(arguments: [0, 0.2, 0.5, 0.9, 1.2])
    func `RULE 41: a modem is in service within two seconds of its boot line, or soon after it answers`(
        _ deafness: Double
    ) throws {
        var session = Session.ready()
        session.run(for: .seconds(30))
        session.modem.hasEcho = true
        session.modem.deafUntil = session.now + .seconds(deafness)
        let booted = session.now
        session.line("RDY")
        session.run(for: .seconds(10))

        #expect(session.state == .ready)
        let ready = try #require(session.moment { $0 == .stateChanged(.ready, detail: nil) })
        #expect(
            booted.duration(to: ready) <= .seconds(max(2, deafness + 1.5)), "\(booted.duration(to: ready))")
        #expect(session.steps.isEmpty)
    }

    @Test func `RULE 15: a modem that says ERROR while it starts is waited for`() throws {
        var session = Session.ready()
        session.modem.prefixReplies = [("AT", .lines(["ERROR"]))]
        session.line("RDY")
        session.run(for: .seconds(12))
        session.modem.prefixReplies = []
        session.run(for: .seconds(2))

        #expect(session.state == .ready)
        #expect(session.reopenings == 0)
        #expect(session.commands.count < 70)
    }

    @Test(arguments: [0.4, 0.9, 1.1, 1.3, 2, 2.4, 3, 3.5])
    func `A modem that is slow and fell silent once is understood again, and not reset`(_ seconds: Double) {
        var session = Session.ready()
        session.hasShell = true
        session.modem.replies["AT+CPMS?"] = .late(
            .seconds(6), ["+CPMS: \"ME\",0,100,\"ME\",0,100,\"ME\",0,100", "OK"])
        session.latency = .seconds(seconds)
        session.run(for: .seconds(300))
        session.modem.replies["AT+CPMS?"] = nil
        session.run(for: .seconds(60))

        #expect(session.state == .ready)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CFUN") })
        #expect(session.machine.bringUp.facts.identity.imei == "490154203237518")
        #expect(session.machine.bringUp.facts.identity.manufacturer == "ACME")
    }

    @Test func `A modem that answers each command just in time is left alone`() {
        var session = Session.ready()
        session.latency = .milliseconds(4_900)
        session.run(for: .seconds(600))

        #expect(session.steps.isEmpty)
        #expect(session.commands.count <= 30)
        #expect(!session.commands.contains("AT"))
    }

    @Test func `Hangs that come at a bad time do not end the questions that find them`() {
        var session = Session.ready()
        session.hasShell = true
        for _ in 0..<6 {
            session.run(for: .seconds(50))
            session.hang = Hang(.silent, curedBy: .nothing)
            session.run(for: .seconds(25))
            session.hang = nil
            session.run(for: .seconds(20))
        }
        session.forget()
        session.run(for: .seconds(130))

        #expect(session.commands.contains("AT+CPMS?"))
        #expect(session.commands.contains("AT+CSQ"))
    }
}
