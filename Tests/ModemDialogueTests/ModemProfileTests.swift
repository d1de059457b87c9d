import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// What is known of each family, as data, and what a modem of it is asked.
@Suite struct ModemProfileTests {
    private static func modem(_ manufacturer: String, _ model: String) -> ScriptedModem {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([manufacturer, "OK"])
        modem.replies["AT+CGMM"] = .lines([model, "OK"])
        return modem
    }

    private static func up(_ modem: ScriptedModem) -> Session {
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))
        return session
    }

    /// The commands before the modem is ready.
    private static func untilReady(_ modem: ScriptedModem) -> Session {
        var session = Session(modem)
        session.connect()
        while session.state != .ready, session.now < .zero + .seconds(5) {
            session.run(for: .milliseconds(1))
        }
        return session
    }

    // MARK: The table

    @Test(
        arguments: [
            ("ACME", "Generic 1", ["AT+CFUN=1,1"]), ("huawei", "E1750", ["AT^RESET", "AT+CFUN=16"]),
            ("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H", ["AT+CRESET", "AT+CFUN=1,1"]),
            ("Quectel", "EG25", ["AT+CFUN=1,1"]), ("Cinterion", "PLS8", ["AT+CFUN=1,1"]),
            ("Telit", "LE910", ["AT#REBOOT"]), ("u-blox", "LARA-R2", ["AT+CFUN=16"]),
            ("Sierra Wireless, Incorporated", "MC7455", ["AT!RESET", "AT+CFUN=1,1"]),
            ("Sierra Wireless", "HL7812", ["AT+CFUN=1,1"]), ("Fibocom", "L610", ["AT+CFUN=15"]),
            ("Neoway", "M590", ["AT+CFUN=15"]), ("Ericsson", "F5521gw", ["AT*E2RESET"]),
            ("Icera", "E450", ["AT%IRESET"]), ("AirM2M", "Air780E", ["AT+RESET"]),
            ("WAVECOM MODEM", "900E", ["AT+CFUN=1"]), ("Intel", "XMM7160", ["AT+CFUN=16"]),
        ])
    func `RULE 75: each family is reset in its own way`(
        _ manufacturer: String, _ model: String, _ commands: [String]
    ) {
        let profile = ModemFamilies.builtIn.profile(manufacturer: manufacturer, model: model)
        #expect(profile.softReset.map(\.line) == commands)
    }

    @Test(arguments: [.generic] + ModemFamilies.builtIn.rows)
    func `RULES 67 and 75: no row holds what would be refused to a person`(_ profile: ModemProfile) throws {
        let port = profile.resultCodePort
        let commands =
            [
                profile.firstCommands, profile.callReports ?? [], profile.hangUp, profile.niceties,
                profile.cardIdentity,
            ]
            + [profile.clockUpdates, port?.choices ?? [], port.map { [$0.question] } ?? []]
        for command in commands.joined() {
            #expect(try ATCommand(written: command.line) == command)
            #expect(CommandRisk(of: command, by: .family) == nil, "\(command)")
        }
        for command in profile.softReset {
            #expect(try ATCommand(written: command.line) == command)
            #expect(CommandRisk(of: command, by: .familyReset) == nil, "\(command)")
        }
    }

    @Test func `Each family has a name of its own, and each but the standard's a modem to be known by`() {
        let names = ModemFamilies.namesBuiltIn

        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        #expect(ModemFamilies.builtIn.rows.allSatisfy { !$0.names.isEmpty })
        #expect(ModemFamilies.builtIn(named: "HUAWEI") == .huawei)
        #expect(ModemFamilies.builtIn(named: "nobody") == nil)
    }

    // MARK: Calls

    @Test(
        arguments: [
            ("huawei", "E1750", nil), ("SIMCOM", "SIM7600", "AT+CLCC=1"), ("SIMCOM", "SIM800L", "AT+CLCC=1"),
            ("Quectel", "EG25", "AT+QINDCFG=\"ccinfo\",1,0"), ("Telit", "LE910", "AT#ECAM=1"),
            ("u-blox", "SARA", "AT+UCALLSTAT=1"), ("Cinterion", "PLS8", "AT^SLCC=1"),
            ("Sony Ericsson", "W800i", "AT*ECAM=1"), ("Option N.V.", "GTM601", "AT_OLCC=1"),
            ("Intel", "XMM6260", "AT+XCALLSTAT=1"), ("FIC/OpenMoko", "Calypso", "AT%CPI=3"),
            ("MTK", "MT6735", "AT+ECPI=4294967295"), ("WAVECOM MODEM", "900E", "AT+WIND=50"),
        ] as [(String, String, String?)])
    func `RULE 68: each family tells of calls in its own way, and is asked for no other`(
        _ manufacturer: String, _ model: String, _ sent: String?
    ) {
        let session = Self.up(Self.modem(manufacturer, model))
        let every = ModemProfile.everyCallReport.map(\.line) + ["AT+WIND=50"]

        #expect(session.commands.filter(every.contains) == (sent.map { [$0] } ?? []))
    }

    @Test func `RULE 68: of a family that is not known each way is tried once, after it is ready`() {
        var modem = Self.modem("ACME", "Generic 1")
        let every = ModemProfile.everyCallReport.map(\.line)
        for command in every { modem.replies[command] = .lines(["ERROR"]) }
        let session = Self.up(modem)

        #expect(session.commands.filter(every.contains) == every)
        #expect(!Self.untilReady(modem).commands.contains(where: every.contains))
    }

    @Test func `RULE 68: the first way that is accepted is the last that is tried`() {
        var modem = Self.modem("ACME", "Generic 1")
        modem.replies["AT+QINDCFG=\"ccinfo\",1,0"] = .lines(["+CME ERROR: 3"])
        let session = Self.up(modem)

        #expect(session.commands.contains("AT^DSCI=1"))
        #expect(!session.commands.contains("AT+UCALLSTAT=1"))
    }

    @Test func `RULE 68: a way at which a modem freezes does not keep it from the next`() {
        var modem = Self.modem("ACME", "Generic 1")
        modem.replies["AT+QINDCFG=\"ccinfo\",1,0"] = .silence
        var session = Self.up(modem)
        session.run(for: .seconds(60))

        #expect(session.commands.contains("AT^DSCI=1"))
        #expect(session.state == .ready)
    }

    @Test(arguments: [("ACME", "Generic 1", true), ("SIMCOM", "SIM7600", false)])
    func `RULE 68: a way that was tried and accepted is not relied on for the end of calls`(
        _ manufacturer: String, _ model: String, _ isListed: Bool
    ) {
        var session = Self.up(Self.modem(manufacturer, model))
        session.forget()
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.run(for: .seconds(5))

        #expect(session.commands.contains("AT+CLCC") == isListed)
    }

    @Test(
        arguments: [
            ("huawei", "E1550", "AT+CVHU=0"), ("SIMCOM", "SIM7600", "AT+CVHU=0"),
            ("Telit", "DE910", "AT+CVHU=2"),
        ])
    func `RULE 66: where ATH does nothing by itself, it is made to`(
        _ manufacturer: String, _ model: String, _ sent: String
    ) {
        #expect(Self.up(Self.modem(manufacturer, model)).commands.contains(sent))
    }

    // MARK: Texts

    @Test(
        arguments: [
            ("huawei", "E1750", "AT+CNMI=1,1,0,1,0"), ("SIMCOM", "SIM800L", "AT+CNMI=1,1,0,1,0"),
            ("ZTE", "MF190", "AT+CNMI=2,1,0,2,0"), ("Novatel Wireless", "MC990", "AT+CNMI=1,1,0,2,0"),
            ("Iridium", "9555", "AT+CNMI=2,1,0,0,1"), ("ACME", "Generic 1", "AT+CNMI=2,1,0,1,0"),
        ])
    func `RULES 50 and 55: each family is told of texts and reports in the way that it is known to take`(
        _ manufacturer: String, _ model: String, _ sent: String
    ) {
        let session = Self.up(Self.modem(manufacturer, model))

        #expect(session.commands.first { $0.hasPrefix("AT+CNMI=") && $0 != "AT+CNMI=?" } == sent)
    }

    @Test(arguments: [("0", "AT+CGSMS=2"), ("1", "AT+CGSMS=3"), ("2", nil), ("3", nil), ("x", nil)])
    func `RULE 64: a modem whose texts leave by one network alone may use the other too`(
        _ current: String, _ sent: String?
    ) {
        var modem = Self.modem("Quectel", "EG25")
        modem.replies["AT+CGSMS?"] = .lines(["+CGSMS: \(current)", "OK"])
        let session = Self.up(modem)

        #expect(session.commands.contains("AT+CGSMS?"))
        #expect(session.commands.first { $0.hasPrefix("AT+CGSMS=") } == sent)
        #expect(session.notes.contains { $0.text.contains("texts leave") } == (sent != nil))
    }

    @Test func `RULE 64: a modem that does not know the question is left alone`() {
        var modem = Self.modem("Quectel", "EG25")
        modem.replies["AT+CGSMS?"] = .lines(["ERROR"])

        #expect(!Self.up(modem).commands.contains { $0.hasPrefix("AT+CGSMS=") })
    }

    // MARK: Ports

    private static let question = "AT+QURCCFG=\"urcport\""

    private static func quectel(_ answers: String...) -> ScriptedModem {
        var modem = modem("Quectel", "EG25")
        modem.queues[question] = answers.map { .lines(["+QURCCFG: \"urcport\",\"\($0)\"", "OK"]) }
        return modem
    }

    private static func portCommands(_ session: Session) -> [String] {
        session.commands.filter { $0.hasPrefix("AT+QURCCFG") }
    }

    private static func isWarned(_ session: Session) -> Bool {
        session.notes.contains { $0.level == .warning && $0.text.contains("another port") }
    }

    @Test func `RULE 69: the port for unsolicited lines is set and read back`() {
        let session = Self.up(Self.quectel("uart1", "all"))

        #expect(Self.portCommands(session) == [Self.question, Self.question + ",\"all\"", Self.question])
        #expect(!Self.isWarned(session))
    }

    @Test func `RULE 69: a port that is right already is not set again`() {
        let session = Self.up(Self.quectel("all"))

        #expect(Self.portCommands(session) == [Self.question])
    }

    @Test func `RULE 69: a modem that does not know all ports is told to use the one for commands`() {
        var modem = Self.quectel("uart1", "usbat")
        modem.replies[Self.question + ",\"all\""] = .lines(["ERROR"])
        let session = Self.up(modem)

        #expect(Self.portCommands(session).last == Self.question)
        #expect(Self.portCommands(session).contains(Self.question + ",\"usbat\""))
        #expect(!Self.isWarned(session))
    }

    @Test func `RULE 69: a modem that says OK and keeps the lines elsewhere is told of`() {
        let session = Self.up(Self.quectel("uart1", "uart1", "uart1"))

        #expect(Self.isWarned(session))
        #expect(session.state == .ready)
    }

    @Test func `RULE 69: a modem that does not know the question is not told anything`() {
        var modem = Self.modem("SIMCOM", "SIM7600")
        modem.replies["AT+CATR?"] = .lines(["ERROR"])
        let session = Self.up(modem)

        #expect(!session.commands.contains("AT+CATR=0"))
        #expect(!Self.isWarned(session))
    }

    @Test func `RULE 69: SIMCom modems are told to use all ports`() {
        var modem = Self.modem("SIMCOM", "SIM7600")
        modem.replies["AT+CATR?"] = .lines(["+CATR: 3", "OK"])

        #expect(Self.up(modem).commands.contains("AT+CATR=0"))
    }

    // MARK: Order

    @Test(
        arguments: [
            ("ACME", "Generic 1"), ("huawei", "E1750"), ("SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H"),
            ("Quectel", "EG25"),
        ])
    func `What the first call can do without is asked after the modem is ready`(
        _ manufacturer: String, _ model: String
    ) {
        let session = Self.untilReady(Self.modem(manufacturer, model))
        let late = ["AT+QURCCFG", "AT+CATR", "AT+CGSMS", "AT+CVHU", "AT+QCFG", "AT+CTZ", "AT+CNUM"]

        // The last one is sent as the modem is found to be ready.
        #expect(session.state == .ready)
        #expect(!session.commands.dropLast().contains { command in late.contains { command.hasPrefix($0) } })
        #expect(session.commands.count <= 30)
    }

    @Test(
        arguments: [
            ("Telit", "LE910", ["AT#SELINT=2", "AT#REGMODE=1"]), ("ZTE", "MF190", ["AT&C0", "AT+CPMS?"]),
            ("Alcatel", "X220", ["AT&C0"]),
        ])
    func `RULES 46 and 74: what a family needs first is sent before the SIM is asked for`(
        _ manufacturer: String, _ model: String, _ first: [String]
    ) {
        let commands = Self.up(Self.modem(manufacturer, model)).commands

        #expect(Array(commands.drop { $0 != "AT+CGMM" }.dropFirst().prefix(first.count)) == first)
        #expect(commands.firstIndex(of: first[0]) ?? 99 < commands.firstIndex(of: "AT+CPIN?") ?? 0)
    }

    @Test(
        arguments: [
            ("Quectel", "EG25", "Quectel LTE", "The modem is of the family Quectel LTE."),
            (
                "ACME", "Generic 1", "generic",
                "No family is known by the name of this modem: it is asked what it can do."
            ),
        ])
    func `The family that was taken is told`(
        _ manufacturer: String, _ model: String, _ family: String, _ words: String
    ) {
        let session = Self.up(Self.modem(manufacturer, model))

        #expect(session.machine.bringUp.facts.identity.family == family)
        #expect(session.notes.contains(LogNote(.info, words)))
    }
}
