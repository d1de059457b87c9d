import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// Families that a person has described.
@Suite struct WrittenFamilyTests {
    private static let names: [ModemProfileKey: ModemProfileValue] = [.manufacturers: .texts(["Acme"])]

    private static func family(
        _ values: [ModemProfileKey: ModemProfileValue], extending base: ModemProfile = .generic
    ) throws(ModemProfileFlaw) -> ModemProfile {
        try ModemProfile(
            name: "Acme", file: "acme.toml", extending: base, values: names.merging(values) { $1 })
    }

    private static func up(_ family: ModemProfile) -> Session {
        var session = Session(configuration: .init(families: ModemFamilies(written: [family])))
        session.connect()
        session.run(for: .seconds(5))
        return session
    }

    @Test func `What is said of a family is done with its modems`() throws {
        let family = try Self.family([
            .firstCommands: .texts(["AT+FIRST=1"]), .onceReady: .texts(["AT^LAST=\"x\",2"]),
            .callReports: .texts(["AT+CLCC=1"]), .indications: .rows([[1, 2, 0, 2, 0]]),
            .memories: .texts(["SM"]), .messageDomain: .number(1), .portQuestion: .text("AT+PORT?"),
            .portSettings: .texts(["AT+PORT=3"]), .cardIdentity: .texts(["AT+CARD?"]),
            .clockUpdates: .texts(["AT+CTZU=1"]),
        ])
        var modem = ScriptedModem()
        modem.replies["AT+CGSMS?"] = .lines(["+CGSMS: 0", "OK"])
        modem.queues["AT+PORT?"] = [.lines(["+PORT: 1", "OK"]), .lines(["+PORT: 3", "OK"])]
        modem.replies["AT+CARD?"] = .lines(["+CARD: 8944100000000000009", "OK"])
        var session = Session(modem, configuration: .init(families: ModemFamilies(written: [family])))
        session.connect()
        session.run(for: .seconds(5))

        for command in [
            "AT+FIRST=1", "AT^LAST=\"x\",2", "AT+CLCC=1", "AT+CNMI=1,2,0,2,0", "AT+CGSMS=1", "AT+PORT=3",
            "AT+CARD?",
        ] {
            #expect(session.commands.contains(command), "\(command)")
        }
        #expect(!session.commands.contains("AT+CPMS=\"ME\",\"ME\",\"ME\""))
        #expect(session.machine.bringUp.facts.identity.iccid == "8944100000000000009")
        #expect(session.state == .ready)
    }

    @Test func `The log and the identity say which file a family is from`() throws {
        let session = Self.up(try Self.family([:]))
        let words = "The modem is of the family Acme, as acme.toml describes it."

        #expect(session.machine.bringUp.facts.identity.family == "Acme")
        #expect(session.machine.bringUp.facts.identity.familyFile == "acme.toml")
        #expect(session.notes.contains(LogNote(.info, words)))
    }

    @Test func `A family has everything of the one that it extends but what is said of it`() throws {
        let family = try Self.family([.reset: .texts(["AT+CFUN=1,1"])], extending: .huawei)

        #expect(family.indicationModes == ModemProfile.huawei.indicationModes)
        #expect(family.softReset == [.set(.functionality, .integer(1), .integer(1))])
        #expect(family.names == [FamilyName(makers: ["acme"])])
    }

    @Test
    func `A family that says nothing of its modems has those of the one that it extends, and goes before it`()
        throws
    {
        let family = try ModemProfile(
            name: "My Huawei", file: "h.toml", extending: .huawei, values: [.needsWakeUp: .flag(true)])
        let families = ModemFamilies(written: [family])

        #expect(families.profile(manufacturer: "huawei", model: "E1750").name == "My Huawei")
        #expect(families.profile(manufacturer: "Quectel", model: "EC25").name == "Quectel LTE")
    }

    @Test(
        arguments: [
            (["acme"], [], "ACME Ltd", "X1", true), (["acme"], [], "Other", "acme X1", true),
            (["acme"], ["x1"], "ACME Ltd", "ACME_X100", true), (["acme"], ["x1"], "ACME Ltd", "AX1", false),
            ([], ["x1"], "Other", "X1", true), (["acme", "apex"], [], "APEX", "", true),
            (["acme"], [], "Other", "X1", false),
        ])
    func `A modem is known by the words in what it says of itself`(
        _ makers: [String], _ models: [String], _ manufacturer: String, _ model: String, _ fits: Bool
    ) {
        #expect(
            FamilyName(makers: makers, models: models).fits(manufacturer: manufacturer, model: model) == fits)
    }

    @Test func `RULE 16: a line that the family prints at rest is not noted, and hides no call`() throws {
        var session = Self.up(try Self.family([.idleLines: .texts(["+ACMERSSI", "RING"])]))
        session.forget()
        session.line("+ACMERSSI: 17")
        #expect(session.notes.isEmpty)
        session.line("+OTHER: 17")
        session.line("RING")

        #expect(session.notes.count == 1)
        #expect(session.callEvents.count == 1)
    }

    @Test func `RULE 58: how long a text may take is a matter of the family`() throws {
        var session = Self.up(try Self.family([.submissionPatience: .number(10)]))
        session.house = { if case .promptSeen(let id) = $0 { [.proceed(id)] } else { [] } }
        session.modem.submissionReplies = [.silence]
        session.request(.submit(.sample()))
        session.run(for: .seconds(9))
        #expect(session.submissionEvents.count == 1)
        session.run(for: .seconds(2))

        #expect(session.submissionEvents.count == 2)
    }

    // MARK: What is refused

    @Test(
        arguments: [
            ("AT+CPOF", "switches the modem off"), ("AT+CPOWD=1", "switches the modem off"),
            ("AT+QPOWD=1", "switches the modem off"), ("AT+CPWROFF", "switches the modem off"),
            ("AT+CFUN=1,1", "belongs under \"reset\""), ("AT+CRESET", "belongs under \"reset\""),
            ("AT+CHLD=11", "fall silent"), ("AT^GETPORTMODE", "fall silent"),
            ("AT#DIALMODE=2", "fall silent"),
            ("AT+CUSBPIDSWITCH=9001,1,1", "changes the ports"), ("AT+QCFG=\"usbcfg\",1", "changes the ports"),
            ("AT^CURC=0", "silences"), ("AT+ZOPRT=6", "off the network"),
            ("AT+CMGF=1", "for Catchline alone"),
            ("AT+CMGD=1,4", "for Catchline alone"), ("AT+CPIN=\"1234\"", "for Catchline alone"),
            ("AT+CNMI=2,0,0,0,0", "for Catchline alone"), ("AT+CUSD=1,\"*100#\"", "for Catchline alone"),
            ("AT+A;+CPOF", "would begin another one"), ("AT+A\r\nAT+CPOF", "a control character"),
            ("ATD+447700900311;", "would begin another one"), ("AT+A=\"x", "nor a text in quotes"),
            ("", "it must be AT"), ("AT+" + String(repeating: "A", count: 90), "more than 80 letters"),
        ])
    func `RULES 67 and 75: a command that does harm is refused in words`(_ command: String, _ words: String) {
        for key in [
            ModemProfileKey.firstCommands, .onceReady, .callReports, .hangUp, .cardIdentity, .clockUpdates,
        ] {
            let flaw = #expect(throws: ModemProfileFlaw.self) { try Self.family([key: .texts([command])]) }
            #expect(flaw?.key == key)
            #expect(flaw?.words.contains(words) == true, "\(flaw?.words ?? "")")
            #expect(flaw?.words.utf8.allSatisfy { (0x20...0x7E).contains($0) } == true)
        }
    }

    @Test(arguments: ["AT+CPOF", "AT+CFUN=0", "AT+CFUN=4", "AT+CMGD=1,4", "AT+CPWROFF"])
    func `RULE 75: not everything is a reset`(_ command: String) {
        #expect(throws: ModemProfileFlaw.self) { try Self.family([.reset: .texts([command])]) }
    }

    @Test(arguments: ["AT+CFUN=1,1", "AT+CFUN=16", "AT+CFUN=15", "AT^RESET", "AT+ACMERESET=1"])
    func `RULE 75: these are`(_ command: String) throws {
        #expect(try Self.family([.reset: .texts([command])]).softReset.map(\.line) == [command])
    }

    @Test(
        arguments: [
            (.needsWakeUp, .text("yes"), "true or false"), (.acknowledges, .number(1), "true or false"),
            (.indicationModes, .numbers([4]), "numbers from 0 to 3"),
            (.reportModes, .number(1), "list of numbers"),
            (.messageDomain, .number(4), "from 0 to 3"), (.submissionPatience, .number(0), "from 10 to 300"),
            (.memories, .texts(["XX"]), "\"SM\", \"ME\" and \"MT\""), (.memories, .texts([]), "\"SM\""),
            (.indications, .rows([[2, 0, 0, 0, 0]]), "second number is not 0"),
            (.indications, .rows([[9, 1]]), "settings of AT+CNMI"),
            (.indications, .numbers([2, 1]), "AT+CNMI"),
            (.hangUp, .texts([]), "1 to 16 commands"),
            (.callReports, .text("AT+CLCC=1"), "list of 0 to 16 commands"),
            (.callReports, .other, "list of 0 to 16 commands"),
            (.pinAttempts, .texts(["AT+MYPIN"]), "none of those whose answer is understood"),
            (.manufacturers, .texts(["a"]), "2 to 40 letters"),
            (.models, .texts(["x 1"]), "letters and digits"),
            (.manufacturers, .texts(["acme\n"]), "2 to 40 letters"),
            (.idleLines, .flag(true), "list of words"),
            (.portQuestion, .texts([]), "a command such as"),
            (.portSettings, .texts(["AT+CATR=0"]), "needs \"line_port_question\""),
        ] as [(ModemProfileKey, ModemProfileValue, String)])
    func `A value that does not fit is refused by the name of its key`(
        _ key: ModemProfileKey, _ value: ModemProfileValue, _ words: String
    ) {
        let flaw = #expect(throws: ModemProfileFlaw.self) { try Self.family([key: value]) }
        #expect(flaw?.key == key)
        #expect(flaw?.words.contains(words) == true, "\(flaw?.words ?? "")")
    }

    @Test func `A question for the port needs its settings`() {
        let flaw = #expect(throws: ModemProfileFlaw.self) {
            try Self.family([.portQuestion: .text("AT+CATR?")])
        }
        #expect(flaw?.key == .portSettings)
    }

    @Test func `A family of which no modem can be is refused`() {
        let flaw = #expect(throws: ModemProfileFlaw.self) {
            try ModemProfile(
                name: "A", file: "a.toml", extending: .generic, values: [.needsWakeUp: .flag(true)])
        }
        #expect(flaw?.key == .manufacturers)
    }
}
