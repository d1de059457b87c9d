import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// Calls through the whole dialogue: the listing, the hang-up, what stands beside them on the line.
@Suite struct CallDialogueTests {
    @Test func `RULE 23: a modem not known to tell ends is asked once a second while it rings`() {
        var session = Session.ready()
        session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+447700900311\",145"]
        session.line("RING")
        session.run(for: .seconds(5))
        session.line("RING")
        session.run(for: .milliseconds(500))
        let asked = session.commands.filter { $0 == "AT+CLCC" }.count
        session.modem.calls = []
        session.run(for: .seconds(4))

        #expect((4...6).contains(asked))
        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        session.run(for: .seconds(60))
        #expect(session.missedCalls.count == 1)
    }

    @Test func `A modem that has told the end of one call is not asked during the next`() {
        var session = Session.ready()
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.run(for: .seconds(3))
        session.line("NO CARRIER")
        session.run(for: .seconds(30))
        session.forget()
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.run(for: .seconds(5))
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.run(for: .seconds(5))
        session.line("NO CARRIER")
        session.run(for: .seconds(30))

        #expect(!session.commands.contains("AT+CLCC"))
        #expect(session.missedCalls.count == 1)
    }

    @Test func `Families that tell ends are never asked, until silence makes it likely that a line was lost`()
    {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["huawei", "OK"])
        var session = Session.ready(modem)
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.run(for: .seconds(8))
        #expect(!session.commands.contains("AT+CLCC"))
        session.run(for: .seconds(10))

        #expect(session.commands.filter { $0 == "AT+CLCC" }.count == 4)
        #expect(session.missedCalls.count == 1)
    }

    @Test func `A call that rings on without lines is kept alive by the listing`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["Quectel", "OK"])
        var session = Session.ready(modem)
        session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+38970378863\",145"]
        session.line("+CLIP: \"+38970378863\",145,,,,0")
        session.line("+QIND: \"ccinfo\",1,1,4,0,0,\"+38970378863\",145")
        session.run(for: .seconds(30))
        #expect(session.endedCalls.isEmpty)
        session.modem.calls = []
        session.line("+QIND: \"ccinfo\",1,1,-1,0,0,\"+38970378863\",145")
        session.run(for: .seconds(30))

        #expect(session.missedCalls.map(\.caller.words) == ["+38970378863"])
    }

    @Test func `RULE 10: NO CARRIER inside the answer to AT+CLCC ends the call and not the command`() {
        var session = Session.ready()
        session.modem.replies["AT+CLCC"] = .raw("\r\nNO CARRIER\r\n\r\nOK\r\n")
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.run(for: .seconds(5))

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        #expect(session.state == .ready)
        #expect(!session.commands.contains("\u{1B}"))
    }

    @Test func `RULE 4: an answer and a call in one read`() {
        var session = Session.ready()
        session.run(for: .milliseconds(56_000))
        session.modem.prefixReplies = [("AT+C", .silence)]
        session.run(until: session.now + .seconds(1))
        session.receive(
            "\r\nOK\r\n\r\n+CIEV: 7,1\r\n\r\n+CRING: VOICE\r\n\r\n+CLIP: \"+447700900311\",145,,,,0\r\n\r\nNO CARRIER\r\n"
        )

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
    }

    @Test func `A call that rings during bring-up is not lost`() {
        var session = Session()
        session.connect()
        session.run(for: .milliseconds(55))
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.run(for: .seconds(3))
        session.line("NO CARRIER")

        #expect(session.state == .ready)
        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        #expect(session.machine.bringUp.facts.identity.imei == "490154203237518")
    }

    @Test func `RULE 4: a call inside every answer of bring-up disturbs neither`() {
        for place in 0..<25 {
            var session = Session()
            session.connect()
            while session.commands.count <= place { session.run(for: .milliseconds(2)) }
            session.line("RING")
            session.line("+CLIP: \"+447700900311\",145,,,,0")
            session.run(for: .seconds(3))
            session.line("NO CARRIER")
            #expect(session.state == .ready, "\(place)")
            #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"], "\(place)")
            let identity = session.machine.bringUp.facts.identity
            #expect(
                identity.manufacturer == "ACME" && identity.model == "Generic 1"
                    && identity.firmware == "1.0", "\(place)")
            #expect(identity.iccid == "8944100000000000001" && identity.imsi == "234101234567890", "\(place)")
        }
    }

    @Test func `RULE 7: a line that was cut short makes no number`() {
        var session = Session.ready()
        session.line("RING")
        for line in ["+CLIP: \"234564036", "+CLIP: \"+44770090", "1,", "AT: 1,3", "+CLIP: \"+447700900311\""]
        { session.line(line) }
        session.line("NO CARRIER")
        session.run(for: .seconds(10))

        #expect(session.missedCalls.map(\.caller.words) == ["unknown"])
    }

    @Test(arguments: [
        "+CLIP: \"+44770090\u{7}0311\",145,,,,0", "+CLIP: \"+4477009003114477009003114\",145,,,,0",
        "+CLIP: \"call me\",145,,,,0",
    ])
    func `A number with control characters, or of more than 20 digits, is none`(_ line: String) {
        var session = Session.ready()
        session.line("RING")
        session.line(line)
        session.line("NO CARRIER")
        session.run(for: .seconds(10))

        #expect(session.missedCalls.map(\.caller.words) == ["unknown"])
    }

    @Test(
        arguments: [
            "\r\r\nRING\r\r\n\r\r\n+CLIP: \"+447700900311\",145,,,,0\r\r\n",
            "\nRING\n+CLIP: \"+447700900311\",145\n",
            "RING\r\n+CLIP:\"+447700900311\", 145\r\n",
            "\0\r\n\0RI\0NG\r\n+CL\0IP: \"+447700900311\",145,,,,0\r\n",
            "\u{1}\u{2}boot\u{3}\r\nRING\r\n\r\n+CLIP: \"+447700900311\",145,,,,0\r\n",
        ])
    func `RULES 1, 2, 3 and 8: line ends, NULs and blanks of all kinds`(_ text: String) {
        var session = Session.ready()
        session.receive(text)
        session.line("NO CARRIER")

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
    }

    @Test(arguments: [
        "+CLIP: 1,1", "+CCWA: 1,4", "+CRC: 1", "+CRING: 1", "+CREG: 0,1", "+CVHU: (0-1)", "+CLCC: (0-1)",
    ])
    func `RULE 11: the answer to a query is no call`(_ line: String) {
        var session = Session.ready()
        session.line(line)
        session.run(for: .seconds(30))

        #expect(session.events.isEmpty)
    }

    @Test func `A second session gives its calls other names`() {
        var session = Session.ready()
        session.line("RING")
        session.disconnect()
        session.connect()
        session.run(for: .seconds(3))
        session.line("RING")
        session.line("NO CARRIER")
        session.run(for: .seconds(5))

        #expect(session.endedCalls.map(\.id) == [CallID(1), CallID(2)])
    }

    @Test func `RULE 6: glued tokens are two lines`() {
        var session = Session.ready()
        session.receive("\r\nRING+CLIP: \"+447700900311\",145,\"\",0,\"\",0\r\n")
        session.line("NO CARRIER")

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
    }
}
