import Telephony
import Testing

@testable import ModemDialogue

@Suite struct MaskTests {
    private func received(_ text: String) -> String {
        var mask = TrafficMask(Mask(1, 2))
        return String(decoding: mask.received(Array(text.utf8)), as: UTF8.self)
    }

    private func line(_ line: String) -> String {
        String(received("\(line)\r").dropLast())
    }

    private func sent(_ text: String) -> String {
        var mask = TrafficMask(Mask(1, 2))
        return String(decoding: mask.sent(Array(text.utf8)), as: UTF8.self)
    }

    /// Letters and digits where the original has them, in the same places.
    private func shape(_ text: String) -> String {
        String(text.map { $0.isNumber ? "9" : $0.isLetter ? "a" : $0 })
    }

    @Test(arguments: [
        ("+CLIP: \"+447700900311\",145,,,\"Ann\",0", "00900311"),
        ("+CLIP: \"07700900311\",129", "00900311"), ("+CLCC: 1,1,4,0,0,\"4477009003\",145", "009003"),
        ("+CCWA: +447700900311,145,1", "00900311"), ("+CNUM: \"Ann\",\"+447700900311\",145", "Ann"),
        ("+CPBR: 1,\"07700900311\",129,\"Ann\"", "Ann"), ("+CCFC: 1,1,\"+447700900311\",145", "00900311"),
        ("+CSCA: \"+447785016005\",145", "85016005"), ("490154203237518", "3237518"),
        ("234101234567890", "234567890"), ("+CCID: 89441000000000000012", "0000012"),
        ("+QIND: \"ccinfo\",1,1,4,0,0,\"+447700900311\",145,\"Ann\"", "00900311"),
        ("%CPI: 1,0,0,0,1,0,\"+496912345678\",145,\"Ann\",,0", "2345678"),
        ("^XCALL 1 447700900311 Ann", "00900311"), ("+CREG: 2,1,\"00C3\",\"01A2B3C4\"", "B3C4"),
        ("+CUSD: 0,\"Your balance is 12.50\",15", "balance"),
        ("+CPBR: 1,\"121\",129,\"Voicemail\"", "\"121\""),
    ])
    func `A number and a name in a line are others of the same length and kind`(line: String, secret: String)
    {
        let masked = self.line(line)

        #expect(!masked.contains(secret), "\(masked)")
        #expect(masked.utf8.count == line.utf8.count)
        #expect(masked.prefix { $0 != "\"" } == line.prefix { $0 != "\"" } || !line.contains("\""))
    }

    @Test(arguments: [
        "RING", "OK", "+CSQ: 22,99", "+CMTI: \"SM\",3", "+COPS: 0,0,\"ACME Mobile\",7",
        "+COPS: 0,2,\"310410\"",
        "+CCLK: \"26/03/14,09:26:53+00\"", "+CPIN: READY", "+CME ERROR: 100",
        "+CPMS: \"SM\",1,20,\"SM\",1,20",
        "^SIND: \"call\",1", "+CRING: VOICE", "+CLIP: \"\",128", "*PSUTTZ: 26,3,14,9,26,53,\"+0\",0",
    ])
    func `A line that is about nobody stays as it is`(line: String) {
        #expect(self.line(line) == line)
    }

    @Test func `One number is one mask, with and without its country code, in lines and in PDUs`() {
        let mask = Mask(1, 2)
        let international = line("+CLIP: \"+447700900311\",145")
        let national = line("+CLIP: \"07700900311\",129")
        // SMS-SUBMIT to +447700900311.
        let pdu = mask.pdu("0011000C914477000930110000A705E8329BFD06")
        let digits = international.filter(\.isNumber).prefix(12)

        #expect(international.dropLast(5).suffix(8) == national.dropLast(5).suffix(8))
        let swapped = stride(from: 0, to: 12, by: 2).map { place in
            let pair = Array(digits)[place...place + 1]
            return String(pair.reversed())
        }.joined()
        #expect(pdu.dropFirst(10).prefix(12) == swapped[...])
        #expect(pdu.hasPrefix("0011000C91") && pdu.dropFirst(22).hasPrefix("0000A705"))
    }

    @Test func `A PDU stays one, with other words and the same times`() {
        let mask = Mask(1, 2)
        let first = mask.pdu(SamplePDU.first)

        #expect(first.utf8.count == SamplePDU.first.utf8.count)
        #expect(first != SamplePDU.first)
        #expect(first.contains("99309251619580"))
        #expect(mask.pdu(SamplePDU.first) == first && mask.pdu(SamplePDU.second) != first)
        #expect(mask.pdu(SamplePDU.first.lowercased()) == first.lowercased())
    }

    @Test(arguments: ["", "0", "FF", "07", "0791", "00FF", "0004FFFF", "000B", "00010B91", "0051000B9144"])
    func `A PDU that ends too early is masked as far as it goes`(hex: String) {
        #expect(Mask(1, 2).pdu(hex).utf8.count == hex.utf8.count)
    }

    @Test(arguments: [
        ("AT+CPIN=\"1234\"\r", "AT+CPIN=\"0000\"\r"), ("AT+CPIN=1234\r", "AT+CPIN=0000\r"),
        ("AT+CLCK=\"SC\",0,\"1234\"\r", "AT+CLCK=\"SC\",0,\"0000\"\r"),
        ("AT+CPWD=\"SC\",\"1234\",\"98765\"\r", "AT+CPWD=\"SC\",\"0000\",\"00000\"\r"),
        ("AT+CUSD=1,\"*100#\",15\r", "AT+CUSD=1,\"*100#\",15\r"), ("AT+CPIN?\r", "AT+CPIN?\r"),
        ("AT+CPMS=\"SM\",\"SM\",\"SM\"\r", "AT+CPMS=\"SM\",\"SM\",\"SM\"\r"), ("\u{1B}", "\u{1B}"),
    ])
    func `A PIN becomes zeros, a command without secrets stays`(command: String, masked: String) {
        #expect(sent(command) == masked)
    }

    @Test(arguments: [
        "ATD+447700900311;\r", "AT+CCFC=0,3,\"+447700900311\",145\r", "AT+CUSD=1,\"*101*447700900311#\"\r",
    ])
    func `A number in a command is masked`(command: String) {
        #expect(!sent(command).contains("00900311"))
        #expect(shape(sent(command)) == shape(command))
    }

    @Test func `The echo of a PIN is masked, also with a line of another in it`() {
        var mask = TrafficMask(Mask(1, 2))
        _ = mask.sent(Array("AT+CPIN=\"4711\"\r".utf8))

        let echo = mask.received(Array("AT+CPIN=\"4711\"\r\r\nOK\r\n".utf8))
        let torn = mask.received(Array("AT+CPIN=\"47\r\nRING\r\n11\"\r\r\nOK\r\n".utf8))

        #expect(String(decoding: echo, as: UTF8.self) == "AT+CPIN=\"0000\"\r\r\nOK\r\n")
        #expect(String(decoding: torn, as: UTF8.self) == "AT+CPIN=\"00\r\nRING\r\n00\"\r\r\nOK\r\n")
    }

    @Test func `A number that comes in two reads is masked as one`() {
        var mask = TrafficMask(Mask(1, 2))
        let first = mask.received(Array("\r\n+CLIP: \"+44770".utf8))
        let second = mask.received(Array("0900311\",145\r\n".utf8))

        #expect(
            String(decoding: first + second, as: UTF8.self)
                == received("\r\n+CLIP: \"+447700900311\",145\r\n"))
        #expect(first == Array("\r\n".utf8))
    }

    @Test func `A message in plain text is letters, and a line in between stays`() {
        let masked = received("\r\n+CMT: \"+447700900311\",,\"26/03/14\"\r\nRING\r\nCall me at 5\r\n")

        #expect(masked.contains("\r\nRING\r\n"))
        #expect(!masked.contains("Call") && !masked.contains("5\r\n"))
    }

    @Test func `An answer of the network over several lines is masked to its end`() {
        let masked = received("\r\n+CUSD: 1,\"Hello Ann\nYour PUK: 12345678\",15\r\nOK\r\n")

        #expect(!masked.contains("Ann") && !masked.contains("PUK") && !masked.contains("1234"))
        #expect(masked.hasPrefix("\r\n+CUSD: 1,\"") && masked.hasSuffix("\",15\r\nOK\r\n"))
    }

    @Test func `A number in UCS-2 stays one`() {
        // +447700900311
        let hex = "002B003400340037003700300030003900300030003300310031"
        let masked = line("+CLIP: \"\(hex)\",145")

        #expect(masked != "+CLIP: \"\(hex)\",145")
        #expect(masked.hasPrefix("+CLIP: \"002B0034003400370037") && masked.hasSuffix("\",145"))
        let digits = masked.dropFirst(8).prefix(hex.utf8.count)
        #expect(
            stride(from: 4, to: hex.utf8.count, by: 4).allSatisfy { digits.dropFirst($0).hasPrefix("003") })
    }

    @Test func `A flood without a line end is held up to a bound, and nothing of it is kept`() {
        let flood = String(repeating: "447700900311", count: 1000)

        let masked = received(flood + "\r\nOK\r\n")

        #expect(masked.utf8.count == flood.utf8.count + 6)
        #expect(!masked.contains { $0.isNumber })
    }
}
