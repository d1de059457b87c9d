import ATGrammar
import Testing

@Suite struct ServiceLineTests {
    @Test(arguments: [
        ("+CUSD: 0,\"Balance 5.00\",15", USSDReport(status: .done, text: "Balance 5.00", dataCoding: 15)),
        ("+CUSD:1, \"1 Balance\" , 72", USSDReport(status: .answerWanted, text: "1 Balance", dataCoding: 72)),
        ("+CUSD: 0,\"EBB79B1E\", 0", USSDReport(status: .done, text: "EBB79B1E", dataCoding: 0)),
        ("+CUSD: 2", USSDReport(status: .ended)), ("+CUSD: 2,,", USSDReport(status: .ended)),
        ("+CUSD: 4", USSDReport(status: .notSupported)), ("+CUSD: 5", USSDReport(status: .timedOut)),
        ("+CUSD: 3", USSDReport(status: .takenElsewhere)),
        ("+CUSD: 0,\"\"", USSDReport(status: .done, text: "")),
        ("+CUSD: 0,Balance, 5,15", USSDReport(status: .done, text: "Balance, 5", dataCoding: 15)),
        ("+CUSD: 0,Balance", USSDReport(status: .done, text: "Balance")),
        (
            "+CUSD: 0,\"Say \"hi\", then\",15",
            USSDReport(status: .done, text: "Say \"hi\", then", dataCoding: 15)
        ),
        ("+CUSD: 0,\"x\",999", USSDReport(status: .done, text: "x", dataCoding: 999)),
    ])
    func `What the network says is read, quotes and commas and all`(line: String, report: USSDReport) {
        #expect(USSDReport.reading(of: line) == .whole(report))
    }

    @Test(arguments: [
        ("+CUSD: 0,\"Balance", "Balance"), ("+CUSD: 0,\"Say \"hi", "Say \"hi"), ("+CUSD: 0,\"", ""),
        ("+CUSD: 0,\"a\",1x", "a\",1x"),
    ])
    func `A string without its end goes on in the next line`(line: String, text: String) {
        #expect(USSDReport.reading(of: line) == .unfinished(USSDReport(status: .done, text: text)))
    }

    @Test(arguments: [
        "+CUSD:", "+CUSD: 9,\"x\",15", "+CUSD: x", "+CUSD", "+CUSD: -1", "+CSQ: 1,2", "", "RING",
    ])
    func `Anything else is no report`(line: String) {
        #expect(USSDReport.reading(of: line) == nil)
    }

    @Test func `RULE 2: a second report with a lone line feed before it is a line of its own`() {
        var framer = ATFramer()
        let tokens = framer.append(Array("\r\n+CUSD: 1,\"Menu\",15\n+CUSD: 2\r\n".utf8))
        #expect(tokens == [.line("+CUSD: 1,\"Menu\",15"), .line("+CUSD: 2")])
    }

    @Test func `Letters of the network's alphabet that are control characters are kept as pictures`() {
        var framer = ATFramer()
        let euro: [UInt8] = [0x1B, 0x65]
        let tokens = framer.append(
            Array("+CUSD: 0,\"Cr".utf8) + [0x05] + Array("dit 5".utf8) + euro + Array("\",15\r\n".utf8))
        #expect(tokens == [.line("+CUSD: 0,\"Cr\u{2405}dit 5\u{241B}e\",15")])
    }

    @Test(
        arguments: [
            ("+CCFC: 0,7", false, true, nil, nil), ("+CCFC: 0", false, true, nil, nil),
            ("+CCFC: 1,1,\"+447700900999\",145,,,20", true, true, "+447700900999", 20),
            ("+CCFC: 1,1,\"+48111222333\",145,,,", true, true, "+48111222333", nil),
            ("+CCFC: 1,1,0601020304,129", true, true, "0601020304", nil),
            ("+CCFC: 1, 16,\"+447700900999\", 145", true, false, "+447700900999", nil),
            ("+CCFC: 1,1,\"+447700900999\",145,\"\",128,99999", true, true, "+447700900999", nil),
            ("+CCFC: 1,1,\"not a number\",129", true, true, nil, nil),
        ] as [(String, Bool, Bool, String?, Int?)])
    func `A divert is read`(line: String, isActive: Bool, isForVoice: Bool, number: String?, time: Int?)
        throws
    {
        let response = try #require(ForwardingResponse(line: line))
        #expect(response.isActive == isActive)
        #expect(response.isForVoice == isForVoice)
        #expect(response.number?.digits == number)
        #expect(response.time == time)
    }

    @Test(arguments: ["+CCFC: (0-5)", "+CCFC:", "+CCFC: 2,1", "+CCFC: 1,1,\"+44", "+CSQ: 1,1", "OK"])
    func `What is no divert is none`(line: String) {
        #expect(ForwardingResponse(line: line) == nil)
    }
}
