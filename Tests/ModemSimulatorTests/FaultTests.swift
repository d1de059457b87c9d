import ModemSimulator
import Testing

/// What can go wrong, and how fast things go.
struct FaultTests {
    private func send(_ conversation: inout Conversation) -> String {
        let prompt = conversation.ask("AT+CMGS=15")
        guard prompt == "> " else { return prompt }
        return conversation.type("0001000C91447700093011" + "000002C834\u{1A}")
    }

    @Test func `A modem that hangs takes everything and says nothing, for a while`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.hang(.seconds(20))))
        #expect(conversation.ask("AT") == "")
        #expect(conversation.pass(.seconds(20)) == "")
        #expect(conversation.ask("AT") == "OK")
    }

    @Test func `A modem that restarts forgets its settings and its calls, and says so`() {
        var conversation = Conversation(.simcom2G)
        _ = conversation.happen(.call(SimulatedCall(number: "+447700900311")))
        _ = conversation.happen(.fault(.reboot))
        #expect(conversation.ask("AT") == "")
        #expect(conversation.pass(.seconds(1)) == "RDY/+CFUN: 1/+CPIN: READY/Call Ready/SMS Ready")
        #expect(conversation.ask("AT") == "AT/OK")
        #expect(conversation.events.contains(.callEnded(number: "+447700900311", rings: 1, how: "lost")))
        #expect(conversation.events.contains(.restarted))
    }

    @Test func `A restart gives no attempt at the PIN back`() {
        var conversation = Conversation { $0.pin = "1234" }
        _ = conversation.ask("AT+CPIN=\"1111\"")
        _ = conversation.happen(.fault(.reboot))
        _ = conversation.pass(.seconds(1))
        _ = conversation.ask("ATE0")
        #expect(conversation.ask("AT+CPINR") == "+CPINR: SIM PIN,2,3/OK")
    }

    @Test func `Octets are lost`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.dropOctets(3)))
        #expect(conversation.ask("AT") == "K")
        #expect(conversation.ask("AT") == "OK")
    }

    @Test func `Octets come one by one`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.splitOctets(1)))
        #expect(conversation.pieces("AT").map(\.octets) == Array("\r\nOK\r\n".utf8).map { [$0] })
    }

    @Test func `RULE 10: a line nobody asked for stands inside an answer`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.lineInsideAnswer("+CMTI: \"SM\",3")))
        #expect(conversation.ask("AT+CSQ") == "+CSQ: 22,99/+CMTI: \"SM\",3/OK")
        #expect(conversation.ask("AT+CSQ") == "+CSQ: 22,99/OK")
    }

    @Test func `The prompt comes late, once`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.latePrompt(.seconds(10))))
        #expect(conversation.ask("AT+CMGS=15") == "")
        #expect(conversation.pass(.seconds(10)) == "> ")
    }

    @Test func `A text is refused, with a code, before or after the prompt`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.refuseText(38)))
        #expect(send(&conversation) == "+CMS ERROR: 38")
        _ = conversation.happen(.fault(.refusePrompt(500)))
        #expect(send(&conversation) == "+CMS ERROR: 500")
        #expect(send(&conversation) == "+CMGS: 1/OK")
    }

    @Test func `A text leaves without an answer, or is lost without one`() {
        var conversation = Conversation()
        _ = conversation.happen(.fault(.swallowAnswer))
        #expect(send(&conversation) == "")
        #expect(conversation.events.last == .textSent(number: "+447700900311", text: "Hi"))
        _ = conversation.happen(.fault(.swallowText))
        #expect(send(&conversation) == "")
        #expect(conversation.events.count == 2)
    }

    @Test func `A stick that is pulled out comes back as if switched on`() {
        var conversation = Conversation(.quectel)
        #expect(conversation.happen(.unplug) == "<gone>")
        #expect(conversation.ask("AT") == "")
        #expect(conversation.happen(.replug) == "<back>")
        #expect(conversation.pass(.seconds(1)).hasPrefix("RDY/+CPIN: READY"))
    }

    @Test func `A text that comes while the stick is out waits for it`() {
        var conversation = Conversation()
        _ = conversation.happen(.unplug)
        _ = conversation.happen(.text(from: "+447700900311", words: "Hi"))
        _ = conversation.happen(.replug)
        _ = conversation.pass(.seconds(1))
        #expect(conversation.events.contains(.textStored(storage: "SM", index: 1)))
    }

    @Test func `An answer comes after the latency and the time that its octets take on the line`() {
        var conversation = Conversation { settings in
            settings.latency = .milliseconds(10)
            settings.baud = 1000
        }
        _ = conversation.pass(.seconds(1))
        // "AT" and its end take 30 ms at 100 octets a second, the answer 60 ms.
        let pieces = conversation.pieces("AT")
        #expect(pieces.count == 1)
        #expect(pieces.first?.time == .milliseconds(1000 + 30 + 10 + 60))
    }

    @Test func `Commands wait for the answer to the one before`() {
        var conversation = Conversation { $0.latency = .milliseconds(10) }
        _ = conversation.pass(.milliseconds(10))
        #expect(conversation.type("AT+CSQ\rAT\r") == "")
        #expect(conversation.pass(.milliseconds(10)) == "+CSQ: 22,99/OK")
        #expect(conversation.pass(.milliseconds(10)) == "OK")
    }

    @Test func `Idle chatter comes at its interval`() {
        var conversation = Conversation(.huawei) { $0.noiseInterval = .seconds(10) }
        #expect(conversation.pass(.seconds(10)) == "^RSSI:18")
        #expect(conversation.pass(.seconds(10)) == "^BOOT:27710117,0,0,0,75")
    }
}
