import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct LinkTests {
    @Test func `Idle, a modem sees at most three lines a minute`() {
        var session = Session.ready()
        session.run(for: .seconds(600))

        #expect(session.commands.count <= 30)
        #expect(Set(session.commands) == ["AT+CPMS?", "AT+CSQ"])
        #expect(session.wakeUps <= 40)
        #expect(session.events.isEmpty)
    }

    @Test(arguments: [(10, 12), (30, 4), (600, 1)])
    func `How often an idle modem is looked at can change while it runs`(_ seconds: Int, _ looks: Int) {
        var session = Session.ready()
        session.run(for: .seconds(1))
        session.forget()
        session.request(.lookEvery(.seconds(seconds)))
        session.run(for: .seconds(121))
        #expect(session.commands.count { $0 == "AT+CSQ" } == looks)

        session.disconnect()
        session.connect()
        session.run(for: .seconds(5))
        session.forget()
        session.run(for: .seconds(600))
        #expect(session.commands.count { $0 == "AT+CSQ" } == 600 / seconds)
    }

    @Test func `RULE 14: after silence ESC, a pause, and AT until exactly one OK`() {
        var session = Session.ready()
        session.modem.replies["AT+CSQ"] = .silence
        session.run(for: .seconds(66))
        session.modem.replies["AT+CSQ"] = nil
        session.run(for: .seconds(10))

        let escape = session.commands.firstIndex(of: "\u{1B}") ?? 0
        #expect(
            session.commands[(escape - 1)...].prefix(5) == ["AT+CSQ", "\u{1B}", "AT", "AT+CMEE?", "ATE0"])
        #expect(session.state == .ready)
        #expect(session.reopenings == 0)
    }

    @Test(arguments: [5.01, 5.05, 5.15, 5.21, 5.3, 5.4, 6])
    func `RULE 14: an OK that comes after its deadline is never paired with the next command`(
        _ seconds: Double
    ) {
        var session = Session.ready()
        session.modem.replies["AT+CPMS?"] = .late(
            .seconds(seconds), ["+CPMS: \"ME\",77,100,\"ME\",77,100,\"ME\",77,100", "OK"])
        session.run(for: .seconds(66))
        session.modem.replies["AT+CPMS?"] = nil
        session.run(for: .seconds(30))

        #expect(session.state == .ready)
        // Each command of the second bring-up got the answer that is its own.
        #expect(session.machine.bringUp.facts.identity.imei == "490154203237518")
        #expect(session.machine.bringUp.facts.identity.manufacturer == "ACME")
        #expect(session.machine.bringUp.facts.identity.iccid == "8944100000000000001")
    }

    @Test func `RULE 14: an OK beside that of AT was a late one, and AT is sent again`() {
        var session = Session.ready()
        session.modem.replies["AT+CSQ"] = .silence
        while !session.commands.contains("AT") { session.run(for: .milliseconds(1)) }
        session.schedule("\r\n+CSQ: 20,99\r\n\r\nOK\r\n", at: session.now + .milliseconds(5))
        session.run(for: .seconds(10))

        let resynchronised = session.commands.drop { $0 != "\u{1B}" }.prefix(5)
        #expect(resynchronised == ["\u{1B}", "AT", "AT", "AT+CMEE?", "ATE0"])
        #expect(session.state == .ready)
    }

    @Test func `A command that freezes the modem is left out from then on`() {
        var modem = ScriptedModem()
        modem.replies["AT+CRC=1"] = .silence
        modem.replies["AT+CNMI=?"] = .silence
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(60))

        #expect(session.state == .ready)
        #expect(session.commands.filter { $0 == "AT+CRC=1" }.count == 1)
        #expect(session.commands.filter { $0 == "AT+CNMI=?" }.count == 1)
        #expect(session.reopenings == 0)
    }

    @Test func `Every step of the script may freeze the modem once`() {
        let usual = Session.ready()
        var first = Session(usual.modem)
        first.modem = ScriptedModem()
        first.connect()
        first.run(for: .seconds(5))
        let commands = Set(first.commands).subtracting(["AT", "AT+CPIN?", "AT+CMGF=0"]).sorted()
        for command in TestDepth.some(of: commands, oneOf: 5) {
            var modem = ScriptedModem()
            modem.replies[command] = .silence
            var session = Session(modem)
            session.connect()
            session.run(for: .seconds(130))
            #expect(session.state == .ready, "\(command)")
            #expect(session.reopenings == 0, "\(command)")
        }
    }

    @Test func `A port on which nothing answers is tried again, ever more slowly, and opened anew`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("", .silence)]
        var session = Session(modem)
        session.connect()
        for _ in 0..<20 {
            let before = session.reopenings
            session.run(for: .seconds(180))
            if session.reopenings > before {
                session.disconnect()
                session.connect()
            }
        }

        #expect(session.states.contains(.failed))
        #expect(session.reopenings >= 3)
        // An hour: five AT a minute at the most.
        #expect(session.commands.count < 600)
    }

    @Test func `A port full of garbage is no modem, fills no log and is no busy loop`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("", .silence)]
        var session = Session(modem)
        session.connect()
        for second in 0..<120 {
            session.receive(
                "$GPRMC,092750.000,A,5321.6802,N,00630.3372,W,0.02,31.66,280511,,,A*\(second)\r\n")
            session.receive(octets: (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ second) })
            session.run(for: .seconds(1))
        }

        #expect(session.state == .failed)
        #expect(session.notes.count < 80)
        #expect(session.wakeUps < 400)
        #expect(session.callEvents.isEmpty)
    }

    @Test func `A modem that hangs in mid-operation is recovering, and ready again when it answers`() {
        var session = Session.ready()
        session.hasShell = true
        session.modem.prefixReplies = [("", .silence)]
        session.run(for: .seconds(75))
        #expect(Set(session.states) == [.recovering])
        session.modem.prefixReplies = []
        session.run(for: .seconds(40))

        #expect(session.states.last == .ready)
    }

    @Test func `RULE 42: a boot line in mid-operation is a restart, and everything is set again`() {
        var session = Session.ready()
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.line("RDY")
        session.run(for: .seconds(10))

        #expect(session.events.contains(.restarted))
        #expect(session.endedCalls.map(\.outcome) == [.unknown])
        #expect(session.states.last == .ready)
        #expect(session.commands.contains("AT+CLIP=1"))
    }

    @Test func `RULE 42: a modem that restarts again and again is told of with its power supply`() {
        var session = Session.ready()
        for _ in 0..<4 {
            session.line("+KSUP: 0")
            session.run(for: .seconds(20))
        }
        let details = session.events.compactMap {
            if case .stateChanged(_, let detail) = $0 { detail } else { nil }
        }

        #expect(session.events.filter { $0 == .restarted }.count == 4)
        #expect(details.contains { $0.contains("power") })
    }

    @Test(arguments: ["Call Ready", "SMS Ready", "PB DONE", "+QIND: SMS DONE", "+PBREADY"])
    func `RULE 41: lines of a later stage of the start are no restart`(_ line: String) {
        var session = Session.ready()
        session.line(line)
        session.run(for: .seconds(5))

        #expect(session.events.isEmpty)
        #expect(session.commands.isEmpty)
    }

    @Test func `RULE 41: a modem that is still starting when it is found is brought up when it has`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("", .silence)]
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(14))
        session.modem.prefixReplies = []
        session.line("*ATREADY: 1")
        session.line("+CPIN: READY")
        session.run(for: .seconds(3))

        #expect(session.state == .ready)
        #expect(!session.events.contains(.restarted))
    }

    @Test func `RULE 16: unknown lines are logged and nothing else`() {
        var session = Session.ready()
        for line in ["^WHATEVER: 1,2", "hello", "%%%", "+XYZZY", "1,", "AT: 1,3"] { session.line(line) }
        session.run(for: .seconds(5))

        #expect(session.events.isEmpty)
        #expect(session.commands.isEmpty)
    }

    @Test func `Asked to finish, the command in flight is finished and nothing follows`() {
        var session = Session.ready()
        session.modem.replies["AT+CPMS?"] = .late(.seconds(1), ["+CPMS: \"ME\",0,100", "OK"])
        session.run(for: .seconds(61))
        session.forget()
        session.run(until: session.now + .seconds(60))
        session.request(.finish)
        session.run(for: .seconds(300))

        #expect(session.isFinished)
        #expect(session.commands.count <= 4)
    }

    @Test func `Asked to finish at rest, it is finished at once`() {
        var session = Session.ready()
        session.request(.finish)
        #expect(session.isFinished)
        session.run(for: .seconds(300))

        #expect(session.commands.isEmpty)
    }

    @Test func `What is not ready answers a submission at once`() {
        var session = Session()
        session.connect()
        session.request(.submit(.sample()))

        let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
        #expect(session.submissionEvents == [.submissionFailed(Submission.sample().id, failure)])
    }

    @Test func `A port that goes ends open calls as unknown and is gone`() {
        var session = Session.ready()
        session.line("RING")
        session.disconnect()

        #expect(session.endedCalls.map(\.outcome) == [.unknown])
        #expect(session.state == .gone)
        #expect(session.actions.last == .wake(at: nil))
    }

    @Test func `Any octets at all leave a machine that works`() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<15 {
            var session = Session.ready()
            for _ in 0..<20 {
                let octets = (0..<Int.random(in: 1...200, using: &generator)).map { _ in
                    UInt8.random(in: 0...255, using: &generator)
                }
                session.receive(octets: octets)
                session.run(for: .milliseconds(300))
            }
            session.receive("\r\n")
            session.run(for: .seconds(200))
            session.line("+CPIN: READY")
            session.run(for: .seconds(60))
            #expect([.ready, .registering].contains(session.state))
        }
    }
}

/// The same numbers in each run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}
