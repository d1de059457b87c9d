import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct SIMTests {
    private static func locked() -> Session {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        modem.replies["AT+CIMI"] = .lines(["+CME ERROR: 11"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(2))
        return session
    }

    private static func unlock(_ session: inout Session) {
        session.modem.replies["AT+CPIN?"] = .lines(["+CPIN: READY", "OK"])
        session.modem.replies["AT+CIMI"] = ScriptedModem.identity["AT+CIMI"]
    }

    @Test func `A SIM that asks for its PIN is a state, told once`() {
        var session = Self.locked()
        session.run(for: .seconds(300))

        #expect(session.states == [.identifying, .needsPIN])
        #expect(session.machine.bringUp.facts.identity.iccid == "8944100000000000001")
        #expect(session.events.filter { $0 == .pinWanted(attemptsLeft: nil) }.count == 1)
        #expect(session.commands.allSatisfy { !$0.hasPrefix("AT+CPIN=") })
    }

    @Test func `The right PIN opens the SIM`() {
        var session = Self.locked()
        session.modem.replies["AT+CPIN=\"1234\""] = .lines(["OK"])
        let before = session.commands.count
        session.request(.enterPIN("1234"))
        Self.unlock(&session)
        session.run(for: .seconds(5))

        #expect(session.commands[before] == "AT+CPIN=\"1234\"")
        #expect(session.events.contains(.pinAccepted))
        #expect(session.states.last == .ready)
        #expect(session.machine.bringUp.facts.identity.imsi == "234101234567890")
    }

    @Test func `A SIM that needs a moment after the PIN is waited for`() {
        var session = Self.locked()
        session.modem.replies["AT+CPIN=\"1234\""] = .lines(["OK"])
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(4))
        Self.unlock(&session)
        session.run(for: .seconds(10))

        #expect(session.state == .ready)
        #expect(session.events.filter { $0 == .pinWanted(attemptsLeft: nil) }.count == 1)
        #expect(session.commands.filter { $0.hasPrefix("AT+CPIN=") }.count == 1)
    }

    @Test(arguments: ["+CME ERROR: 16", "+CME ERROR: incorrect password", "ERROR", "+CME ERROR: 14"])
    func `A wrong PIN is sent once, and never again`(_ refusal: String) {
        var session = Self.locked()
        session.modem.replies["AT+CPIN=\"9999\""] = .lines([refusal])
        session.request(.enterPIN("9999"))
        session.run(for: .seconds(120))
        session.request(.enterPIN("9999"))
        session.run(for: .seconds(120))

        #expect(session.commands.filter { $0 == "AT+CPIN=\"9999\"" }.count == 1)
        #expect(session.events.filter { $0 == .pinRefused(attemptsLeft: nil) }.count == 2)
        #expect(session.state == .needsPIN)
    }

    @Test func `A PIN to which the modem never answers is not sent again`() {
        var session = Self.locked()
        session.modem.replies["AT+CPIN=\"9999\""] = .silence
        session.request(.enterPIN("9999"))
        session.run(for: .seconds(300))

        #expect(session.commands.filter { $0 == "AT+CPIN=\"9999\"" }.count == 1)
        #expect(session.events.contains(.pinRefused(attemptsLeft: nil)))
    }

    @Test(arguments: ["", "12", "123456789", "12a4", "1234\"\rAT+CPWROFF"])
    func `What cannot be a PIN never reaches the modem`(_ pin: String) {
        var session = Self.locked()
        let before = session.commands.count
        session.request(.enterPIN(pin))
        session.run(for: .seconds(5))

        #expect(session.commands.count == before)
        #expect(session.events.contains(.pinRefused(attemptsLeft: nil)))
    }

    @Test func `A PIN that nobody asked for is not sent`() {
        var session = Session.ready()
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(5))

        #expect(session.commands.isEmpty)
    }

    @Test(
        arguments: [
            ("+CPIN: SIM PUK", "SIM PUK"), ("+CPIN: PH-SIM PIN", "PH-SIM PIN"),
            ("+CPIN: PH-NET PIN", "PH-NET PIN"),
        ])
    func `What only a person can give is told once, and nothing is tried`(_ line: String, _ words: String) {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines([line, "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(200))

        #expect(session.states == [.identifying, .simBlocked])
        #expect(session.events.filter { $0 == .simLocked(words) }.count == 1)
        #expect(session.commands.allSatisfy { !$0.hasPrefix("AT+CPIN=") })
    }

    @Test(arguments: ["+CME ERROR: 10", "+CME ERROR: SIM not inserted", "+CPIN: NOT INSERTED"])
    func `No SIM is a state, and one that is put in is noticed`(_ answer: String) {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(answer.hasPrefix("+CPIN") ? [answer, "OK"] : [answer])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(600))
        #expect(session.states == [.identifying, .noSIM])
        #expect(session.commands.count < 40)
        session.modem.replies["AT+CPIN?"] = nil
        session.run(for: .seconds(35))

        #expect(session.states.last == .ready)
    }

    @Test func `RULE 43: a busy SIM is asked again after 3 s`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(["+CME ERROR: 14"])
        modem.replies["AT+CSCA?"] = .lines(["+CME ERROR: 14"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(7))
        #expect(session.commands.filter { $0 == "AT+CPIN?" }.count == 3)
        session.modem.replies["AT+CPIN?"] = nil
        session.run(for: .seconds(30))

        #expect(session.states == [.identifying, .ready])
        #expect(session.commands.filter { $0 == "AT+CSCA?" }.count == 4)
    }

    @Test func `RULE 45: a SIM that is pulled out in mid-operation is noticed, and its return too`() {
        var session = Session.ready()
        session.line("+CPIN: NOT INSERTED")
        #expect(session.states == [.noSIM])
        session.line("+CPIN: READY")
        session.run(for: .seconds(3))

        #expect(
            session.states == [.noSIM, .identifying, .ready]
                || session.states == [.noSIM, .recovering, .ready])
    }
}
