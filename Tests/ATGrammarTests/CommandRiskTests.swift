import ATGrammar
import Testing

/// RULES 67 and 75: what is sent neither for a person nor for a file, and where the two may do different things.
@Suite struct CommandRiskTests {
    private static func risk(_ line: String, _ writer: CommandRisk.Writer) throws -> CommandRisk? {
        CommandRisk(of: try ATCommand(written: line), by: writer)
    }

    private static let everyWriter: [CommandRisk.Writer] = [.person, .family, .familyReset]

    @Test(arguments: [
        // Texts.
        "AT+CMGS=10", "AT+CMGS", "AT+CMGW=10", "AT+CMGC=1", "AT+CNMA", "AT+CNMA=1", "AT+CMSS=1", "AT+CMGRD=1",
        "AT+CMGD=1,4", "AT+CMGDA=\"DEL ALL\"", "AT+QMGDA=6", "AT+CMGMD=1", "AT+CSCA=\"+44\",145",
        // The SIM and what the modem is.
        "AT+CPBW=1,\"07700900311\"", "AT^CPBW=1", "AT+EGMR=1,7,\"1\"", "AT+CPIN=\"1234\"", "AT+CPIN2=\"1\"",
        "AT^CPIN=\"1\"", "AT+CLCK=\"SC\",1,\"1\"", "AT+CPWD=\"SC\"", "AT+CSIM=26,\"0020\"", "AT+CRSM=176",
        "AT^CARDLOCK=\"1\"",
        // Calls, and where they go.
        "AT+CKPD=\"07700\"", "AT+CTFR=1", "AT+CCFC=0,3,\"+447700900311\",145", "AT+CCFC=0,4",
        "AT+CCFC=\"0,2\",3", "AT+CUSD=1,\"*100#\"",
        // The line.
        "AT+IPR=9600", "AT+ICF=3", "AT+CMUX=0", "AT+CMUX?", "AT+CGDATA=\"PPP\",1", "AT^CURC=0",
        // What the conversation rests on.
        "AT+CMGF=1", "AT+CNMI=0", "AT+CPMS=\"SM\"", "AT+CSCS=\"UCS2\"", "AT+CMEE=2", "AT+CSMS=0", "AT+CSMP=1",
        "AT+CSDH=1", "AT+CLIP=0",
        // The modem.
        "AT+CFUN=0", "AT+CFUN=4", "AT+ZOPRT=6", "AT+CHLD=11", "AT+CHLD=?", "AT^GETPORTMODE",
        "AT#DIALMODE=2", "AT+CUSBPIDSWITCH=9001,1,1", "AT^U2DIAG=0", "AT^SETPORT=\"1\"", "AT#USBCFG=1",
        "AT!USBCOMP=1", "AT+ZCDRUN=8", "AT+QCFG=\"usbcfg\",1", "AT+QCFG=usbcfg,1", "AT+CMAR=1",
        "AT+QPRTPARA=3", "AT+UFACTORY=2,2", "AT^SCFG=\"MEopMode/Factory\",\"all\"", "AT+CPOF", "AT+CPOWD=1",
        "AT+QPOWD=1", "AT+CPWROFF", "AT^SMSO", "AT#SHDN",
    ])
    func `Neither a person nor a file gets these sent`(line: String) throws {
        for writer in Self.everyWriter { #expect(try Self.risk(line, writer) != nil, "\(writer)") }
    }

    @Test(arguments: [
        "AT+CMGL=4", "AT+CMGR=1", "AT+CCFC=0,2", "AT+COPS=2", "AT+QCFG=\"usbcfg\"", "AT+CPOF=?", "AT+IPR?",
        "AT!USBCOMP?",
    ])
    func `A person sees the answer, and may ask what a file may not`(line: String) throws {
        #expect(try Self.risk(line, .person) == nil)
        #expect(try Self.risk(line, .family) != nil)
    }

    @Test(arguments: ["AT+CRC=1", "AT^CURC=1", "AT+ZOPRT=5"])
    func `A file may set what belongs to the start of a modem`(line: String) throws {
        #expect(try Self.risk(line, .person) != nil)
        #expect(try Self.risk(line, .family) == nil)
    }

    @Test(arguments: ["AT+CFUN=1,1", "AT+CFUN=15", "AT^RESET", "AT+CRESET", "AT#REBOOT", "AT!RESET"])
    func `A modem is started anew by those commands of a file that are for it`(line: String) throws {
        #expect(try Self.risk(line, .person)?.words.hasSuffix("; use catchline modem reset") == true)
        #expect(try Self.risk(line, .family)?.words.hasSuffix("; it belongs under \"reset\"") == true)
        #expect(try Self.risk(line, .familyReset) == nil)
    }

    @Test(arguments: [
        "AT", "AT+CPMS?", "AT+CPIN?", "AT^CPIN?", "AT+CMGF=?", "AT+CFUN?", "AT+QCFG=\"ims\"", "AT+CVHU=0",
        "AT+COPS?", "AT+CLCC=1", "AT^SCFG=\"URC/DstIfc\",\"app\"", "AT&C0", "AT+ACME=1",
    ])
    func `What does no harm is sent for all of them`(line: String) throws {
        for writer in Self.everyWriter { #expect(try Self.risk(line, writer) == nil, "\(writer)") }
    }

    @Test func `A refusal names the command, the reason and what to do instead`() {
        #expect {
            _ = try TypedCommand("at+csq;+cmgs=10")
        } throws: {
            "\($0)"
                == "AT+CMGS is not sent: the modem would wait for a text, and take the next commands for it; "
                + "use catchline send."
        }
    }
}
