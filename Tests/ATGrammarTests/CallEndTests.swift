import ATGrammar
import Testing

/// The lines that close a call (RULES 26 to 34).
struct CallEndTests {
    @Test(arguments: [
        ("NO CARRIER", CallEnd(form: .noCarrier)),
        // huawei#S10
        (
            "^CEND:1,0,104,16",
            CallEnd(form: .huaweiEnd, id: 1, duration: .zero, networkCause: 16, vendorCause: 104)
        ),
        // simcom_3g_4g#S9, #S11, #S3
        ("VOICE CALL: END", CallEnd(form: .voiceCallEnd)),
        ("VOICE CALL: END: 000009", CallEnd(form: .voiceCallEnd, duration: .seconds(9))),
        ("VOICE CALL:END:000017", CallEnd(form: .voiceCallEnd, duration: .seconds(17))),
        ("VOICE CALL: END: 010203", CallEnd(form: .voiceCallEnd, duration: .seconds(3723))),
        ("+CIEV: \"CALL\",0", CallEnd(form: .callIndicator)),
        // cinterion_siemens#S4
        ("+CIEV: call,0", CallEnd(form: .callIndicator)),
        // zte#S5
        ("HANGUP: 1", CallEnd(form: .hangUp, vendorCause: 1)),
        // cinterion_siemens#S1
        ("^SLCC: ", CallEnd(form: .emptyCallList)),
        ("^SLCC:", CallEnd(form: .emptyCallList)),
        // wavecom#S1
        ("+WIND: 6,1", CallEnd(form: .wavecomIndication, id: 1)),
        // other_and_generic#S1
        ("BUSY", CallEnd(form: .busy)),
        ("NO ANSWER", CallEnd(form: .noAnswer)),
    ])
    func `RULE 26: Every form closes a call, and is known by its form`(line: String, end: CallEnd) {
        #expect(UnsolicitedResultCode(line: line) == .callEnded(end))
    }

    @Test(arguments: [
        // quectel_lte#S14
        ("+QIND: \"ccinfo\",4,1,-1,0,0,\"0955401036\",128", CallStateReport.Source.quectelIndication, 4),
        // quectel_lte#S5
        ("^DSCI: 2,1,6,0,+447700900123,145", .quectelCallInfo, 2),
        // quectel_lte#S17
        ("^DSCI: 1,1,6,0,0,\"13693694663\",161,,16,0,\"\",0", .quectelCallInfo, 1),
        // simcom_2g#S5
        ("+CLCC: 1,1,6,0,0,\"13320975368\",129,\"\"", .currentCalls, 1),
        // ublox#S4
        ("+UCALLSTAT: 1,6", .ubloxCallStatus, 1),
        ("+UCALLSTAT: 1,6,1", .ubloxCallStatus, 1),
        ("+XCALLSTAT: 1,6", .intelCallStatus, 1),
        ("#ECAM: 1,0,1,,,", .telitCallMonitoring, 1),
        ("*ECAV: 1,0,2,,222", .ericssonCallMonitoring, 1),
        // huawei#S17
        ("^CCALLSTATE: 1,4,1", .huaweiCallState, 1),
    ])
    func `RULE 26: Every dialect of call states can say released`(
        line: String, source: CallStateReport.Source, id: Int
    ) throws {
        let report = try #require(UnsolicitedResultCode(line: line)?.callState)

        #expect(report.state == .released)
        #expect(report.source == source)
        #expect(report.id == id)
    }

    @Test func `RULE 27: The forms of one end differ, so that pairs can be told`() {
        // simcom_3g_4g#S9: all in one second.
        let lines = ["VOICE CALL: END", "NO CARRIER", "+CLCC: 1,1,6,0,0,\"+33359260246\",145"]

        #expect(Set(lines.compactMap { UnsolicitedResultCode(line: $0) }).count == 3)
    }

    @Test(
        arguments: [
            // simcom_3g_4g#S5
            ("MISSED_CALL: 08:48AM +27839746680", .visible("+27839746680", nil)),
            // simcom_3g_4g#S1
            ("MISSED_CALL: 11:01AM 07712306015", .visible("07712306015", nil)),
            // simcom_3g_4g#S10
            ("MISSED_CALL: 07:54PM 18612737927", .visible("18612737927", nil)),
            ("MISSED_CALL: 07:54PM", .withheld),
            ("MISSED_CALL: 07:54PM anonymous", .notGiven),
        ] as [(String, AnnouncedCaller)])
    func `RULE 29: MISSED_CALL carries the number`(line: String, caller: AnnouncedCaller) {
        #expect(UnsolicitedResultCode(line: line) == .missedCall(caller))
    }

    @Test(arguments: [
        // huawei#S26
        ("^CEND: 1,,104,17", CallEnd(form: .huaweiEnd, id: 1, networkCause: 17, vendorCause: 104)),
        ("^CEND: 1,,101,17,0", CallEnd(form: .huaweiEnd, id: 1, networkCause: 17, vendorCause: 101)),
        ("^CEND:7,0,104", CallEnd(form: .huaweiEnd, id: 7, duration: .zero, vendorCause: 104)),
        // huawei#S18
        (
            "^CEND: 1,0, 67, 21",
            CallEnd(form: .huaweiEnd, id: 1, duration: .zero, networkCause: 21, vendorCause: 67)
        ),
    ])
    func `RULE 30: CEND has three, four or five fields`(line: String, end: CallEnd) {
        #expect(UnsolicitedResultCode(line: line) == .callEnded(end))
    }

    @Test(arguments: [
        ("^CEND:1,5,29,16", true), ("^CEND:1,0,104,16", false), ("^CEND:1,,104,16", false),
        ("VOICE CALL: END: 000009", true), ("VOICE CALL: END: 000000", false), ("VOICE CALL: END", false),
        ("VOICE CALL: END: 9", false), ("NO CARRIER", false),
    ])
    func `RULE 31: A duration shows that somebody took the call`(line: String, showsAnswer: Bool) throws {
        guard case .callEnded(let end) = UnsolicitedResultCode(line: line) else {
            Issue.record("no end: \(line)")
            return
        }
        #expect(end.showsAnswer == showsAnswer)
    }

    @Test(arguments: [
        ("+CLCC: 1,1,0,0,0,\"0770\",129", true), ("+QIND: \"ccinfo\",4,1,0,0,0,\"0955401036\",128", true),
        ("+CLCC: 1,1,1,0,0", true), ("+CLCC: 1,1,4,0,0", false), ("+CLCC: 1,1,6,0,0", false),
    ])
    func `RULE 31: A state can show that somebody took the call`(line: String, showsAnswer: Bool) throws {
        #expect(try #require(UnsolicitedResultCode(line: line)?.callState).showsAnswer == showsAnswer)
    }

    @Test func `RULE 31: VOICE CALL BEGIN is an answer only for who knows the direction`() {
        #expect(UnsolicitedResultCode(line: "VOICE CALL: BEGIN") == .voiceCallBegan)
        #expect(UnsolicitedResultCode(line: "VOICE CALL:BEGIN") == .voiceCallBegan)
        #expect(UnsolicitedResultCode(line: "+CIEV: \"CALL\",1") == .callInProgress)
    }

    @Test(arguments: ["Normal call clearing", "Normal, unspecified"])
    func `RULE 34: A cause in words is passed on`(text: String) {
        // cinterion_siemens#S5
        #expect(UnsolicitedResultCode(line: "+CIEV: ceer,2,\"\(text)\"") == .releaseCause(text))
    }
}
