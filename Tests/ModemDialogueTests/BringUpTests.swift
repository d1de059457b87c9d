import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct BringUpTests {
    private static func up(_ modem: ScriptedModem, seconds: Int = 10) -> Session {
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(seconds))
        return session
    }

    @Test func `A modem that answers is identified, registered and ready`() {
        let session = Self.up(ScriptedModem())

        #expect(session.states == [.identifying, .ready])
        let identity = ModemIdentity(
            manufacturer: "ACME", model: "Generic 1", firmware: "1.0", imei: "490154203237518",
            iccid: "8944100000000000001", imsi: "234101234567890", family: "generic")
        #expect(session.events.contains(.identified(identity)))
        #expect(session.events.contains(.registrationChanged(.home)))
        #expect(session.events.contains(.operatorChanged("ACME Mobile")))
        #expect(session.events.contains(.signalChanged(-73)))
        #expect(session.events.contains(.clockRead("26/03/14,09:26:53+00")))
        #expect(session.events.contains(.storageChanged(.init(name: "ME", used: 0, total: 100))))
    }

    @Test func `At 10 ms a command the modem is ready in well under 0,8 s`() {
        var session = Session()
        session.connect()
        while session.state != .ready, session.now < .zero + .seconds(2) {
            session.run(for: .milliseconds(5))
        }

        #expect(session.now < .zero + .milliseconds(400))
        // Octets of both directions at 115,200 baud take the rest.
        let octets = session.commands.reduce(0) { $0 + $1.utf8.count * 2 + 60 }
        #expect(octets < 3500)
    }

    @Test func `A modem that says OK to everything and nothing else is ready too`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("AT", .lines(["OK"]))]
        let session = Self.up(modem, seconds: 2)

        #expect(session.state == .ready)
    }

    @Test(arguments: [
        "ERROR", "+CME ERROR: 3", "+CMS ERROR: 302", "COMMAND NOT SUPPORT", "NA", "+EXT ERROR: 1",
    ])
    func `RULE 12: a modem that refuses all that is only nice to have goes on`(_ refusal: String) {
        var modem = ScriptedModem()
        for command in ["AT", "ATE0", "AT+CPIN?", "AT+CMGF=0"] {
            modem.replies[command] = ScriptedModem.identity[command] ?? .lines(["OK"])
        }
        modem.prefixReplies = [("AT", .lines([refusal]))]
        let session = Self.up(modem)

        #expect(session.state == .ready)
        #expect(session.reopenings == 0)
    }

    @Test func `RULE 9: a modem that keeps its echo is understood`() {
        var modem = ScriptedModem()
        modem.replies["ATE0"] = .lines(["ERROR"])
        var session = Self.up(modem)
        #expect(session.state == .ready)
        session.house = { if case .promptSeen(let id) = $0 { [.proceed(id)] } else { [] } }
        session.request(.submit(.sample()))
        session.run(for: .seconds(1))

        #expect(session.submissionEvents.last == .submitted(Submission.sample().id, reference: 1))
    }

    @Test func `RULE 13: an answer to AT+CPIN? without OK is closed by silence`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: READY"])
        let session = Self.up(modem)

        #expect(session.state == .ready)
        #expect(!session.notes.contains { $0.text.hasPrefix("No answer") })
    }

    @Test func `A modem that answers in numbers is told to use words`() {
        var modem = ScriptedModem()
        modem.hasEcho = false
        modem.replies["AT"] = .raw("0\r")
        let session = Self.up(modem)

        #expect(session.commands.prefix(2) == ["AT", "ATV1"])
        #expect(session.state == .ready)
    }

    @Test func `The answer to a command of a process before is not taken for ours`() {
        var session = Session()
        session.schedule("\r\n+CPMS: \"ME\",0,23\r\n\r\nOK\r\n", at: .zero + .milliseconds(1))
        session.connect()
        session.run(for: .seconds(10))

        #expect(session.state == .ready)
        #expect(session.machine.bringUp.facts.identity.imei == "490154203237518")
        #expect(session.machine.bringUp.facts.identity.manufacturer == "ACME")
    }

    @Test func `A modem left at its prompt by a process before is freed`() {
        var modem = ScriptedModem()
        modem.isAtPrompt = true
        let session = Self.up(modem)

        #expect(session.state == .ready)
        #expect(session.commands.contains("\u{1B}"))
        #expect(session.modem.taken.isEmpty)
    }

    @Test func `RULE 15: a modem that sleeps is woken before a command, and only that one`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["BenQ", "OK"])
        var sleeping = Session.ready(modem)
        sleeping.run(for: .seconds(120))
        var waking = Session.ready()
        waking.run(for: .seconds(120))

        #expect(sleeping.commands.filter { $0 == "AT" }.count == 2)
        #expect(sleeping.commands.count <= 6)
        #expect(!waking.commands.contains("AT"))
    }

    @Test func `RULE 15: the wake-up may be lost`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["BenQ", "OK"])
        var session = Session.ready(modem)
        session.modem.replies["AT"] = .silence
        session.run(for: .seconds(61))

        #expect(session.state == .ready)
        #expect(session.commands.contains("AT+CPMS?"))
    }

    @Test func `RULE 47: call notices are never silenced to quieten the signal readings`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["huawei", "OK"])
        let session = Self.up(modem)

        #expect(!session.commands.contains { $0.hasPrefix("AT^CURC") })
    }

    @Test(
        arguments: [
            ("huawei", "E1750", "Huawei"), ("SIMCOM_Ltd", "SIMCOM_SIM800L", "SIMCom 2G"),
            ("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", "SIMCom 4G"),
            ("INCORPORATED", "A7682E", "SIMCom 4G"),
            ("Quectel", "EC25", "Quectel LTE"), ("Quectel_Ltd", "Quectel_M26", "Quectel 2G"),
            ("FOXCOM", "MODEM", "generic"), ("FOXCOM MODEM", "Quectel_M26", "Quectel 2G"),
            ("WAVECOM MODEM", "MULTIBAND  900E  1800", "Wavecom"),
            ("Sierra Wireless", "HL7812", "Sierra HL"),
            ("Sierra Wireless, Incorporated", "MC7455", "Sierra Wireless"),
            ("Telit", "LE910", "Telit"), ("Option N.V.", "GTM382", "Option"), ("", "", "generic"),
        ])
    func `RULE 48: the name only settles what cannot be asked`(
        _ manufacturer: String, _ model: String, _ profile: String
    ) {
        #expect(ModemFamilies.builtIn.profile(manufacturer: manufacturer, model: model).name == profile)
    }

    @Test(
        arguments: [
            ("Quectel", "EG25", "AT+QINDCFG=\"ccinfo\",1,0", "AT^DSCI=1"),
            ("SIMCOM", "SIM7600", "AT+CLCC=1", "AT^DSCI=1"),
            ("u-blox", "SARA", "AT+UCALLSTAT=1", "AT+CLCC=1"), ("Telit", "LE910", "AT#ECAM=1", "AT+CLCC=1"),
        ])
    func `RULE 68: richer call lines are switched on, one kind of them`(
        _ manufacturer: String, _ model: String, _ sent: String, _ notSent: String
    ) {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([manufacturer, "OK"])
        modem.replies["AT+CGMM"] = .lines([model, "OK"])
        let session = Self.up(modem)

        #expect(session.commands.contains(sent))
        #expect(!session.commands.contains(notSent))
    }

    @Test func `RULE 68: where ccinfo is refused, ^DSCI is asked for`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["Quectel", "OK"])
        modem.replies["AT+QINDCFG=\"ccinfo\",1,0"] = .lines(["ERROR"])
        let session = Self.up(modem)

        #expect(session.commands.contains("AT^DSCI=1"))
    }

    // MARK: Indications and memories

    @Test(
        arguments: [
            ("+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)", [2, 1, 0, 1, 0]),
            ("+CNMI: (0,1,2),(0,1),(0,2),(0),(1)", [2, 1, 0, 0, 1]),
            ("+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)", [2, 1, 0, 2, 1]),
            ("+CNMI: (0,1),(0,1),(0,2),(0,1),(0)", [1, 1, 0, 1, 0]),
            ("+CNMI: (2),(2,3),(0),(0,1),(0)", [2, 2, 0, 1, 0]),
        ])
    func `RULE 50: the first rung follows what the modem lists, stored delivery before direct`(
        _ line: String, _ rung: [Int]
    ) {
        let values = SupportedValues(line: line, prefix: "+CNMI")
        #expect(IndicationLadder.rungs(values, .generic).first == rung)
    }

    @Test(arguments: [[2, 1, 2, 1, 0], [2, 1, 2, 2, 0], [2, 1, 2, 0, 0], [1, 1, 2, 0, 0]])
    func `RULE 50: the ladder comes to the one setting that a modem takes`(_ taken: [Int]) {
        let listed = "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)"
        #expect(
            IndicationLadder.rungs(SupportedValues(line: listed, prefix: "+CNMI"), .generic).contains(
                taken))
    }

    @Test func `RULE 50: a listed value can be refused, and the ladder is walked down`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [
            ("AT+CNMI=2,1,0,1", .lines(["+CMS ERROR: 303"])), ("AT+CNMI=1,1,0,1", .lines(["ERROR"])),
        ]
        let session = Self.up(modem)

        #expect(session.commands.filter { $0.hasPrefix("AT+CNMI=") }.last == "AT+CNMI=2,1,0,2,0")
        #expect(session.state == .ready)
    }

    @Test func `RULE 50: a modem that refuses every rung is ready, and its memory is looked at`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("AT+CNMI", .lines(["ERROR"]))]
        var session = Session.ready(modem)
        session.modem.memories["ME"]?.slots[4] = SamplePDU.first
        session.run(for: .seconds(61))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test(
        arguments: [
            (
                "+CPMS: (\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\"),(\"ME\",\"MT\",\"SM\",\"SR\")",
                "AT+CPMS=\"ME\",\"ME\",\"ME\""
            ),
            ("+CPMS: \"ME\",\"MT\",\"SM\"", "AT+CPMS=\"ME\""),
            ("+CPMS: ((\"SM\",\"BM\",\"SR\"),(\"SM\"))", "AT+CPMS=\"SM\",\"SM\""),
            ("+CPMS: (),(),()", "AT+CPMS=\"SM\",\"SM\",\"SM\""),
            ("+CPMS: (\"SM\" \"ME\") (\"SM\" \"ME\") (\"SM\" \"ME\")", "AT+CPMS=\"ME\",\"ME\",\"ME\""),
            ("+CPMS: (\"ME\",\"MT\",\"SM\"),(\"ME\",\"MT\"),(\"ME\",\"SM\")", "AT+CPMS=\"SM\",\"ME\",\"SM\""),
        ])
    func `RULE 51: the shapes of AT+CPMS=?`(_ answer: String, _ selection: String) {
        var modem = ScriptedModem()
        modem.replies["AT+CPMS=?"] = .lines([answer, "OK"])
        let session = Self.up(modem)

        #expect(session.commands.contains(selection))
        #expect(session.state == .ready)
    }

    @Test func `RULE 51: three arguments, then two, then one`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPMS=?"] = .lines(["ERROR"])
        modem.replies["AT+CPMS=\"SM\",\"SM\",\"SM\""] = .lines(["ERROR"])
        modem.replies["AT+CPMS=\"SM\",\"SM\""] = .lines(["ERROR"])
        modem.replies["AT+CPMS=\"SM\""] = .lines(["+CPMS: 14,50,14,50", "OK"])
        let session = Self.up(modem)

        #expect(session.commands.contains("AT+CPMS=\"SM\""))
        #expect(session.machine.reception.storages.selected == .sim)
    }

    @Test func `RULE 62: texts are received into the larger memory, and both are drained`() {
        var modem = ScriptedModem()
        modem.memories["ME"] = .init(total: 23, slots: [0: SamplePDU.first])
        modem.memories["SM"] = .init(total: 40, slots: [1: SamplePDU.second])
        let session = Self.up(modem)

        #expect(session.machine.bringUp.facts.storages.receiving == .sim)
        #expect(Set(session.received.map(\.hex)) == [SamplePDU.first, SamplePDU.second])
        #expect(session.received.map(\.isFromSweep) == [true, true])
    }

    // MARK: Network

    @Test func `RULE 44: a modem that takes a minute to register is ready when it has`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 1,2", "OK"])
        modem.replies["AT+CEREG?"] = .lines(["ERROR"])
        var session = Self.up(modem)
        #expect(session.states == [.identifying, .registering])
        session.line("+CREG: 1")
        session.run(for: .seconds(1))
        #expect(session.states.last == .ready)
        #expect(session.events.contains(.operatorChanged("ACME Mobile")))
        session.line("+CREG: 0")

        #expect(session.states.last == .registering)
    }

    @Test func `A registration that the modem does not announce is found by asking`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 0,2", "OK"])
        modem.replies["AT+CEREG?"] = .lines(["ERROR"])
        var session = Self.up(modem)
        session.modem.replies["AT+CREG?"] = .lines(["+CREG: 0,5", "OK"])
        session.run(for: .seconds(21))

        #expect(session.state == .ready)
        #expect(session.events.contains(.registrationChanged(.roaming)))
    }

    @Test func `A modem that promises no word of the network is asked once a minute`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("AT+CREG=", .lines(["ERROR"])), ("AT+CEREG", .lines(["ERROR"]))]
        var session = Session.ready(modem)
        session.run(for: .seconds(600))
        #expect(session.commands.count <= 30)
        session.modem.replies["AT+CREG?"] = .lines(["+CREG: 0,2", "OK"])
        session.run(for: .seconds(61))

        #expect(session.state == .registering)
    }

    @Test func `Registered on LTE alone is registered`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 1,0", "OK"])
        let session = Self.up(modem)

        #expect(session.state == .ready)
    }

    @Test func `A SIM without a service centre is told of`() {
        var modem = ScriptedModem()
        modem.replies["AT+CSCA?"] = .lines(["+CSCA: \"\",129", "OK"])
        let session = Self.up(modem)

        #expect(session.notes.contains { $0.level == .warning && $0.text.contains("service centre") })
    }

    @Test func `No note for the log holds a number`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        var session = Self.up(modem)
        session.request(.enterPIN("4711"))
        session.run(for: .seconds(40))
        session.line("+WHAT: \"+447700900311\",4711")
        session.line("447700900311 4711 4711")

        #expect(!session.notes.contains { $0.text.contains("4711") || $0.text.contains("900311") })
        #expect(session.notes.contains { $0.text.contains("+WHAT") })
    }
}
