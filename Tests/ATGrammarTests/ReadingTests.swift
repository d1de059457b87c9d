import Testing

@testable import ATGrammar

@Suite struct ReadingTests {
    @Test(
        arguments: [
            ("+CESQ: 99,99,255,255,31,70", -71), ("+CESQ: 99,99,255,255,20,0", -141),
            ("+CESQ: 99,99,35,20,255,255", -86), ("+CESQ: 40,0,255,255,255,255", -71),
            ("+CESQ: 63,99,255,255,255,97", -44),
        ])
    func `AT+CESQ tells the strength in the scale of the network that is used`(
        _ line: String, _ strength: Int
    ) {
        #expect(ExtendedSignalQuality(line: line)?.decibelMilliwatts == strength)
    }

    @Test(arguments: [
        "+CESQ: 99,99,255,255,255,255", "+CESQ: 99,99,255,255,255,98", "+CESQ: -1,0,-1,0,0,-1",
        "+CESQ: 99,99,255,255,255,99999999999999999999",
    ])
    func `A strength that is not known is none`(_ line: String) {
        let quality = ExtendedSignalQuality(line: line)
        #expect(quality != nil)
        #expect(quality?.decibelMilliwatts == nil)
    }

    @Test(arguments: ["+CESQ: 1,2", "+CSQ: 20,99", "+CESQ:", "+CESQ: 99,99,255,255,31,\"70"])
    func `What is no answer to AT+CESQ is not read as one`(_ line: String) {
        #expect(ExtendedSignalQuality(line: line) == nil)
    }

    @Test(arguments: [
        ("26/11/21,05:00:00+04", true), ("2026/11/21,05:00:00-20", true), ("26/11/21,05:00:00", false),
        ("80/01/06,00:01:02+00", false), ("04/01/01,00:00:00+00", false), ("70/01/01,00:00:00+00", false),
    ])
    func `A clock that was never set shows a year long past, or no zone`(_ text: String, _ wasSet: Bool) {
        #expect(ClockReading(line: "+CCLK: \"\(text)\"")?.wasSet == wasSet)
    }

    @Test(arguments: [(1, true), (5, true), (6, false), (7, false), (9, true), (10, true)])
    func `A network that takes texts alone is known by its status`(_ status: Int, _ takesCalls: Bool) {
        #expect(Registration(answer: "+CREG: 1,\(status)")?.takesCalls == takesCalls)
    }
}
