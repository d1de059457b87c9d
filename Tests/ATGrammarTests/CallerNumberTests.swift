import ATGrammar
import Testing

/// The number of the caller (RULES 35 to 40).
struct CallerNumberTests {
    @Test(arguments: [
        // huawei#S14
        "+CLIP: \"\",128",
        // simcom_2g#S9
        "+CLIP: \"\",128,\"\",,\"\",0",
        "+CLIP: \"\",161,,,\"\"",
        // ublox#S6
        "+CLIP: \"\",128,,,,1", "+CLIP: ,128,,,,2", "+CLIP: \"\",0",
        // cinterion_siemens#S1
        "^SLCC: 1,1,4,0,1,0", "+CLCC: 1,1,4,0,0,\"\",128", "+QIND: \"ccinfo\",4,1,4,0,0,\"\",128",
        "^DSCI: 1,1,4,0,,128,0",
        "+CCWA: \"\",128,1", "+CCWA: \"\",128,1,,1",
        // The validity says withheld though a number is shown.
        "+CLIP: \"07700900123\",129,,,,1",
    ])
    func `RULE 35: A hidden caller has several shapes`(line: String) {
        #expect(UnsolicitedResultCode(line: line)?.announcedCaller == .withheld)
    }

    @Test(arguments: ["+CLCC: 1,1,4,0,0", "+UCALLSTAT: 1,4", "#ECAM: 1,6,1,,,", "^DSCI: 1,1,4,0"])
    func `RULE 35: A line that has no place for a number says nothing of it`(line: String) {
        #expect(UnsolicitedResultCode(line: line)?.announcedCaller == .notGiven)
    }

    @Test(arguments: [
        // simcom_3g_4g#S3
        ("+CLIP: \"02152094729\",128,,,\"gongsi\",0", "02152094729"),
        ("+CLCC: 1,1,4,0,0,\"02152094729\",128,\"gongsi\"", "02152094729"),
        // quectel_lte#S14
        ("+QIND: \"ccinfo\",4,1,4,0,0,\"0955401036\",128", "0955401036"),
    ])
    func `RULE 36: Type 128 with a visible number is a number`(line: String, digits: String) {
        #expect(UnsolicitedResultCode(line: line)?.announcedCaller == .visible(digits, 128))
    }

    @Test(arguments: [
        ("+CLIP: \"447700900123\",145", "+447700900123", 145),
        ("+CLIP: \"+447700900123\",145", "+447700900123", 145),
        // simcom_2g#S8, #S1
        ("+CLIP: \"07700900123\",129", "07700900123", 129),
        ("+CLIP: \"18000089549\",161,\"\",,\"\",0", "18000089549", 161),
        ("+CLIP: \"*100#\",145", "*100#", 145),
    ])
    func `RULE 37: Type 145 without a plus gets one, others do not`(line: String, digits: String, type: Int)
        throws
    {
        guard case .number(let number) = UnsolicitedResultCode(line: line)?.announcedCaller else {
            Issue.record("no number: \(line)")
            return
        }
        #expect(number.digits == digits)
        #expect(number.typeOfAddress == type)
    }

    @Test(
        arguments: [
            // simcom_2g#S9: two fields
            ("+CLIP: \"13800160396\",129", nil),
            ("+CLIP: \"13800160396\",129,", nil),
            ("+CLIP: \"13800160396\",129,,", nil),
            // Telit's five fields
            ("+CLIP: \"13800160396\",129,\"\",\"Ann\",0", "Ann"),
            ("+CLIP: \"13800160396\",129,\"\",128,\"Ann\"", "Ann"),
            // quectel_lte#S10, simcom_2g#S6, simcom_3g_4g#S12, simcom_3g_4g#S3
            ("+CLIP: \"13800160396\",129,,,,0", nil),
            ("+CLIP: \"13800160396\",129,\"\",0,\"\",0", nil),
            ("+CLIP: \"13800160396\",129,\"\",,\"\",0", nil),
            ("+CLIP: \"13800160396\",129,,,\"gongsi\",0", "gongsi"),
            ("+CLIP: 13800160396,129", nil),
            ("+CLIP:\"13800160396\" , 129 , \"\" ,, \"Ann, \"X\"\" , 0", "Ann, \"X\""),
        ] as [(String, String?)])
    func `RULE 38: CLIP has two to six fields and may bring a name`(line: String, name: String?) {
        #expect(
            UnsolicitedResultCode(line: line)
                == .callerLine(CallerLine(caller: .visible("13800160396", 129), name: name)))
    }

    @Test func `RULE 38: The number of DSCI is not quoted`() {
        // quectel_lte#S16
        #expect(
            UnsolicitedResultCode(line: "^DSCI: 1,1,4,0,13022122312,129,0")?.announcedCaller
                == .visible("13022122312", 129))
    }

    @Test(arguments: [
        // other_and_generic#S1, quectel_lte#S19
        "+CCWA: \"123445249\",129,1", "+CCWA: \"123445249\",129,1,,0", "+CCWA: \"123445249\",129,1,,0,,,",
        "+CCWA: \"123445249\",129,1,", "+CCWA: 123445249,129,1", "+CCWA: \"123445249\",129,1,\"\"",
    ])
    func `RULE 39: A waiting call has three to eight fields`(line: String) {
        #expect(
            UnsolicitedResultCode(line: line) == .callWaiting(WaitingCall(caller: .visible("123445249", 129)))
        )
    }

    @Test func `RULE 39: A waiting call may bring a name, and may be data`() {
        #expect(
            UnsolicitedResultCode(line: "+CCWA: \"123445249\",129,1,\"Ann\"")
                == .callWaiting(WaitingCall(caller: .visible("123445249", 129), name: "Ann")))
        #expect(
            UnsolicitedResultCode(line: "+CCWA: \"123445249\",129,2")
                == .callWaiting(WaitingCall(caller: .visible("123445249", 129), isVoice: false)))
    }

    @Test(
        arguments: [
            // simcom_2g#S12
            ("+CSSU: 0", .forwarded), ("+CSSU: 9", .deflected), ("+CSSU: 5", .other(5)),
            ("+CSSU: 0,,\"0770\",129", .forwarded),
        ] as [(String, SupplementaryServiceNotice)])
    func `RULE 40: A diverted call says so`(line: String, notice: SupplementaryServiceNotice) {
        #expect(UnsolicitedResultCode(line: line) == .supplementaryService(notice))
    }

    @Test(arguments: [
        "", "+", "12 34", "1-2", "abc", "٣٤", "1234567890123456789012345", "++44", "4+4", "\n1",
    ])
    func `What cannot be dialled is no number`(digits: String) {
        #expect(SubscriberNumber(digits: digits, typeOfAddress: 129) == nil)
    }
}
