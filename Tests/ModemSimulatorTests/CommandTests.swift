import ModemSimulator
import Testing

struct CommandTests {
    @Test(arguments: [
        ("AT", "OK"),
        ("at", "OK"),
        ("ATE0V1;+CMEE=1", "OK"),
        ("AT+CMEE?", "+CMEE: 0/OK"),
        ("AT+CGSN", "490154203237518/OK"),
        ("AT+CPIN?", "+CPIN: READY/OK"),
        ("AT+CREG?", "+CREG: 0,1/OK"),
        ("AT+COPS?", "+COPS: 0,0,\"EE\"/OK"),
        ("AT+CSQ", "+CSQ: 22,99/OK"),
        ("AT+CSQ;+CREG?", "+CSQ: 22,99/+CREG: 0,1/OK"),
        ("AT+CNMI=?", "+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)/OK"),
        ("AT+CNMI=2,1,0,2,0", "OK"),
        ("AT+CPMS?", "+CPMS: \"SM\",0,20,\"SM\",0,20,\"SM\",0,20/OK"),
        ("AT+CPMS=\"ME\",\"ME\"", "+CPMS: 0,50,0,50,0,20/OK"),
        ("AT+CPMS=\"XX\"", "+CMS ERROR: 302"),
        ("AT+CMGL=4", "OK"),
        ("AT+CLCC", "OK"),
        ("AT+CHUP", "OK"),
        ("AT+CCLK?", "+CCLK: \"26/11/20,14:02:11+00\"/OK"),
        ("AT+CSMS=0", "+CSMS: 1,1,1/OK"),
        ("AT+CNMA", "+CMS ERROR: 340"),
    ])
    func `The strict modem answers as the standards have it`(line: String, answer: String) {
        var conversation = Conversation()
        #expect(conversation.ask(line) == answer)
    }

    @Test(arguments: [
        "AT+CLCC=1", "AT+QINDCFG=\"ccinfo\",1", "AT^DSCI=1", "AT^CURC=0", "AT+CCID", "AT+WHATEVER", "hello",
    ])
    func `The strict modem refuses what no standard knows`(line: String) {
        var conversation = Conversation()
        #expect(conversation.ask(line) == "ERROR")
    }

    @Test(arguments: [
        ("huawei", "AT+WHATEVER", "COMMAND NOT SUPPORT"),
        ("huawei", "AT^ICCID?", "^ICCID: 8944110068256270054/OK"),
        ("huawei", "AT+CNMI=2,1,0,2,0", "+CMS ERROR: 303"),
        ("huawei", "AT+CNMI=1,1,0,2,0", "OK"),
        ("huawei", "AT+CMMS=2", "+CMS ERROR: 500"),
        ("simcom2g", "AT+CCID", "8944110068256270054/OK"),
        ("simcom2g", "AT+CLCC=1", "OK"),
        ("simcom4g", "AT+CMGR=1", "OK"),
        ("quectel", "AT+QCCID", "+QCCID: 8944110068256270054/OK"),
        ("quectel", "AT+QINDCFG=\"ccinfo\",1", "OK"),
        ("quectel", "AT+QURCCFG=\"urcport\"", "+QURCCFG: \"urcport\",\"usbat\"/OK"),
        ("quectel", "AT+QURCCFG=\"urcport\",\"all\"", "OK"),
        ("simcom4g", "AT+CATR?", "+CATR: 0/OK"),
        ("quectel", "AT+CPMS=\"MT\",\"MT\",\"MT\"", "+CPMS: 0,255,0,255,0,255/OK"),
    ])
    func `A family answers as its modems do`(profile: String, line: String, answer: String) throws {
        var conversation = Conversation(try #require(SimulatorProfile.named(profile)))
        #expect(conversation.ask(line) == answer)
    }

    @Test func `Echo is on at first, as the factory left it`() {
        var conversation = Conversation()
        _ = conversation.ask("ATE1")
        #expect(conversation.ask("AT") == "AT/OK")
    }

    @Test func `+CMEE chooses between ERROR, a number and words`() {
        var conversation = Conversation { $0.hasSIM = false }
        #expect(conversation.ask("AT+CPIN?") == "ERROR")
        #expect(conversation.ask("AT+CMEE=1") == "OK")
        #expect(conversation.ask("AT+CPIN?") == "+CME ERROR: 10")
        #expect(conversation.ask("AT+CMEE=2") == "OK")
        #expect(conversation.ask("AT+CPIN?").hasPrefix("+CME ERROR: SIM not inserted"))
    }

    @Test func `The numeric form of results is one digit`() {
        var conversation = Conversation()
        #expect(conversation.ask("ATV0") == "0")
        #expect(conversation.ask("AT+WHATEVER") == "4")
    }

    @Test func `A PIN is counted, and three wrong ones lock the SIM`() {
        var conversation = Conversation { $0.pin = "1234" }
        _ = conversation.ask("AT+CMEE=1")
        #expect(conversation.ask("AT+CPIN?") == "+CPIN: SIM PIN/OK")
        #expect(conversation.ask("AT+CREG?") == "+CREG: 0,0/OK")
        #expect(conversation.ask("AT+CMGL=4") == "+CMS ERROR: 311")
        #expect(conversation.ask("AT+CPIN=\"1111\"") == "+CME ERROR: 16")
        #expect(conversation.ask("AT+CPINR") == "+CPINR: SIM PIN,2,3/OK")
        #expect(conversation.ask("AT+CPIN=\"2222\"") == "+CME ERROR: 16")
        #expect(conversation.ask("AT+CPIN=\"3333\"") == "+CME ERROR: 12")
        #expect(conversation.ask("AT+CPIN?") == "+CPIN: SIM PUK/OK")
        #expect(conversation.ask("AT+CPIN=\"1234\"") == "+CME ERROR: 12")
    }

    @Test func `The right PIN lets the SIM onto the network`() {
        var conversation = Conversation { $0.pin = "1234" }
        #expect(conversation.ask("AT+CPIN=\"1234\"") == "OK")
        #expect(conversation.ask("AT+CPIN?") == "+CPIN: READY/OK")
        #expect(conversation.ask("AT+CREG?") == "+CREG: 0,1/OK")
        #expect(conversation.events == [.pinEntered(isRight: true)])
    }

    @Test func `A change of registration is told to who asked for it`() {
        var conversation = Conversation()
        #expect(conversation.happen(.registration(2)) == "")
        _ = conversation.ask("AT+CREG=1")
        #expect(conversation.happen(.registration(5)) == "+CREG: 5")
    }
}
