import ATGrammar
import Testing

struct ATCommandTests {
    @Test(
        arguments: [
            (.basic(.attention), "AT"),
            (.basic(.echoOff), "ATE0"),
            (.execute(.hangUp), "AT+CHUP"),
            (.read(.registration), "AT+CREG?"),
            (.test(.newMessageIndications), "AT+CNMI=?"),
            (.set(.messageFormat, .integer(0)), "AT+CMGF=0"),
            (.set(.sendMessage, .integer(23)), "AT+CMGS=23"),
            (
                .set(.newMessageIndications, .integer(2), .integer(1), .integer(0), .integer(1), .integer(0)),
                "AT+CNMI=2,1,0,1,0"
            ),
            (.set(.messageStorage, .storage(.sim), .storage(.sim)), "AT+CPMS=\"SM\",\"SM\""),
            (
                .set(.unsolicitedCallInformation, .word(.callInformation), .integer(1)),
                "AT+QINDCFG=\"ccinfo\",1"
            ),
            (.set(.deleteMessage, .omitted, .integer(4)), "AT+CMGD=,4"),
        ] as [(ATCommand, String)])
    func `A command is written as V_250 says`(command: ATCommand, line: String) {
        #expect(command.line == line)
        #expect(command.octets == Array("\(line)\r".utf8))
    }

    @Test func `Digits and PIN go into a command in quotes`() throws {
        let digits = try #require(DialDigits("+447785016005"))
        let pin = try #require(PINDigits("1234"))

        #expect(
            ATCommand.set(.serviceCentre, .digits(digits), .integer(digits.typeOfAddress)).line
                == "AT+CSCA=\"+447785016005\",145")
        #expect(ATCommand.set(.pin, .pin(pin)).line == "AT+CPIN=\"1234\"")
    }

    @Test func `Neither PIN nor digits show in a description`() throws {
        let pin = try #require(PINDigits("1234"))
        let digits = try #require(DialDigits("07700900123"))

        #expect(ATCommand.set(.pin, .pin(pin)).description == "AT+CPIN=\"****\"")
        #expect(!ATCommand.set(.serviceCentre, .digits(digits)).description.contains("0770"))
        #expect("\(pin)" == "****")
    }

    @Test(arguments: ["0", "+447700900123", "*100#", "12345678901234567890", "+12345678901234567890"])
    func `Digits to dial`(text: String) {
        #expect(DialDigits(text)?.text == text)
    }

    @Test(arguments: [
        "", "+", "0770;+CMGD=1", "0770\"", "0770\r", "07 70", "4+4", "++44", "123456789012345678901", "٠٧٧",
        "07a", "0770\u{1A}",
        "0770\u{0}", "07\u{301}",
    ])
    func `Nothing but digits can be dialled`(text: String) {
        #expect(DialDigits(text) == nil)
    }

    @Test(arguments: ["1234", "12345678"])
    func `A PIN has 4 to 8 digits`(text: String) {
        #expect(PINDigits(text) != nil)
    }

    @Test(arguments: ["", "123", "123456789", "12a4", "1234\r", "１２３４", "12\"4"])
    func `What is no PIN never reaches a SIM`(text: String) {
        #expect(PINDigits(text) == nil)
    }

    @Test func `A PDU goes out with the Ctrl-Z that sends it`() throws {
        let pdu = try #require(HexPDU("0011AAff"))

        #expect(pdu.octets == Array("0011AAff\u{1A}".utf8))
    }

    @Test(arguments: ["", "0", "001", "00 1", "0G", "00\u{1B}0", String(repeating: "00", count: 177)])
    func `What is no PDU never reaches the prompt`(text: String) {
        #expect(HexPDU(text) == nil)
    }

    @Test(arguments: ["", "S", "SMS", "sm", "S1", "S\"", "ÄÖ"])
    func `The name of a memory is two capitals`(name: String) {
        #expect(MessageStorage(rawValue: name) == nil)
    }

    @Test(arguments: ["AT+CMGF=0", "at+cmgf=0", "AT+CMGF = 0"])
    func `RULE 9: The echo of a command is known`(line: String) {
        #expect(ATCommand.set(.messageFormat, .integer(0)).isEchoed(by: line))
        #expect(ATCommand.isEcho(line))
    }

    @Test(arguments: ["AT", "ATE0", "AT&F", "ATI", "AT^CURC=0"])
    func `RULE 9: The echo of any command is known`(line: String) {
        #expect(ATCommand.isEcho(line))
    }

    @Test(arguments: ["OK", "+CMGF: 0", "AT: 1,3", "ATTENTION", "A", ""])
    func `RULE 9: Other lines are no echo`(line: String) {
        #expect(!ATCommand.isEcho(line))
        #expect(!ATCommand.set(.messageFormat, .integer(0)).isEchoed(by: line))
    }

    @Test func `No command holds a line ending or a Ctrl-Z of its own`() throws {
        let digits = try #require(DialDigits("*#"))
        let pin = try #require(PINDigits("0000"))
        let parameters: [ATCommand.Parameter] =
            [.digits(digits), .pin(pin), .storage(.sim), .integer(.min), .omitted]
            + CommandWord.allCases.map { .word($0) }
        let commands =
            CommandName.allCases.map { ATCommand.set($0, parameters) }
            + ATCommand.Basic.allCases.map { .basic($0) }

        for command in commands {
            #expect(command.line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
            #expect(!command.line.contains(";"))
        }
    }
}
