import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// A tracker and its own time, in seconds.
struct CallBench {
    var tracker: CallTracker
    var events: [LineEvent] = []
    var now = MonotonicInstant.zero

    init(announcesEnds: Bool = true, listingLies: Bool = false) {
        tracker = CallTracker(announcesEnds: announcesEnds, listingLies: listingLies)
    }

    mutating func line(_ line: String, at seconds: Double) {
        pass(to: seconds)
        guard let sign = UnsolicitedResultCode(line: line).flatMap(CallSign.init) else { return }
        events += tracker.signSeen(sign, at: now)
    }

    /// AT+CLCC, asked and answered at once.
    mutating func listing(_ lines: [String], at seconds: Double) {
        pass(to: seconds)
        tracker.listingAsked(at: now)
        events += tracker.listed(lines.compactMap(CurrentCalls.call).map { CallStanding($0) }, at: now)
    }

    mutating func pass(to seconds: Double) {
        let end = MonotonicInstant.zero + .seconds(seconds)
        while let next = tracker.nextDeadline, next <= end {
            now = max(now, next)
            events += tracker.deadlinePassed(at: now)
            // Nobody polls here.
            if let due = tracker.pollDeadline, due <= now { tracker.listingLost(at: now) }
        }
        now = max(now, end)
    }

    var ended: [EndedCall] { events.compactMap { if case .callEnded(let call) = $0 { call } else { nil } } }
    var missed: [String] { ended.filter { $0.outcome == .missed }.map(\.caller.words) }
    var started: Int { events.count { if case .callStarted = $0 { true } else { false } } }
}

@Suite struct CallTrackerTests {
    @Test func `A call that stops ringing is a missed call`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("RING", at: 5)
        bench.pass(to: 60)

        let id = CallID(1)
        let caller = Caller.number("+447700900311", 145)
        #expect(
            bench.events == [
                .callStarted(id, .notAnnounced), .callerAnnounced(id, caller),
                .callEnded(
                    EndedCall(
                        id: id, caller: caller, started: .zero, ended: .zero + .seconds(5), rings: 2,
                        outcome: .missed)),
            ])
    }

    @Test(
        arguments: [
            "RING", "+CRING: VOICE", "+CLIP: \"+447700900311\",145,,,,0",
            "+QIND: \"ccinfo\",1,1,4,0,0,\"+447700900311\",145", "^DSCI: 1,1,4,0,+447700900311,145",
            "+CLCC: 1,1,4,0,0,\"+447700900311\",145", "+UCALLSTAT: 1,4", "^CCALLSTATE: 1,5,1",
            "*ECAV: 1,6,1,,,",
            "#ECAM: 1,6,1,,,", "^SLCC: 1,1,4,0,0,0,\"+447700900311\",145", "+XCALLSTAT: 1,4",
        ])
    func `RULE 17: a call opens on the first sign, whichever that is`(_ line: String) {
        var bench = CallBench()
        bench.line(line, at: 0)
        bench.pass(to: 60)

        #expect(bench.started == 1)
        #expect(bench.ended.map(\.outcome) == [.missed])
    }

    @Test func `RULE 18: RING and +CRING are the same, whatever was asked for`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CRING: VOICE", at: 5)
        bench.line("RING", at: 10)
        bench.line("NO CARRIER", at: 12)
        bench.pass(to: 60)

        #expect(bench.ended.count == 1)
    }

    @Test(
        arguments: [
            "+CRING: ASYNC", "+CRING: REL ASYNC", "+CLCC: 1,1,4,1,0,\"+447700900311\",145",
            "+CLCC: 1,1,0,1,0,\"\",128", "^DSCI: 1,1,4,1,data,129,0", "+CCWA: \"+447700900311\",145,2",
        ])
    func `RULE 19: what is no voice call is nobody's missed call`(_ line: String) {
        var bench = CallBench()
        bench.line(line, at: 0)
        bench.pass(to: 60)

        #expect(bench.events.isEmpty)
    }

    @Test func `RULE 19: a RING that the listing shows as a data call is not missed`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        bench.listing(["+CLCC: 1,1,4,1,0"], at: 1)
        bench.pass(to: 60)

        #expect(bench.missed.isEmpty)
    }

    @Test func `RULE 19: a phantom data entry neither opens nor closes a call`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        for second in 1...3 { bench.listing(["+CLCC: 1,1,0,1,0,\"\",128"], at: Double(second)) }
        #expect(bench.ended.isEmpty)
        bench.line("NO CARRIER", at: 5)

        #expect(bench.missed == ["+447700900311"])
    }

    @Test(
        arguments: [
            ["RING", "+CLIP: \"+447700900311\",145,,,,0"], ["+CLIP: \"+447700900311\",145,,,,0", "RING"],
            ["+CLIP: \"+447700900311\",145,,,,0", "+CRING: VOICE"],
        ])
    func `RULE 20: RING and CLIP at each ring, in either order, are one call`(_ lines: [String]) {
        var bench = CallBench()
        for ring in 0..<4 {
            for (place, line) in lines.enumerated() {
                bench.line(line, at: Double(ring) * 5 + Double(place) * 0.1)
            }
        }
        bench.pass(to: 60)

        #expect(bench.started == 1)
        #expect(bench.missed == ["+447700900311"])
        #expect(bench.ended.first?.rings == 4)
    }

    @Test(arguments: [1.0, 3, 5, 6, 7])
    func `RULE 21: the pause between rings is learnt`(_ interval: Double) {
        var bench = CallBench()
        for ring in 0..<6 { bench.line("RING", at: Double(ring) * interval) }
        bench.pass(to: 5 * interval + 11)
        #expect(bench.ended.isEmpty)
        bench.pass(to: 5 * interval + max(12, 2 * interval + 0.5))

        #expect(bench.ended.map(\.rings) == [6])
    }

    @Test func `RULE 21: one lost RING at 7 s does not end the call`() {
        var bench = CallBench()
        for seconds in [0.0, 7, 21, 28] { bench.line("RING", at: seconds) }
        bench.pass(to: 60)

        #expect(bench.started == 1)
        #expect(bench.ended.map(\.rings) == [4])
    }

    @Test func `RULE 22: silence ends a call after 12 s at the earliest, and it ended with its last sign`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.pass(to: 11.9)
        #expect(bench.ended.isEmpty)
        bench.pass(to: 12)

        #expect(bench.ended.map(\.ended) == [.zero])
    }

    @Test func `RULE 23: three listings without the call end it`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.listing(["+CLCC: 1,1,4,0,0,\"+447700900311\",145"], at: 1)
        bench.listing([], at: 2)
        bench.listing([], at: 3)
        #expect(bench.ended.isEmpty)
        bench.listing([], at: 4)

        #expect(bench.missed == ["+447700900311"])
        #expect(bench.ended.first?.ended == .zero + .seconds(2))
    }

    @Test func `RULE 23: a listing that never shows calls does not end them`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        for second in 1...4 { bench.listing([], at: Double(second)) }
        bench.line("RING", at: 5)
        bench.line("NO CARRIER", at: 8)
        bench.pass(to: 60)

        #expect(bench.ended.count == 1)
    }

    @Test func `RULE 24: the listing sees the call first, and the number still comes`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        bench.listing(["+CLCC: 1,1,4,0,0,\"\",128"], at: 0.1)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.3)
        bench.line("NO CARRIER", at: 4)

        #expect(bench.missed == ["+447700900311"])
        #expect(!bench.events.contains(.callerAnnounced(CallID(1), .withheld)))
    }

    @Test func `RULE 25: an active entry of a family that lies is no answer and no sign of life`() {
        var bench = CallBench(announcesEnds: false, listingLies: true)
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        for second in 1...14 { bench.listing(["+CLCC: 1,1,0,0,0,\"+447700900311\",145"], at: Double(second)) }

        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 25: a refused listing says nothing, and after three it is not asked for`() {
        var bench = CallBench(announcesEnds: false)
        bench.line("RING", at: 0)
        for _ in 0..<3 {
            bench.tracker.listingAsked(at: bench.now)
            bench.tracker.listingRefused(at: bench.now)
        }
        #expect(bench.tracker.pollDeadline == nil)
        bench.pass(to: 60)

        #expect(bench.ended.map(\.outcome) == [.missed])
    }

    @Test(
        arguments: [
            "NO CARRIER", "^CEND:1,0,104,16", "VOICE CALL: END", "VOICE CALL:END",
            "MISSED_CALL: 08:48AM +447700900311",
            "+QIND: \"ccinfo\",1,1,-1,0,0,\"+447700900311\",145", "^DSCI: 1,1,6,0,+447700900311,145",
            "+CLCC: 1,1,6,0,0,\"+447700900311\",145", "+UCALLSTAT: 1,6", "+UCALLSTAT: 1,6,1",
            "#ECAM: 1,0,1,,,",
            "*ECAV: 1,0,1,,,", "+CIEV: \"CALL\",0", "HANGUP: 1", "^CCALLSTATE: 1,4,1", "^SLCC: ",
            "+WIND: 6,1", "BUSY",
            "NO ANSWER", "^CEND: 1,,104,17", "^CEND: 1,,101,17,0", "^CEND:1,0,104",
        ])
    func `RULE 26: any of the end lines closes the call`(_ line: String) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line(line, at: 3)

        #expect(bench.missed == ["+447700900311"])
        #expect(bench.ended.first?.ended == .zero + .seconds(3))
    }

    @Test(
        arguments: [
            ["VOICE CALL: END", "NO CARRIER", "+CLCC: 1,1,6,0,0,\"+447700900311\",145"],
            ["+QIND: \"ccinfo\",1,1,-1,0,0,\"+447700900311\",145", "NO CARRIER"],
            ["^CEND:1,0,104,16", "NO CARRIER"],
            ["^CEND:1,0,104,16", "BUSY"], ["+CLCC: 1,1,6,0,0,\"+447700900311\",145", "NO CARRIER"],
            ["NO CARRIER", "+WIND: 6,1"],
            ["MISSED_CALL: 08:48AM +447700900311", "VOICE CALL: END", "NO CARRIER"],
            ["VOICE CALL: END", "MISSED_CALL: 08:48AM +447700900311"],
        ])
    func `RULE 27: ends that come in pairs are one end`(_ ends: [String]) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        for (place, end) in ends.enumerated() { bench.line(end, at: 3 + Double(place) * 0.3) }
        bench.pass(to: 60)

        #expect(bench.started == 1)
        #expect(bench.missed == ["+447700900311"])
    }

    @Test(arguments: [0.1, 1, 3, 8])
    func `RULE 27: a late NO CARRIER does not end the next call`(_ delay: Double) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("^CEND:1,0,104,16", at: 3)
        bench.line("RING", at: 3.05)
        bench.line("+CLIP: \"+447700900312\",145,,,,0", at: 3.06)
        bench.line("NO CARRIER", at: 3.06 + delay)
        #expect(bench.missed == ["+447700900311"])
        bench.line("^CEND:1,0,104,16", at: 14)

        #expect(bench.missed == ["+447700900311", "+447700900312"])
    }

    @Test func `RULE 28: ^CEND alone, NO CARRIER alone, or nothing at all`() {
        for end in ["^CEND:1,0,104,16", "NO CARRIER", "*ECAV: 1,0,1,,,", "+CIEV: \"CALL\",0", ""] {
            var bench = CallBench()
            bench.line("RING", at: 0)
            bench.line(end, at: 3)
            bench.pass(to: 60)
            #expect(bench.ended.count == 1, "\(end)")
        }
    }

    @Test func `RULE 29: MISSED_CALL can be the whole call`() {
        var bench = CallBench()
        bench.line("MISSED_CALL: 08:48AM +447700900311", at: 0)

        #expect(bench.started == 1)
        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 29: MISSED_CALL of another caller leaves the open call open`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("MISSED_CALL: 08:48AM +447700900312", at: 2)
        #expect(bench.missed == ["+447700900312"])
        bench.line("VOICE CALL: END", at: 13)

        #expect(bench.missed == ["+447700900312", "+447700900311"])
    }

    @Test func `RULE 29: MISSED_CALL brings the number of a call that ended without one`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("VOICE CALL: END", at: 2)
        bench.line("MISSED_CALL: 08:48AM +447700900311", at: 2.2)
        bench.pass(to: 60)

        #expect(bench.started == 1)
        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 29: two missed calls in two lines are two calls`() {
        var bench = CallBench()
        bench.line("MISSED_CALL: 08:48AM +447700900311", at: 0)
        bench.line("MISSED_CALL: 08:48AM +447700900311", at: 6)

        #expect(bench.missed.count == 2)
    }

    @Test func `RULE 30: ^CEND of a call never announced is nobody's end`() {
        var bench = CallBench()
        bench.line("^CEND:7,0,104,16", at: 0)
        bench.line("+CLCC: 1,1,4,0,0,\"+447700900311\",145", at: 20)
        bench.line("^CEND:7,0,104,16", at: 21)
        #expect(bench.ended.isEmpty)
        bench.line("^CEND:1,0,104,16", at: 22)

        #expect(bench.missed == ["+447700900311"])
    }

    @Test(
        arguments: [
            ["VOICE CALL: BEGIN", "NO CARRIER"], ["VOICE CALL: END: 000009"], ["^CEND:1,9,104,16"],
            ["+QIND: \"ccinfo\",1,1,0,0,0,\"+447700900311\",145", "NO CARRIER"],
            ["+CLCC: 1,1,0,0,0,\"+447700900311\",145", "NO CARRIER"], ["^CONN:1,0", "^CEND:1,9,104,16"],
        ])
    func `RULE 31: a call that somebody answered is not missed`(_ lines: [String]) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        for (place, line) in lines.enumerated() { bench.line(line, at: 3 + Double(place) * 9) }
        bench.pass(to: 60)

        #expect(bench.ended.map(\.outcome) == [.answered])
    }

    @Test(
        arguments: [
            ["VOICE CALL: BEGIN", "VOICE CALL: END: 000034", "NO CARRIER"],
            ["^ORIG:1,0", "^CONF:1", "^CONN:1,0", "^CEND:1,5,29,16"],
            ["^ORIG:1,0", "^CEND:1,0,104,31", "NO CARRIER"],
            [
                "+CLCC: 1,0,2,0,0,\"+447700900311\",145", "+CLCC: 1,0,0,0,0,\"+447700900311\",145",
                "+CLCC: 1,0,6,0,0,\"+447700900311\",145",
            ],
            ["MO RING", "MO CONNECTED", "NO CARRIER"], ["BUSY"], ["NO CARRIER"],
        ])
    func `RULE 31: outgoing calls give no record`(_ lines: [String]) {
        var bench = CallBench()
        for (place, line) in lines.enumerated() { bench.line(line, at: Double(place) * 2) }
        bench.pass(to: 60)

        #expect(bench.events.isEmpty)
    }

    @Test func `RULE 31: a call that rings while somebody dials is missed all the same`() {
        var bench = CallBench()
        bench.line("^ORIG:1,0", at: 0)
        bench.line("+CCWA: \"+447700900311\",145,1", at: 2)
        bench.line("^CEND:1,0,104,31", at: 4)
        bench.pass(to: 60)

        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 32: two ends of one form are the ends of two calls`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("+CCWA: \"+447700900312\",145,1", at: 2)
        bench.line("VOICE CALL: END", at: 4)
        bench.line("VOICE CALL: END", at: 4.1)

        #expect(Set(bench.missed) == ["+447700900311", "+447700900312"])
    }

    @Test func `RULE 34: a release cause is looked at by nobody`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CIEV: ceer,2,\"Normal call clearing\"", at: 2)
        #expect(bench.ended.isEmpty)
        bench.line("NO CARRIER", at: 2.1)
        bench.pass(to: 60)

        #expect(bench.ended.count == 1)
    }

    @Test(
        arguments: [
            "+CLIP: \"\",128", "+CLIP: \"\",128,\"\",,\"\",0", "+CLIP: \"\",161,,,\"\"",
            "+CLIP: \"\",128,,,,1",
            "+CLIP: \"+447700900311\",145,,,,1",
        ])
    func `RULE 35: an empty number is a hidden one`(_ line: String) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line(line, at: 0.1)
        bench.line("NO CARRIER", at: 3)

        #expect(bench.missed == ["withheld"])
    }

    @Test func `RULE 35: a state line without a number means hidden after 2 s, or at the end`() {
        var bench = CallBench()
        bench.line("^SLCC: 1,1,4,0,0,0", at: 0)
        bench.pass(to: 1.9)
        #expect(!bench.events.contains(.callerAnnounced(CallID(1), .withheld)))
        bench.pass(to: 2)
        #expect(bench.events.contains(.callerAnnounced(CallID(1), .withheld)))
        bench.line("^SLCC: ", at: 3)

        #expect(bench.missed == ["withheld"])
    }

    @Test func `RULE 36: type 128 with a number is a number`() {
        var bench = CallBench()
        bench.line("+CLIP: \"02152094729\",128,,,\"gongsi\",0", at: 0)
        bench.line("NO CARRIER", at: 3)

        #expect(bench.missed == ["02152094729"])
    }

    @Test func `RULE 37: type 145 without a plus gets one`() {
        var bench = CallBench()
        bench.line("+CLIP: \"447700900311\",145,,,,0", at: 0)
        bench.line("NO CARRIER", at: 3)

        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 38: forms of +CLIP with two to six fields`() {
        for tail in ["145", "145,,,,0", "145,\"\",0,\"\",0", "145,\"\",,\"\",0", "145,,,\"A, B\",0"] {
            var bench = CallBench()
            bench.line("RING", at: 0)
            bench.line("+CLIP: \"+447700900311\",\(tail)", at: 0.1)
            bench.line("NO CARRIER", at: 3)
            #expect(bench.missed == ["+447700900311"], "\(tail)")
        }
    }

    @Test func `RULE 39: a second caller repeats, then rings, and is one call`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("VOICE CALL: BEGIN", at: 2)
        bench.line("+CCWA: \"+447700900312\",145,1", at: 10)
        bench.line("+CCWA: \"+447700900312\",145,1,,0", at: 13)
        bench.line("VOICE CALL: END: 000013", at: 15)
        bench.line("RING", at: 16)
        bench.line("+CLIP: \"+447700900312\",145,,,,0", at: 16.1)
        bench.line("VOICE CALL: END", at: 20)
        bench.pass(to: 90)

        #expect(bench.started == 2)
        #expect(bench.missed == ["+447700900312"])
    }

    @Test func `RULE 39: a second caller who waits silently is missed once`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("+CCWA: \"+447700900312\",145,1", at: 2)
        for ring in 1...4 { bench.line("RING", at: Double(ring) * 5) }
        bench.line("NO CARRIER", at: 22)
        bench.pass(to: 90)

        #expect(bench.missed == ["+447700900311", "+447700900312"])
    }

    @Test func `RULE 40: a forwarding notice beside a call changes nothing`() {
        var bench = CallBench()
        bench.line("+CSSU: 0", at: 0)
        bench.line("RING", at: 0.1)
        bench.line("NO CARRIER", at: 3)
        bench.pass(to: 60)

        #expect(bench.ended.count == 1)
    }

    @Test func `RULE 42: a call in the middle of which the modem restarts has an unknown outcome`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.events += bench.tracker.interrupted(at: bench.now)
        bench.pass(to: 60)

        #expect(bench.ended.map(\.outcome) == [.unknown])
    }

    @Test func `Another number without a second-caller notice is another call`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"+447700900311\",145,,,,0", at: 0.1)
        bench.line("RING", at: 8)
        bench.line("+CLIP: \"+447700900312\",145,,,,0", at: 8.1)
        bench.line("RING", at: 13)
        bench.line("+CLIP: \"+447700900312\",145,,,,0", at: 13.1)
        bench.pass(to: 90)

        #expect(Set(bench.missed) == ["+447700900311", "+447700900312"])
        #expect(bench.started == 2)
    }

    @Test func `The same caller in national and international form is one caller`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("+CLIP: \"07700900311\",129,,,,0", at: 0.1)
        bench.line("+CLCC: 1,1,4,0,0,\"+447700900311\",145", at: 0.2)
        bench.line("NO CARRIER", at: 3)
        bench.pass(to: 60)

        #expect(bench.started == 1)
    }

    @Test func `However many callers pretend to wait, the list stays short`() {
        var bench = CallBench()
        for caller in 0..<100 {
            bench.line("+CCWA: \"+4477009\(10_000 + caller * 111)\",145,1", at: Double(caller) * 0.01)
        }

        #expect(bench.tracker.calls.count <= CallTracker.Timing.mostCalls)
        #expect(bench.ended.count + bench.tracker.calls.count == bench.started)
    }
}
