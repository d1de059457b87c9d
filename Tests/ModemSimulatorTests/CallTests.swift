import ModemSimulator
import Testing

/// The dialects in which calls are announced and ended.
struct CallTests {
    /// All lines of a call that rings twice and is given up.
    private func missedCall(
        _ profile: SimulatorProfile, from number: String?, after commands: String...,
        ending: SimulatedCall.Ending = .hangUp
    ) -> [String] {
        var conversation = Conversation(profile)
        for command in commands { _ = conversation.ask(command) }
        let call = SimulatedCall(number: number, rings: 2, ending: ending)
        return [
            conversation.happen(.call(call)), conversation.pass(.seconds(5)), conversation.pass(.seconds(1)),
            conversation.pass(.seconds(60)),
        ]
    }

    @Test func `A strict modem rings, and names the caller when asked to`() {
        #expect(missedCall(.generic, from: "+447700900311") == ["RING", "RING", "NO CARRIER", ""])
        let ring = "+CRING: VOICE/+CLIP: \"+447700900311\",145"
        #expect(
            missedCall(.generic, from: "+447700900311", after: "AT+CLIP=1", "AT+CRC=1")
                == [ring, ring, "NO CARRIER", ""])
    }

    @Test func `RULE 28: a modem may say nothing at the end`() {
        #expect(missedCall(.generic, from: "+447700900311", ending: .silence) == ["RING", "RING", "", ""])
    }

    @Test func `RULE 28: Huawei ends with ^CEND alone`() {
        let ring = "+CRING: VOICE/+CLIP: \"+1234542828\",145,,,,0"
        #expect(
            missedCall(.huawei, from: "+1234542828", after: "AT+CLIP=1", "AT+CRC=1")
                == [ring, ring, "^CEND:1,0,104,16", ""])
    }

    @Test func `RULE 27: SIMCom 2G ends twice, with +CLCC and NO CARRIER`() {
        #expect(
            missedCall(.simcom2G, from: "13320975368", after: "AT+CLCC=1") == [
                "+CLCC: 1,1,4,0,0,\"13320975368\",129,\"\"/RING", "RING",
                "+CLCC: 1,1,6,0,0,\"13320975368\",129,\"\"/NO CARRIER", "",
            ])
    }

    @Test func `RULE 27: SIMCom 4G ends three times, and sums up`() {
        #expect(
            missedCall(.simcom4G, from: "+33359260246", after: "AT+CLCC=1")[2]
                == "VOICE CALL: END/NO CARRIER/+CLCC: 1,1,6,0,0,\"+33359260246\",145"
                + "/MISSED_CALL: 02:02PM +33359260246"
        )
    }

    @Test func `RULE 27: Quectel's ccinfo comes before NO CARRIER`() {
        let lines = missedCall(.quectel, from: "0955401036", after: "AT+CLIP=1", "AT+QINDCFG=\"ccinfo\",1")
        #expect(
            lines[0]
                == "+QIND: \"ccinfo\",1,1,4,0,0,\"0955401036\",129/RING/+CLIP: \"0955401036\",129,,,,0")
        #expect(lines[2] == "+QIND: \"ccinfo\",1,1,-1,0,0,\"0955401036\",129/NO CARRIER")
    }

    @Test func `RULE 17: an EG25-G prints no RING`() {
        #expect(
            missedCall(.eg25, from: "+38970378863", after: "AT+CLIP=1")[0]
                == "+CLIP: \"+38970378863\",145,,,,0")
    }

    @Test(arguments: [
        ("huawei", "RING/+CLIP: \"\",128"),
        ("simcom2g", "RING/+CLIP: \"\",128,\"\",,\"\",0"),
        ("generic", "RING/+CLIP: \"\",128,,,,1"),
    ])
    func `RULE 35: a hidden caller has several shapes`(profile: String, line: String) throws {
        let profile = try #require(SimulatorProfile.named(profile))
        #expect(missedCall(profile, from: nil, after: "AT+CLIP=1")[0] == line)
    }

    @Test func `RULE 1: SIMCom 4G ends its lines with CR CR LF`() {
        var settings = SimulatorSettings()
        settings.baud = nil
        var modem = SimulatedModem(profile: .simcom4G, settings: settings)
        let effects = modem.perform(.line("RING"), at: .zero)
        #expect(effects == [.send(Array("\r\nRING\r\r\n".utf8))])
    }

    @Test func `RULE 31: an answered call shows it at its end`() {
        var conversation = Conversation(.simcom4G)
        let call = SimulatedCall(number: "+56777787198", rings: 1, ending: .answered(.seconds(9)))
        _ = conversation.happen(.call(call))
        #expect(conversation.pass(.seconds(1)) == "VOICE CALL: BEGIN")
        #expect(conversation.ask("AT+CLCC") == "+CLCC: 1,1,0,0,0,\"+56777787198\",145/OK")
        #expect(conversation.pass(.seconds(9)) == "VOICE CALL: END: 000009/NO CARRIER")
        #expect(conversation.events.last == .callEnded(number: "+56777787198", rings: 1, how: "answered"))
    }

    @Test func `A call that another telephone takes differs from one that was given up by its cause alone`()
        throws
    {
        var conversation = Conversation(.huawei)
        let call = SimulatedCall(number: "+447700900311", rings: 1, ending: .answeredElsewhere)
        #expect(ScriptText.action(of: "ring +447700900311 1 elsewhere") == .call(call))
        _ = conversation.happen(.call(call))
        #expect(conversation.pass(.seconds(1)) == "^CEND:1,0,104,26")
        #expect(conversation.ask("AT+CEER") == "+CEER: Non-selected user clearing/OK")
        #expect(conversation.events.last == .callEnded(number: "+447700900311", rings: 1, how: "elsewhere"))
    }

    @Test func `AT+CHUP rejects the caller, and the end comes after its OK`() {
        var conversation = Conversation()
        _ = conversation.happen(.call(SimulatedCall(number: "+447700900311")))
        #expect(conversation.ask("AT+CHUP") == "OK/NO CARRIER")
        #expect(conversation.pass(.seconds(60)) == "")
        #expect(conversation.events.last == .callEnded(number: "+447700900311", rings: 1, how: "rejected"))
    }

    @Test func `RULE 66: ATH is taken and does nothing until AT+CVHU=0`() {
        var conversation = Conversation(.huawei)
        _ = conversation.happen(.call(SimulatedCall(number: "+447700900311")))
        #expect(conversation.ask("ATH") == "OK")
        #expect(conversation.ask("AT+CLCC").hasPrefix("+CLCC: 1,1,4"))
        _ = conversation.ask("AT+CVHU=0")
        #expect(conversation.ask("ATH") == "OK/^CEND:1,0,104,16")
    }

    @Test func `RULE 39: a second caller is announced by +CCWA, and rings when the first has gone`() {
        var conversation = Conversation()
        _ = conversation.ask("AT+CCWA=1")
        _ = conversation.ask("AT+CLIP=1")
        _ = conversation.happen(.call(SimulatedCall(number: "+447700900311", rings: 1)))
        #expect(
            conversation.happen(.call(SimulatedCall(number: "+447700900322", rings: 2)))
                == "+CCWA: \"+447700900322\",145,1")
        #expect(conversation.pass(.seconds(1)) == "NO CARRIER")
        #expect(conversation.pass(.seconds(4)) == "RING/+CLIP: \"+447700900322\",145")
    }

    @Test func `Nobody gets through to a modem that is not registered`() {
        var conversation = Conversation { $0.registration = 2 }
        #expect(conversation.happen(.call(SimulatedCall(number: "+447700900311"))) == "")
        #expect(conversation.events == [])
    }
}
