import Telephony
import Testing

@Suite struct PhoneNumberTests {
    @Test(arguments: ["+447700900311", "+1234567", "+123456789012345"])
    func `A plus sign and 7 to 15 digits are a number`(text: String) {
        #expect(PhoneNumber(e164: text)?.e164 == text)
    }

    @Test(arguments: [
        "", "+", "447700900311", "+0447700900311", "+123456", "+1234567890123456", "+44 7700900311",
        "+44770090031x",
        "+٤٤٧٧٠٠٩٠٠٣١١", "++447700900311", "+447700900311\r",
    ])
    func `Anything else is not a number that may be texted`(text: String) {
        #expect(PhoneNumber(e164: text) == nil)
    }
}

@Suite struct NetworkNumberTests {
    @Test func `RULE 37: type 145 is international with and without a plus`() {
        #expect(NetworkNumber(digits: "447700900311", typeOfAddress: 145).isInternational)
        #expect(NetworkNumber(digits: "+447700900311").isInternational)
    }

    @Test(arguments: [128, 129, 161])
    func `The other types leave open what country a number belongs to`(type: Int) {
        #expect(!NetworkNumber(digits: "07700900311", typeOfAddress: type).isInternational)
    }
}

@Suite struct LineIDTests {
    private let modem = ModemID(imei: "490154203237518", target: "/dev/ttyUSB2")

    @Test func `A line is its SIM by ICCID, else by IMSI, else the modem`() {
        #expect(LineID(iccid: "8944", imsi: "23430", modem: modem).rawValue == "sim:8944")
        #expect(LineID(iccid: nil, imsi: "23430", modem: modem).rawValue == "sim:23430")
        #expect(LineID(iccid: nil, imsi: nil, modem: modem).rawValue == "imei:490154203237518")
    }

    @Test func `A modem without an IMEI is where it was found`() {
        #expect(ModemID(imei: nil, target: "tcp://127.0.0.1:7000").rawValue == "target:tcp://127.0.0.1:7000")
    }
}
