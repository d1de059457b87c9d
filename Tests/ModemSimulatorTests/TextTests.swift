import ModemSimulator
import SMSCodec
import Testing

/// Texts in and out.
struct TextTests {
    private let monday = SimulatorAction.text(from: "+447700900311", words: "Monday?")

    private func deliver(in answer: String) throws -> Deliver {
        let hex = try #require(
            answer.split(separator: "/").first { $0.hasPrefix("07") || $0.hasPrefix("08") })
        let octets = try #require(HexOctets.decode(hex))
        guard case .deliver(let deliver) = try IncomingPDU(decoding: octets).tpdu else { throw NoText() }
        return deliver
    }

    private struct NoText: Error {}

    private func submission(_ text: String, to number: String, report: Bool = false) throws -> [OutgoingPDU] {
        try Segmentation(text).submits(to: Address(dialString: number), reference: 9, statusReport: report)
            .map { OutgoingPDU(submit: $0) }
    }

    @Test func `A text is announced, read, listed and deleted`() throws {
        var conversation = Conversation()
        _ = conversation.ask("AT+CNMI=2,1,0,0,0")
        #expect(conversation.happen(monday) == "+CMTI: \"SM\",1")
        #expect(conversation.ask("AT+CPMS?").hasPrefix("+CPMS: \"SM\",1,20"))
        let deliver = try deliver(in: conversation.ask("AT+CMGR=1"))
        #expect(deliver.text == "Monday?")
        #expect(deliver.originator.dialString == "+447700900311")
        #expect(conversation.ask("AT+CMGL=0") == "OK")
        #expect(conversation.ask("AT+CMGL=4").hasPrefix("+CMGL: 1,1,,"))
        #expect(conversation.ask("AT+CMGD=1") == "OK")
        #expect(conversation.ask("AT+CMGL=4") == "OK")
        #expect(
            conversation.events == [
                .textStored(storage: "SM", index: 1), .textDeleted(storage: "SM", index: 1),
            ])
    }

    @Test func `RULE 52: Huawei's slots start at 0`() {
        var conversation = Conversation(.huawei)
        _ = conversation.ask("AT+CNMI=1,1,0,0,0")
        #expect(conversation.happen(monday) == "+CMTI: \"SM\",0")
    }

    @Test func `RULE 54: the header of a text carries a quoted nothing on SIMCom 4G`() {
        var conversation = Conversation(.simcom4G)
        _ = conversation.happen(monday)
        #expect(conversation.ask("AT+CMGR=1").hasPrefix("+CMGR: 0,\"\","))
    }

    @Test func `A long text comes in parts that belong together`() throws {
        var conversation = Conversation()
        let words = String(repeating: "Please ring me back. ", count: 19)
        _ = conversation.happen(.text(from: "+447700900311", words: words))
        var reassembly = Reassembly(total: 3)
        for index in 1...3 {
            #expect(try reassembly.add(deliver(in: conversation.ask("AT+CMGR=\(index)"))) == .added)
        }
        #expect(reassembly.text == words)
    }

    @Test func `A text that finds no room waits with the network until there is some`() {
        var conversation = Conversation(.huawei)
        _ = conversation.ask("AT+CNMI=1,1,0,0,0")
        for _ in 0..<20 { _ = conversation.happen(monday) }
        #expect(conversation.happen(monday) == "^SMMEMFULL: \"SM\"")
        #expect(conversation.ask("AT+CMGD=7") == "+CMTI: \"SM\",7/OK")
    }

    @Test func `Texts can be handed over directly`() throws {
        var conversation = Conversation()
        _ = conversation.ask("AT+CNMI=2,2,0,0,0")
        let answer = conversation.happen(monday)
        #expect(answer.hasPrefix("+CMT: ,"))
        #expect(try deliver(in: answer).text == "Monday?")
        #expect(conversation.ask("AT+CMGL=4") == "OK")
    }

    @Test func `A text is taken at the prompt and told decoded`() throws {
        var conversation = Conversation()
        let pdu = try #require(try submission("Sorry we missed you", to: "+447700900311").first)
        #expect(conversation.ask("AT+CMGS=\(pdu.tpduLength)") == "> ")
        #expect(conversation.type(pdu.hex + "\u{1A}") == "+CMGS: 1/OK")
        #expect(conversation.events.last == .textSent(number: "+447700900311", text: "Sorry we missed you"))
    }

    @Test func `A text of several parts is told when the last is there`() throws {
        var conversation = Conversation()
        let text = String(repeating: "Grüße, we ring you back. ", count: 12)
        for pdu in try submission(text, to: "+447700900311") {
            _ = conversation.ask("AT+CMGS=\(pdu.tpduLength)")
            _ = conversation.type(pdu.hex + "\u{1A}")
        }
        let texts = conversation.events.filter { if case .textSent = $0 { true } else { false } }
        #expect(texts == [.textSent(number: "+447700900311", text: text)])
    }

    @Test func `A report comes to who asked for it`() throws {
        var conversation = Conversation(.quectel)
        _ = conversation.ask("AT+CNMI=2,1,0,1,0")
        let pdu = try #require(try submission("Hello", to: "+447700900311", report: true).first)
        _ = conversation.ask("AT+CMGS=\(pdu.tpduLength)")
        _ = conversation.type(pdu.hex + "\u{1A}")
        let lines = conversation.pass(.seconds(2)).split(separator: "/")
        #expect(lines.first?.hasPrefix("+CDS: ") == true)
        let octets = try #require(HexOctets.decode(lines.last ?? ""))
        guard case .statusReport(let report) = try IncomingPDU(decoding: octets).tpdu else { throw NoText() }
        #expect(report.messageReference == 1)
        #expect(report.status == .received)
    }

    @Test func `Reports can be stored, in a memory of their own`() {
        var conversation = Conversation(.quectel)
        _ = conversation.ask("AT+CNMI=2,1,0,2,0")
        #expect(
            conversation.happen(.report(reference: 3, number: "+447700900311", status: 0))
                == "+CDSI: \"SR\",1")
    }

    @Test(arguments: [("AT+CMGS=0", "+CMS ERROR: 304"), ("AT+CMGS=x", "+CMS ERROR: 304")])
    func `A length that cannot be gets no prompt`(line: String, answer: String) {
        var conversation = Conversation()
        #expect(conversation.ask(line) == answer)
        #expect(conversation.ask("AT") == "OK")
    }

    @Test(arguments: ["00", "zz", "0001000C91447700093011000002C834FF"])
    func `A PDU that is none, or not as long as announced, is refused`(hex: String) {
        var conversation = Conversation()
        _ = conversation.ask("AT+CMGS=15")
        #expect(conversation.type(hex + "\u{1A}") == "+CMS ERROR: 304")
    }

    @Test func `ESC leaves the prompt`() {
        var conversation = Conversation()
        _ = conversation.ask("AT+CMGS=15")
        #expect(conversation.type("\u{1B}") == "OK")
        #expect(conversation.ask("AT+CSQ") == "+CSQ: 22,99/OK")
    }

    @Test func `What is typed before the prompt is lost`() {
        var conversation = Conversation { $0.latency = .milliseconds(10) }
        _ = conversation.pass(.milliseconds(10))
        _ = conversation.ask("AT+CMGS=15")
        #expect(conversation.type("0001000C91447700093011000002C834\u{1A}") == "")
        #expect(conversation.pass(.milliseconds(10)) == "> ")
        #expect(conversation.pass(.seconds(60)) == "")
    }
}
