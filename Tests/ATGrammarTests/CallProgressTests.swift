import Testing

@testable import ATGrammar

/// Dialects that print call control messages, and Option's call list.
@Suite struct CallProgressTests {
    private static func report(_ line: String) -> CallStateReport? {
        guard case .callState(let report) = UnsolicitedResultCode(line: line) else { return nil }
        return report
    }

    @Test(arguments: [
        ("%CPI: 1,0,0,0,1,0,\"+496912345678\",145,,,0", CallStateReport.State.incoming, true),
        ("%CPI: 1,4,0,1,1,0,\"+496912345678\",145,,,0", .incoming, true),
        ("%CPI: 1,6,0,1,1,0,\"+496912345678\",145,,,0", .active, true),
        ("%CPI: 1,1,0,1,1,0,\"+496912345678\",145,,,0", .released, true),
        ("%CPI: 1,7,0,0,,,,,,,0", .released, true),
        ("%CPI: 1,9,0,0,0,0,\"+496912345678\",145,,,0", .dialing, true),
        ("%CPI: 1,2,1,1,0,0,\"+496912345678\",145,,,0", .dialing, true),
        ("%CPI: 1,0,0,0,1,1,\"+496912345678\",145,,,0", .incoming, false),
        ("+ECPI: 1,0,0,0,1,0,\"66855\",129", .incoming, true),
        ("+ECPI: 1,0,0,0,1,20,66855,129", .incoming, true),
        ("+ECPI: 1,1,0,0", .released, true),
        ("+ECPI: 1,130,0,0,0,0,+4930123456,145,", .dialing, true),
        ("+ECPI: 1,133,0,0,0,0,+4930123456,145,,63", .released, true),
        ("_OLCC: 5,1,4,0,0,\"9193415003\",128", .incoming, true),
        ("_OLCC: 5,1,30,0,0,\"9193415003\",128", .released, true),
        ("_OLCC: 5,1,4,1,0,\"9193415003\",128", .incoming, false),
    ])
    func `RULE 17 and 26: each message of call control is a state of the call`(
        _ line: String, _ state: CallStateReport.State, _ isVoice: Bool
    ) {
        #expect(Self.report(line)?.state == state)
        #expect(Self.report(line)?.isVoice == isVoice)
    }

    @Test func `RULE 35: a set-up without a number is a hidden caller, an end without one tells nothing`() {
        #expect(Self.report("%CPI: 1,0,0,0,1,0,,,,,0")?.caller == .withheld)
        #expect(Self.report("%CPI: 1,7,0,0,,,,,,,0")?.caller == .notGiven)
    }

    @Test(arguments: [
        "%CPI: 1", "%CPI: 1,0,0", "+ECPI: 1,99,0,0,1,0", "_OLCC: 5,1", "%CPI: 1,0,0,0,1,0,\"+4969",
    ])
    func `RULE 7: a line that was cut short or is not known tells of no call`(_ line: String) {
        #expect(Self.report(line) == nil)
    }

    @Test(arguments: ["VOICE", "VOICE/ASYNC", "ALT VOICE/FAX", "ALT ASYNC/VOICE"])
    func `RULE 19: a call in which somebody may speak is a voice call`(_ type: String) {
        #expect(UnsolicitedResultCode(line: "+CRING: \(type)") == .callRing(.voice))
    }

    @Test func `RULE 6: these lines are split off where they are glued`() {
        var framer = ATFramer()
        let glued = "\r\nRING%CPI: 1,0,0,0,1,0,\"1234567\",129,,,0_OLCC: 5,1,30,0,0\r\n"
        let tokens = framer.append(Array(glued.utf8))
        #expect(
            tokens == [
                .line("RING"), .line("%CPI: 1,0,0,0,1,0,\"1234567\",129,,,0"), .line("_OLCC: 5,1,30,0,0"),
            ])
    }
}
