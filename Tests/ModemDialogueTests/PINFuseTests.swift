import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct PINFuseTests {
    private static func locked(_ counter: String?, maker: String = "ACME", model: String = "Generic 1")
        -> Session
    {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([maker, "OK"])
        modem.replies["AT+CGMM"] = .lines([model, "OK"])
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        modem.replies["AT+CIMI"] = .lines(["+CME ERROR: 11"])
        refuseCounters(&modem)
        if let counter, let command = command(of: counter) {
            modem.replies[command] = .lines([counter, "OK"])
        }
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(3))
        return session
    }

    private static let counters = [
        "+CPINR": "AT+CPINR", "^CPIN": "AT^CPIN?", "+QPINC": "AT+QPINC?", "+SPIC": "AT+SPIC",
        "#PCT": "AT#PCT",
        "+UPINCNT": "AT+UPINCNT", "^SPIC": "AT^SPIC", "+CPINC": "AT+CPINC?", "+ZPINPUK": "AT+ZPINPUK=?",
        "*EPIN": "AT*EPIN?", "+XPINCNT": "AT+XPINCNT", "%PINNUM": "AT%PINNUM?",
        "PIN1=3; PUK1=10": "AT+CPNNUM",
    ]

    private static func command(of line: String) -> String? {
        counters[InformationResponse(line: line)?.prefix ?? line]
    }

    private static func refuseCounters(_ modem: inout ScriptedModem) {
        for command in counters.values + ["AT+CPINC"] { modem.replies[command] = .lines(["ERROR"]) }
    }

    private static func wishes(_ session: Session) -> [LineEvent] {
        session.events.filter {
            switch $0 {
            case .pinWanted, .pinRefused, .pinAccepted: true
            default: false
            }
        }
    }

    @Test(
        arguments: [
            ("ACME", "Generic 1", "+CPINR: SIM PIN,3,3"), ("ACME", "Generic 1", "^CPIN: SIM PIN,3,10,3,10,3"),
            ("ACME", "Generic 1", "+QPINC: \"SC\",3,10"), ("ACME", "Generic 1", "+ZPINPUK: 3,10"),
            ("ACME", "Generic 1", "*EPIN: 3,10,3,10"), ("ACME", "Generic 1", "PIN1=3; PUK1=10"),
            ("ACME", "Generic 1", "+CPINC: 3,3,10,10"), ("ACME", "Generic 1", "%PINNUM: 3,10,3,10"),
            ("huawei", "E3531", "^CPIN: SIM PIN,3,10,3,10,3"), ("SIMCOM", "SIM7600", "+SPIC: 3,10,3,10"),
            ("SIMCOM", "SIM800", "+SPIC: 3,10,3,10"), ("Quectel", "EC25", "+QPINC: \"SC\",3,10"),
            ("Telit", "LE910", "#PCT: 3"), ("u-blox", "SARA", "+UPINCNT: 3,3,10,10"),
            ("Cinterion", "EHS6", "^SPIC: 3"), ("Quectel", "EC25", "+CPINR: SIM PIN,3,3"),
        ])
    func `The attempts that are left are asked for before the PIN is`(
        _ maker: String, _ model: String, _ line: String
    ) {
        let session = Self.locked(line, maker: maker, model: model)

        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: 3)])
        #expect(session.states == [.identifying, .needsPIN])
    }

    @Test func `Of a modem that does not tell them the attempts are not known`() {
        #expect(Self.wishes(Self.locked(nil)) == [.pinWanted(attemptsLeft: nil)])
    }

    @Test func `A modem of a known family is asked in its own dialect and in the standard's`() {
        let session = Self.locked(nil, maker: "Telit", model: "LE910")

        #expect(session.commands.filter(Self.counters.values.contains) == ["AT#PCT", "AT+CPINR"])
    }

    @Test func `Once one command has told, no other is sent`() {
        let session = Self.locked("+CPINR: SIM PIN,3,3")

        #expect(session.commands.filter(Self.counters.values.contains) == ["AT+CPINR"])
    }

    @Test func `A modem that such a question freezes is asked no other, and still asks for its PIN`() {
        var modem = Self.locked(nil).modem
        modem.replies["AT+CPINR"] = .silence
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(60))

        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: nil)])
        #expect(session.commands.filter(Self.counters.values.contains) == ["AT+CPINR"])
    }

    @Test func `Few attempts are said in the state, with what to do`() {
        let session = Self.locked("+CPINR: SIM PIN,2,3")

        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: 2)])
        #expect(session.machine.currentState.1?.hasPrefix("The SIM has 2 attempts left.") == true)
    }

    @Test func `After a wrong PIN the attempts are counted again`() {
        var session = Self.locked("+CPINR: SIM PIN,3,3")
        session.forget()
        session.modem.replies["AT+CPIN=\"9999\""] = .lines(["+CME ERROR: 16"])
        session.modem.replies["AT+CPINR"] = .lines(["+CPINR: SIM PIN,2,3", "OK"])
        session.request(.enterPIN("9999"))
        session.run(for: .seconds(3))

        #expect(Self.wishes(session) == [.pinRefused(attemptsLeft: 2)])
        #expect(
            session.machine.currentState.1?.hasPrefix("The PIN was wrong. The SIM has 2 attempts") == true)
    }

    @Test func `The last wrong PIN leaves none`() {
        var session = Self.locked("+CPINR: SIM PIN,3,3")
        session.forget()
        session.modem.replies["AT+CPIN=\"9999\""] = .lines(["+CME ERROR: 12"])
        session.modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PUK", "OK"])
        session.request(.enterPIN("9999"))
        session.run(for: .seconds(3))

        #expect(Self.wishes(session) == [.pinRefused(attemptsLeft: 0)])
        #expect(session.state == .simBlocked)
    }

    @Test func `A try whose answer was lost is wanted again once where no attempt is missing`() {
        var session = Self.locked("+CPINR: SIM PIN,3,3")
        session.forget()
        session.modem.replies["AT+CPIN=\"1234\""] = .silence
        session.house = { if case .pinWanted = $0 { [.enterPIN("1234")] } else { [] } }
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(300))

        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: 3), .pinRefused(attemptsLeft: 3)])
        #expect(session.commands.filter { $0 == "AT+CPIN=\"1234\"" }.count == 2)
    }

    @Test func `A try whose answer was lost counts as wrong where an attempt is missing`() {
        var session = Self.locked("+CPINR: SIM PIN,3,3")
        session.forget()
        session.modem.replies["AT+CPIN=\"1234\""] = .silence
        session.modem.replies["AT+CPINR"] = .lines(["+CPINR: SIM PIN,2,3", "OK"])
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(300))

        #expect(Self.wishes(session) == [.pinRefused(attemptsLeft: 2)])
        #expect(session.commands.filter { $0 == "AT+CPIN=\"1234\"" }.count == 1)
    }

    @Test func `RULE 45: another SIM that is put in while the modem runs has its own name`() {
        var session = Session.ready()
        session.line("+CPIN: NOT INSERTED")
        session.modem.replies["AT+CCID"] = .lines(["+CCID: 8944100000000000002", "OK"])
        session.modem.replies["AT+CIMI"] = .lines(["234109999999999", "OK"])
        session.line("+CPIN: READY")
        session.run(for: .seconds(5))

        let identities = session.events.compactMap {
            if case .identified(let identity) = $0 { identity } else { nil }
        }
        #expect(identities.last?.iccid == "8944100000000000002")
        #expect(identities.last?.imsi == "234109999999999")
        #expect(session.state == .ready)
    }

    @Test func `RULE 45: the PIN of another SIM is asked for under its own name, with its own attempts`() {
        var session = Self.locked("+CPINR: SIM PIN,2,3")
        session.modem.replies["AT+CPIN?"] = .lines(["+CME ERROR: 10"])
        session.run(for: .seconds(40))
        session.modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        session.modem.replies["AT+CPINR"] = .lines(["+CPINR: SIM PIN,3,3", "OK"])
        session.modem.replies["AT+CCID"] = .lines(["+CCID: 8944100000000000002", "OK"])
        session.forget()
        session.run(for: .seconds(40))

        let identities = session.events.compactMap {
            if case .identified(let identity) = $0 { identity } else { nil }
        }
        #expect(identities.map(\.iccid) == ["8944100000000000002"])
        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: 3)])
    }

    @Test func `A PIN given while the attempts are counted is not sent`() {
        var modem = Self.locked(nil).modem
        modem.replies["AT+CPINR"] = .late(.seconds(2), ["+CPINR: SIM PIN,2,3", "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(1))
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(5))

        #expect(Self.wishes(session) == [.pinWanted(attemptsLeft: 2)])
        #expect(session.commands.allSatisfy { !$0.hasPrefix("AT+CPIN=") })
    }

    @Test func `A late prompt in the middle of a try does not send the PIN twice`() {
        var session = Session.ready()
        session.modem.prefixReplies = [("AT+CMGS", .silence)]
        session.request(.submit(.sample()))
        while !session.events.contains(.stateChanged(.recovering, detail: nil)) {
            session.run(for: .milliseconds(100))
        }
        session.run(for: .seconds(3))
        #expect(session.state == .ready)
        session.modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        session.modem.replies["AT+CPIN=\"1234\""] = .silence
        session.line("+CPIN: NOT INSERTED")
        session.line("+CPIN: READY")
        session.run(for: .seconds(5))
        session.request(.enterPIN("1234"))
        session.receive("\r\n> ")
        session.run(for: .seconds(120))

        #expect(session.commands.filter { $0 == "AT+CPIN=\"1234\"" }.count == 1)
        #expect(session.events.contains(.pinRefused(attemptsLeft: nil)))
    }
}
