import ATGrammar
import Testing

@Suite struct TypedCommandTests {
    @Test(arguments: [
        "AT", "at", "ATI", "ATI9", "AT+CSQ", "at+csq", " AT+COPS? ", "AT+CPIN?", "AT+CMGF=?", "AT+CSQ;+CREG?",
        "AT^SYSINFO", "AT+QCFG=\"ims\"", "AT+QCFG=\"usbcfg\"", "AT+CMGL=4", "AT+COPS=1,2,\"23430\"", "ATE0V1",
        "AT&V",
        "AT$QCRMCALL?",
        "AT+CFUN?", "AT+CUSD=?", "AT#MONI", "ATX3", "AT+CGSN;+CIMI;^ICCID?",
    ])
    func `A command that the conversation can go on after is sent as it stands`(line: String) throws {
        let command = ATCommand.typed(try TypedCommand(line))
        #expect(command.line == line.trimmingSpaces)
        #expect(command.octets.last == 0x0D)
    }

    @Test(arguments: [
        "ATD07700900311;", "ATDT123", "atd1", "ATA", "ATO", "ATE1", "AT E1", "ATX3E1", "ATV0", "ATV", "ATQ1",
        "ATZ", "AT&F", "ATE0&F", "AT&W", "ATS0=1", "ATS3=13", "AT+CMGS=10", "AT+CMGS?", "at+cmgs=\"+44\"",
        "AT +CMGS=1",
        "AT+CMGW=1", "AT+CMGC=1", "AT+CNMA", "AT+CMSS=1", "AT+CMGD=1,4", "AT+CMGRD=1", "AT+CPIN=\"1234\"",
        "AT+CLCK=\"SC\",1,\"1\"", "AT+CPWD=\"SC\"", "AT+CFUN=0", "AT+CFUN=1,1", "AT+CPOF", "AT+QPOWD=1",
        "AT^SMSO",
        "AT+CHLD=11", "AT^GETPORTMODE", "AT#DIALMODE=2", "AT+CUSBPIDSWITCH=9001,1,1", "AT+CMGF=1",
        "AT+CNMI=0",
        "AT+CSCS=\"UCS2\"", "AT+CUSD=1,\"*100#\",15", "AT+CGDATA=\"PPP\",1", "AT+CMUX=0", "AT+IPR=9600",
        "AT+CSQ;+CMGS=10", "AT+CSQ;D123;", "AT+CSQ ; E1", "ATH;A", "AT+CSQ;;+CPOF", "AT+QCFG=\"a;b\";+CPOF",
        "AT\\Q0", "AT+CSCA=\"+44\",145", "AT+CSIM=26,\"0020\"", "AT+CRSM=176,12258,0,0,10",
        "AT+QCFG=\"usbcfg\",0x2C7C", "AT^CURC=0", "AT+CPO F", "AT+C M G S = 1", "AT D 1",
    ])
    func `A command that would cost a text, a PIN attempt or the conversation is not`(line: String) {
        #expect {
            _ = try TypedCommand(line)
        } throws: {
            if case .forbidden? = $0 as? TypedCommand.Refusal { true } else { false }
        }
    }

    @Test(arguments: [
        ("", TypedCommand.Refusal.empty), ("  ", .empty), ("+CSQ", .noCommand), ("hello", .noCommand),
        ("AT+CSQ\r", .unprintable), ("AT+CSQ\nAT+CPOF", .unprintable), ("AT+CSQ\r\n", .unprintable),
        ("AT\u{1A}", .unprintable), ("AT\u{1B}", .unprintable), ("AT\u{0}", .unprintable),
        ("ATé", .unprintable),
        ("AT" + String(repeating: "9", count: 300), .tooLong),
    ])
    func `What is not one line of ASCII that starts with AT is none`(
        line: String, refusal: TypedCommand.Refusal
    ) {
        #expect(throws: refusal) { try TypedCommand(line) }
    }

    @Test func `A log tells the name and nothing of the rest`() throws {
        #expect("\(ATCommand.typed(try TypedCommand("AT+CGDCONT=1,\"IP\",\"secret\"")))" == "AT+CGDCONT...")
    }

    @Test(arguments: ["*100#", "1", "*#61#", "**61*+447700900999*11*20#", String(repeating: "1", count: 182)])
    func `A service code has digits, stars, hashes and pluses`(code: String) throws {
        let string = try #require(ServiceString(code: code))
        let command = ATCommand.set(.unstructuredService, .integer(1), .service(string), .integer(15))
        #expect(command.line == "AT+CUSD=1,\"\(code)\",15")
        #expect("\(command)" == "AT+CUSD=1,\"...\",15")
    }

    @Test(arguments: [
        "", "*100#\r", "\"", "*100#\"", "\u{1A}", "a", "1;2", String(repeating: "1", count: 183), "１",
    ])
    func `Nothing else gets into one`(code: String) {
        #expect(ServiceString(code: code) == nil)
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
