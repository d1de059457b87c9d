import ATGrammar
import Testing

/// Answers of identity, network and clock.
struct ResponseTests {
    @Test(
        arguments: [
            ("+CSQ: 0,99", -113), ("+CSQ: 20,99", -73), ("+CSQ: 31,0", -51), ("+CSQ: 99,99", nil),
            ("+CSQ: 100,99", -116),
            ("+CSQ: 191,99", -25), ("+CSQ: 199,99", nil), ("+CSQ:15, 0", -83), ("+CSQ: -5,0", nil),
        ] as [(String, Int?)])
    func `Signal strength in dBm`(line: String, strength: Int?) throws {
        #expect(try #require(SignalQuality(line: line)).decibelMilliwatts == strength)
    }

    @Test func `Bit error rate where it is known`() {
        #expect(SignalQuality(line: "+CSQ: 20,3")?.bitErrorRate == 3)
        #expect(SignalQuality(line: "+CSQ: 20,99")?.bitErrorRate == nil)
        #expect(SignalQuality(line: "+CSQ: ") == nil)
    }

    @Test(
        arguments: [
            // cinterion_siemens#S5, simcom_3g_4g#S3
            ("+CEER: Normal call clearing", 16), ("+CEER: Normal, unspecified", 31),
            ("+CEER: Normal unspecified", 31), ("+CEER: Unassigned/unallocated number", 1),
            ("+CEER: Client rejected incoming call", nil),
            // 3GPP TS 24.008 table 10.5.123
            ("+CEER: Non-selected user clearing", 26), ("+CEER: \"Non selected user clearing\"", 26),
            // cinterion_siemens#S11, quectel_2g#S1, S2, sierra#S5
            ("+CEER: 8,26,0", 26), ("+CEER: 8,16", 16), ("+CEER: 5,0,0", nil), ("+CEER: 5,26", nil),
            ("+CEER: 0,0", nil), ("+CEER: \"CC setup error\",288,\"MM no service\"", nil),
            ("+CEER: \"Call released\",16,\"User busy\"", 17),
            ("+CEER: 8,999999999999999999999,0", nil), ("+CEER: 8,200,0", nil), ("+CEER: ", nil),
            ("+CEER", nil), ("+CSQ: 8,26,0", nil),
        ] as [(String, Int?)])
    func `RULE 34: Why a call ended, where the words are the network's`(line: String, code: Int?) {
        #expect(ReleaseCause(line: line)?.code == code)
    }

    @Test func `Phone books and their places`() {
        #expect(PhoneBooks.names(line: "+CPBS: (\"SM\",\"MC\")") == [.sim, .missedCalls])
        #expect(PhoneBooks.names(line: "+CPBS: \"ME\",\"MC\"") == [.equipment, .missedCalls])
        #expect(PhoneBooks.names(line: "+CPBR: (1-10)") == nil)
        #expect(PhoneBooks.selected(line: "+CPBS: \"SM\",10,250") == .sim)
        #expect(PhoneBooks.selected(line: "+CPBS: \"Sm") == nil)
        #expect(PhoneBooks.places(line: "+CPBR: (1-10),40,18") == 1...10)
        #expect(PhoneBooks.places(line: "+CPBR: (),40,18") == nil)
        #expect(PhoneBooks.places(line: "+CPBR: (-5--1),40,18") == nil)
    }

    @Test(
        arguments: [
            ("+CPBR: 1,\"+447700900311\",145,\"Grace\"", "+447700900311", nil),
            (
                "+CPBR: 1,\"07700900311\",129,\"\",\"26/11/20,14:02:11+00\"", "07700900311",
                "26/11/20,14:02:11+00"
            ),
            ("+CPBR: 1,\"07700900311\",129,\"26/11/20,14:02:11+00\"", "07700900311", nil),
            ("+CPBR: 1,\"\",129,\"\"", nil, nil), ("+CPBR: 1,\"call me\",129,\"\"", nil, nil),
            ("+CPBR: (1-10),40,18", nil, nil), ("+CPBR: 1,\"+4477", nil, nil), ("+CPBR: ", nil, nil),
        ] as [(String, String?, String?)])
    func `Entries of a phone book`(line: String, number: String?, time: String?) {
        #expect(PhoneBookEntry(line: line)?.number.digits == number)
        #expect(PhoneBookEntry(line: line)?.time == time)
    }

    @Test func `The operator and its radio`() throws {
        let current = try #require(CurrentOperator(line: "+COPS: 0,0,\"Tele, fon\",7"))

        #expect(current.name == "Tele, fon")
        #expect(current.accessTechnology == 7)
        #expect(try #require(CurrentOperator(line: "+COPS: 0")).name == nil)
        #expect(CurrentOperator(line: "+COPS: (2,\"A\",\"A\",\"26201\",7)") == nil)
    }

    @Test func `RULE 63: The service centre, or that there is none`() throws {
        #expect(
            try #require(ServiceCentre(line: "+CSCA: \"+447785016005\",145")).number?.digits
                == "+447785016005")
        #expect(
            try #require(ServiceCentre(line: "+CSCA: \"447785016005\",145")).number?.digits == "+447785016005"
        )
        #expect(try #require(ServiceCentre(line: "+CSCA: \"\",129")).number == nil)
        #expect(ServiceCentre(line: "+CSCA: ") == nil)
    }

    @Test func `RULE 6: The own number, behind a glued error too`() {
        #expect(OwnNumber(line: "+CNUM: \"Line 1\",\"+447700900123\",145")?.number.digits == "+447700900123")
        #expect(OwnNumber(line: "+CNUM: ,\"07700900123\",129,0,4")?.number.digits == "07700900123")
        #expect(OwnNumber(line: "+CNUM: \"\",\"\",129") == nil)
    }

    @Test(
        arguments: [
            ("+CCLK: \"26/01/05,10:11:12+04\"", "26/01/05,10:11:12+04"),
            ("+CCLK: \"26/01/05,10:11:12-12\"", "26/01/05,10:11:12-12"),
            ("+CCLK: 26/01/05,10:11:12+04", "26/01/05,10:11:12+04"),
            ("+CCLK: \"2026/01/05,10:11:12+04\"", "2026/01/05,10:11:12+04"),
            ("+CCLK: \"26/01/05,10:11:12\"", "26/01/05,10:11:12"), ("+CCLK: \"26/01/05\"", nil),
            ("+CCLK: \"soon\"", nil),
            ("+CCLK: \"26/01/05,10:11:12+4x\"", nil), ("+CCLK: ", nil),
            ("+CCLK: \"26/01/05,10:11:12+004\"", nil),
        ] as [(String, String?)])
    func `The clock, if it has the shape of one`(line: String, text: String?) {
        #expect(ClockReading(line: line)?.text == text)
    }

    @Test(
        arguments: [
            ("490154203237518", "490154203237518"), ("+CGSN: 490154203237518", "490154203237518"),
            ("+CGSN: \"490154203237518\"", "490154203237518"), ("\"490154203237518\"", "490154203237518"),
            ("IMEI: 490154203237518", "490154203237518"), ("OK", nil), ("12345", nil),
        ] as [(String, String?)])
    func `The IMEI, bare or behind a prefix`(line: String, digits: String?) {
        #expect(Identity.equipmentIdentity(line: line) == digits)
    }

    @Test(
        arguments: [
            ("234150999999999", "234150999999999"), ("+CIMI: 234150999999999", "234150999999999"),
            ("23415", nil),
            ("2341509999999991", nil),
        ] as [(String, String?)])
    func `The IMSI, bare or behind a prefix`(line: String, digits: String?) {
        #expect(Identity.subscriberIdentity(line: line) == digits)
    }

    @Test(
        arguments: [
            ("8944110065000000001", "8944110065000000001"),
            ("+CCID: \"89441100650000000015\"", "89441100650000000015"),
            ("+ICCID: 8944110065000000001F", "8944110065000000001"),
            ("+QCCID: 89441100650000000015", "89441100650000000015"),
            ("ICCID:8944110065000000001f", "8944110065000000001"),
            ("^ICCID: 984411005600000000F1", "8944110065000000001"),
            ("1234567890123456789", nil), ("89", nil), ("89441100650000ABCD15", nil), ("OK", nil),
        ] as [(String, String?)])
    func `The number of the card, with its filler gone and its digits in order`(line: String, digits: String?)
    {
        #expect(Identity.cardIdentity(line: line) == digits)
    }

    @Test(
        arguments: [
            ("huawei", "huawei"), ("+CGMM: \"EC25\"", "EC25"), ("Manufacturer: SIMCOM, Ltd", "SIMCOM, Ltd"),
            ("Revision: 11.617.13", "11.617.13"), ("\"Quectel\"", "Quectel"), ("", nil), ("+CGMI:", nil),
        ] as [(String, String?)])
    func `RULE 48: The words of a vendor, bare or behind a prefix`(line: String, text: String?) {
        #expect(Identity.text(line: line) == text)
    }
}
