import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct NetworkReadingTests {
    private static let unset = ScriptedModem.Reply.lines(["+CCLK: \"80/01/06,00:00:10+00\"", "OK"])
    private static let set = ScriptedModem.Reply.lines(["+CCLK: \"26/11/21,06:00:00+04\"", "OK"])

    private static func up(_ replies: [String: ScriptedModem.Reply]) -> Session {
        var modem = ScriptedModem()
        modem.replies = replies
        return Session.ready(modem)
    }

    private static func readings(_ session: Session) -> [String] {
        session.events.compactMap { if case .clockRead(let text) = $0 { text } else { nil } }
    }

    // MARK: The clock

    @Test(
        arguments: [
            ("ACME", "X", ["AT+CTZU=3"]), ("SIMCOM", "SIM800", ["AT+CLTS=1"]),
            ("Quectel", "EC25", ["AT+CTZU=3"]),
        ])
    func `The network may set the clock of the modem`(_ maker: String, _ model: String, _ sent: [String]) {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([maker, "OK"])
        modem.replies["AT+CGMM"] = .lines([model, "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))

        #expect(session.commands.filter { $0.hasPrefix("AT+CTZU") || $0.hasPrefix("AT+CLTS") } == sent)
        #expect(session.commands.contains("AT+CTZR=1"))
        #expect(session.commands.contains("AT+CCLK?"))
    }

    @Test func `A modem of the standard is asked for local time in the standard's way`() {
        var session = Session(ScriptedModem())
        session.modem.replies["AT+CTZU=3"] = .lines(["ERROR"])
        session.connect()
        session.run(for: .seconds(5))

        #expect(session.commands.filter { $0.hasPrefix("AT+CTZU") } == ["AT+CTZU=3", "AT+CTZU=1"])
    }

    @Test(arguments: [
        "+CTZV: +04", "+CTZE: \"+04\",0,\"2026/11/21,06:00:00\"", "+CTZU: \"26/11/21,05:00:00\",+04,1",
        "+NITZ: 2026/11/21,05:00:00+04,0", "*PSUTTZ: 2026, 11, 21, 5, 0, 0,\"+4\", 0",
        "^NWTIME: 26/11/21,05:00:00+04,00",
    ])
    func `A line that tells of the network's time has the clock read`(_ line: String) {
        var session = Self.up(["AT+CCLK?": Self.unset])
        session.run(for: .seconds(70))
        session.modem.replies["AT+CCLK?"] = Self.set
        session.run(for: .seconds(1))
        session.forget()
        session.line(line)
        session.run(for: .seconds(90))

        #expect(Self.readings(session) == ["26/11/21,06:00:00+04"])
    }

    @Test func `A flood of such lines has the clock read once a minute`() {
        var session = Self.up(["AT+CCLK?": Self.set])
        session.forget()
        for _ in 0..<600 {
            session.line("+CTZV: +04")
            session.run(for: .milliseconds(100))
        }

        #expect(session.commands.filter { $0 == "AT+CCLK?" }.count <= 2)
    }

    @Test func `A clock that was not set is looked at a few times, then once an hour`() {
        var session = Self.up(["AT+CCLK?": Self.unset])
        session.run(for: .seconds(1_200))
        #expect(session.commands.filter { $0 == "AT+CCLK?" }.count == 5)
        session.run(for: .seconds(7_200))

        #expect((6...7).contains(session.commands.filter { $0 == "AT+CCLK?" }.count))
        #expect(Self.readings(session).isEmpty)
    }

    @Test func `A clock that is set is not asked for again`() {
        var session = Self.up(["AT+CCLK?": Self.set])
        session.run(for: .seconds(7_200))

        #expect(!session.commands.contains("AT+CCLK?"))
    }

    @Test func `A modem without a clock is not asked for it again`() {
        var session = Self.up(["AT+CCLK?": .lines(["+CME ERROR: 4"])])
        session.run(for: .seconds(7_200))

        #expect(session.commands.filter { $0 == "AT+CCLK?" }.count <= 1)
    }

    // MARK: The signal

    @Test func `Where AT+CSQ does not know, AT+CESQ is asked`() {
        var session = Self.up([
            "AT+CSQ": .lines(["+CSQ: 99,99", "OK"]), "AT+CESQ": .lines(["+CESQ: 99,99,255,255,31,70", "OK"]),
        ])
        session.run(for: .seconds(300))

        #expect(session.events.contains(.signalChanged(-71)))
        #expect(session.commands.filter { $0 == "AT+CSQ" }.count == 0)
    }

    @Test(arguments: [["ERROR"], ["+CESQ: 99,99,255,255,255,255", "OK"], ["OK"]])
    func `Where AT+CESQ knows no more, AT+CSQ it remains`(_ answer: [String]) {
        var session = Self.up(["AT+CSQ": .lines(["+CSQ: 99,99", "OK"]), "AT+CESQ": .lines(answer)])
        session.run(for: .seconds(600))

        #expect(session.commands.filter { $0 == "AT+CESQ" }.count == 1)
        #expect(session.commands.filter { $0 == "AT+CSQ" }.count >= 8)
    }

    @Test func `A modem that AT+CESQ freezes is asked AT+CSQ again`() {
        var session = Self.up(["AT+CSQ": .lines(["+CSQ: 99,99", "OK"]), "AT+CESQ": .silence])
        session.run(for: .seconds(600))

        #expect(session.state == .ready)
        #expect(session.commands.filter { $0 == "AT+CESQ" }.count == 1)
        #expect(session.commands.filter { $0 == "AT+CSQ" }.count >= 7)
    }

    @Test func `An idle modem is asked for no more than three things a minute`() {
        for replies in [[:], ["AT+CCLK?": Self.unset, "AT+CSQ": .lines(["+CSQ: 99,99", "OK"])]] {
            var session = Self.up(replies)
            session.run(for: .seconds(600))
            #expect(session.commands.count <= 30)
        }
    }

    // MARK: Calls

    @Test(arguments: [
        ("+CREG: 1,1", nil), ("+CREG: 1,5", nil), ("+CREG: 1,9", nil),
        ("+CREG: 1,6", "The network takes texts from this SIM and no calls."),
        ("+CREG: 1,7", "The network takes texts from this SIM and no calls."),
        ("+CREG: 1,0", "The SIM is registered for data and texts only: calls may not come in."),
        ("+CREG: 1,3", "The SIM is registered for data and texts only: calls may not come in."),
    ])
    func `A line on which calls may not come in says so`(_ answer: String, _ words: String?) {
        let session = Self.up(["AT+CREG?": .lines([answer, "OK"])])

        #expect(session.machine.currentState == (.ready, words))
    }

    @Test func `Calls that can come again are said too`() {
        var session = Self.up(["AT+CREG?": .lines(["+CREG: 1,0", "OK"])])
        session.line("+CREG: 1")

        #expect(session.events.contains(.stateChanged(.ready, detail: nil)))
    }
}
