import ATGrammar
import Testing

/// The lines that open a call (RULES 17 to 19) and describe one.
struct CallAnnouncementTests {
    private static let caller = AnnouncedCaller.visible("+447700900123", 145)

    @Test(
        arguments: [
            // cinterion_siemens#S8
            ("RING", .ring),
            // huawei#S10, telit#S5
            ("+CRING: VOICE", .callRing(.voice)),
            ("+CRING: \"VOICE\"", .callRing(.voice)),
            // huawei#S10 with a number of the range for stories
            ("+CLIP: \"+447700900123\",145,,,,0", .callerLine(CallerLine(caller: caller))),
            // quectel_lte#S10
            (
                "+QIND: \"ccinfo\",2,1,4,0,0,\"+447700900123\",145",
                .callState(
                    .init(
                        source: .quectelIndication, id: 2, direction: .terminated, state: .incoming,
                        caller: caller))
            ),
            // quectel_lte#S5
            (
                "^DSCI: 2,1,4,0,+447700900123,145",
                .callState(
                    .init(
                        source: .quectelCallInfo, id: 2, direction: .terminated, state: .incoming,
                        caller: caller))
            ),
            // quectel_lte#S17: twelve fields
            (
                "^DSCI: 1,1,4,0,0,\"+447700900123\",145,,,0,\"\",0",
                .callState(
                    .init(
                        source: .quectelCallInfo, id: 1, direction: .terminated, state: .incoming,
                        caller: caller))
            ),
            // simcom_3g_4g#S9
            (
                "+CLCC: 1,1,4,0,0,\"+447700900123\",145",
                .callState(
                    .init(
                        source: .currentCalls, id: 1, direction: .terminated, state: .incoming, caller: caller
                    ))
            ),
            // ublox#S3
            (
                "+UCALLSTAT: 1,4",
                .callState(.init(source: .ubloxCallStatus, id: 1, direction: .terminated, state: .incoming))
            ),
            // huawei#S17
            (
                "^CCALLSTATE: 1,5,1",
                .callState(.init(source: .huaweiCallState, id: 1, direction: .terminated, state: .incoming))
            ),
            (
                "*ECAV: 1,6,2,,,\"+447700900123\",145",
                .callState(
                    .init(
                        source: .ericssonCallMonitoring, id: 1, direction: .terminated, state: .incoming,
                        caller: caller))
            ),
            // telit#S6
            (
                "#ECAM: 1,6,1,,,",
                .callState(
                    .init(source: .telitCallMonitoring, id: 1, direction: .terminated, state: .incoming))
            ),
            // cinterion_siemens#S8
            (
                "^SLCC: 1,1,4,0,0,0,\"+447700900123\",145",
                .callState(
                    .init(
                        source: .cinterionCallList, id: 1, direction: .terminated, state: .incoming,
                        caller: caller))
            ),
            (
                "+XCALLSTAT: 1,4",
                .callState(.init(source: .intelCallStatus, id: 1, direction: .terminated, state: .incoming))
            ),
        ] as [(String, UnsolicitedResultCode)])
    func `RULE 17: Every dialect announces a call`(line: String, code: UnsolicitedResultCode) {
        #expect(UnsolicitedResultCode(line: line) == code)
    }

    @Test func `RULE 18: RING and CRING are both known, and RING as a number where asked for`() {
        #expect(UnsolicitedResultCode(line: "RING") == .ring)
        #expect(UnsolicitedResultCode(line: "+CRING: VOICE") == .callRing(.voice))
        #expect(UnsolicitedResultCode(numericLine: "2") == .ring)
        #expect(UnsolicitedResultCode(numericLine: "0") == nil)
        #expect(UnsolicitedResultCode(line: "2") == nil)
    }

    @Test(arguments: ["ASYNC", "REL ASYNC", "SYNC", "REL SYNC", "FAX", "GPRS"])
    func `RULE 19: A ring of another kind than voice says so`(kind: String) {
        #expect(UnsolicitedResultCode(line: "+CRING: \(kind)") == .callRing(.other(kind)))
    }

    @Test(arguments: [
        // other_and_generic#S1
        "+CLCC: 2,1,4,1,0,\"123445249\",161", "+CLCC: 3,1,4,2,0,\"000072449\",161",
        // cinterion_siemens#S8
        "+CLCC: 1,1,0,1,0",
        // quectel_lte#S10: a phantom that stays for ever
        "+CLCC: 1,1,0,1,0,\"\",128",
        // quectel_lte#S16
        "^DSCI: 1,1,4,1,data,129,0",
        "+QIND: \"ccinfo\",1,1,4,1,0,\"\",128", "^SLCC: 1,1,4,1,0,0", "#ECAM: 1,6,2,,,", "^ORIG:1,2",
    ])
    func `RULE 19: Calls that are no voice calls are marked`(line: String) throws {
        let report = try #require(UnsolicitedResultCode(line: line)?.callState)

        #expect(!report.isVoice)
    }

    @Test func `RULE 24: An entry of a poll and the line of its own read alike`() {
        let line = "+CLCC: 1,1,4,0,0,\"13320975368\",129,\"\""

        #expect(CurrentCalls.call(line: line) == UnsolicitedResultCode(line: line)?.callState)
        #expect(CurrentCalls.call(line: "+CLIP: \"1\",129") == nil)
    }

    @Test(
        arguments: [
            (0, .active), (1, .held), (2, .dialing), (3, .alerting), (4, .incoming), (5, .waiting),
            (6, .released),
        ] as [(Int, CallStateReport.State)])
    func `States of CLCC are those of 27_007, and 6 is released`(number: Int, state: CallStateReport.State) {
        #expect(CurrentCalls.call(line: "+CLCC: 1,1,\(number),0,0")?.state == state)
    }

    @Test(
        arguments: [(3, .active), (7, .alerting), (2, .dialing), (5, .waiting)]
            as [(Int, CallStateReport.State)])
    func `DSCI counts states in its own way`(number: Int, state: CallStateReport.State) {
        #expect(UnsolicitedResultCode(line: "^DSCI: 1,0,\(number),0,0770,129")?.callState?.state == state)
    }

    @Test func `RULE 17: u-blox prints 7 for a call that was taken`() {
        #expect(UnsolicitedResultCode(line: "+UCALLSTAT: 1,7")?.callState?.state == .active)
    }

    @Test(
        arguments: [
            // huawei#S9
            ("^ORIG:1,0", .originated, .dialing),
            ("^CONF:1", .originated, .alerting),
            ("^CONN:1,0", nil, .active),
            ("MO RING", .originated, .alerting),
            ("MO CONNECTED", .originated, .active),
            // zte#S5
            ("+CLCC: 1,0,2,0,0,\"0770\",129", .originated, .dialing),
        ] as [(String, CallStateReport.Direction?, CallStateReport.State)])
    func `RULE 31: Outgoing calls can be told from incoming ones`(
        line: String, direction: CallStateReport.Direction?, state: CallStateReport.State
    ) throws {
        let report = try #require(UnsolicitedResultCode(line: line)?.callState)

        #expect(report.direction == direction)
        #expect(report.state == state)
        #expect(report.isVoice)
    }

    @Test func `#ECAM: the id 0 is not to be relied on`() {
        #expect(
            UnsolicitedResultCode(line: "#ECAM: 0,0,1,,,")
                == .callState(.init(source: .telitCallMonitoring, id: nil, direction: nil, state: .released)))
    }

    @Test(arguments: [
        // telit#S3
        "+CLIP: 1,1", "+CLIP: 0,2", "+CLIP: (0,1)", "+CRING: ", "+CRC: 1", "+CRC: (0,1)",
        // other_and_generic#S1
        "+CCWA: 1,4", "+CCWA: 1", "+CCWA: (0,1)", "+CCWA: 1,1,1",
        // zte#S5
        "+CVHU: (0-1)", "+CREG: 2,1", "+CREG: 0,1", "+CEREG: 2,1,\"00C3\",\"0123ABCD\",7", "+CREG: (0-2)",
        "+CNMI: 2,1,0,0,0", "+CPMS: 0,40,0,10,0,10", "+CMGS: 12", "+CLCC: (0,1)",
    ])
    func `RULE 11: The answer to a query is no unsolicited line`(line: String) {
        #expect(UnsolicitedResultCode(line: line) == nil)
    }

    @Test(arguments: [
        // ublox#S3, ublox#S6
        "1,", "AT: 1,3", "+CLIP: \"234525601", "+CLIP: \"234564036", "+CLIP: \"2345\"", "+CLIP: \"2345\",1",
        "+CLIP: \"2345\",14", "+CLIP: \"2345\",", "+CLIP", "+CLIP:", "+CLIP: ,", "+CLCC: 1,1,4",
        "+CCWA: \"234\",129",
        "+QIND: \"ccinfo\",4,1,4,0,0,\"0955", "^CEND:1", "^CEND:1,0", "+UCALLSTAT: 1", "+UCALLSTAT: 1,",
        "^DSCI: 2,1,4",
        "MISSED_CALL: 08:4", "MISSED_CALL: ", "+CMTI: \"SM\"", "+CMTI: \"SM", "*ECAV: 1,6", "RIN", "NO CARR",
    ])
    func `RULE 7: A line that was cut short is dropped`(line: String) {
        #expect(UnsolicitedResultCode(line: line) == nil)
    }

    @Test(arguments: [
        "^DSCI: 2,1,4,0,+48601", "+CLCC: 1,1,4,0,0,\"0770\"", "+CLCC: 1,1,4,0,0,\"0770\",1",
        "+CLIP: \"23456+CLIP: \"234525601\",129", "+CLIP: \"77\u{FFFD}09\",129", "+CLIP: \"anonymous\",128",
        "+CLIP: \"123456789012345678901\",129",
    ])
    func `RULE 7: A number that is not beyond doubt is no number`(line: String) {
        #expect(UnsolicitedResultCode(line: line)?.announcedCaller == .notGiven)
    }

    @Test(arguments: [
        "^RSSI:18", "^HCSQ:\"WCDMA\",39,29,45", "^BOOT:27710117,0,0,0,75", "^MODE:3,3", "^CSNR:-93,-23",
        "^SRVST:0",
        "^SIMST:1", "^STIN: 7, 0, 0", "^DSFLOWRPT:00000124,00000082", "^NWTIME: 18/03/09,12:36:21+4,00",
        "^MODE: 2",
        "*PSUTTZ: 2026,1", "+CTZV: \"+04\"", "DST: 1", "+CSMINS: 0,1", "+CMTE: 1", "+CGEV: EPS PDN ACT 1",
        "+CESQ: 99,99,255,255,31,70", "+RXDTMF: 1", "+QUSIM: 1", "+QIND: \"csq\",20,99",
        "+QIND: \"act\",\"LTE\"",
        "+ZUSIMR:2", "+ZPASR: \"No Service\"", "+ZDONR: \"O2-UK\",234,10,\"CS_PS\",\"ROAM_OFF\"", "+ZEND",
        "#STN: 150,1,\"\"",
        "#MWI: 1,1,2", "+CIEV: 7,1", "+CIEV: rssi,3", "+CIEV: sounder,0",
        "+CTZU: \"19/07/09,11:15:40\",+08,1",
        "^SCKS: 1", "+PACSP1", "+SPNWNAME: \"432\",\"11\",\"Mci\",\"Mci\"", "+PSBEARER: 24, 0",
        "%NWSTATE: 1,2",
        "_OSIGQ: 3,0", "+SIND: 1", "+SIM DROP", "+WIND: 5,1", "+WIND: 2", "+CUSD: 0,\"x\",15", "+CFUN: 1",
        "+UUDTMFD: 5",
    ])
    func `RULE 16: Lines that modems print at rest are known`(line: String) {
        switch UnsolicitedResultCode(line: line) {
        case .noise, .simState: break
        case let other: Issue.record("\(line): \(String(describing: other))")
        }
    }

    @Test(arguments: ["Revision: 11.617", "hello", "+FOO: 1", "\u{FFFD}", "+", ":"])
    func `RULE 16: What nobody knows is nil, and nothing worse`(line: String) {
        #expect(UnsolicitedResultCode(line: line) == nil)
    }
}

extension AnnouncedCaller {
    /// A caller with a number that is known to be one.
    static func visible(_ digits: String, _ typeOfAddress: Int?) -> AnnouncedCaller {
        SubscriberNumber(digits: digits, typeOfAddress: typeOfAddress).map { .number($0) } ?? .notGiven
    }
}

extension UnsolicitedResultCode {
    var callState: CallStateReport? {
        guard case .callState(let report) = self else { return nil }
        return report
    }
}
