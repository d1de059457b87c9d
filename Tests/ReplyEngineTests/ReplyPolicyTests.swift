import ReplyEngine
import Telephony
import Testing

@Suite struct ReplyPolicyTests {
    @Test func `A call that the box ended itself is not too short`() {
        let short = call(outcome: .rejected, rang: .seconds(2))

        #expect(decide(short, ["reply.minimum_ring": "15"]).reason == nil)
    }

    @Test func `A missed call of a mobile is texted after the delay`() {
        #expect(
            decide().decision
                == .text(
                    words: "Hi, Dan at Hartley Plumbing. Sorry I missed you, I'm on a job. What's wrong and "
                        + "what's your postcode? I'll ring you back. Reply STOP to opt out.",
                    rule: "missed_call", wait: .seconds(5)))
        #expect(decide().words == .onAJob)
    }

    @Test func `A caller with a name is greeted by it`() {
        #expect(
            decide(call(), CallerHistory(name: "Grace")).text?.hasPrefix("Hi Grace, Dan at Hartley") == true)
    }

    @Test func `Every guard is asked, in the order of the reasons`() {
        #expect(
            decide().findings.map(\.guardName) == [
                "not_set_up", "answered", "withheld", "kind", "own_number", "opted_out", "blocked", "private",
                "foreign",
                "landline", "unassigned", "too_short", "late", "paused", "cooldown", "loop",
            ])
        #expect(decide().findings.allSatisfy { !$0.stops })
    }

    @Test func `The first objection decides and the rest is in the trace`() {
        let ruling = decide(call(), CallerHistory(isOptedOut: true, isBlocked: true), ["pause": "resume"])

        #expect(ruling.reason == "opted_out")
        #expect(ruling.findings.filter(\.stops).map(\.guardName) == ["opted_out", "blocked", "paused"])
    }

    /// A call that everything speaks against; taking the causes away one by one gives the reasons in order.
    @Test func `Reasons come in the order of the contract`() {
        let own: Set = [PhoneNumber(e164: "+33123456789")].compactMap { $0 }.reduce(into: Set()) {
            $0.insert($1)
        }
        let foreign = identified("+33123456789", .landline, country: "FR")
        var facts = call(from: nil, isWithheld: true, outcome: .answered, rang: .seconds(1), ownNumbers: own)
        var history = CallerHistory(
            lastAutomaticText: moment(99_000), automaticTextsSincePerson: 3, isOptedOut: true,
            isBlocked: true,
            isPrivate: true)
        var changes = ["setup.done": "false", "reply.minimum_ring": "10", "pause": "resume"]
        var now = moment(104_000)
        var reasons = [String?]()
        func note() { reasons.append(decide(facts, history, now: now, changes).reason) }

        note()
        changes["setup.done"] = "true"
        note()
        facts.outcome = .missed
        note()
        facts.isWithheld = false
        facts.number = IdentifiedNumber(
            phoneNumber: nil, text: "60500", kind: .shortCode, country: nil, isPossible: false)
        note()
        facts.number = foreign
        note()
        facts.ownNumbers = []
        note()
        history.isOptedOut = false
        note()
        history.isBlocked = false
        note()
        history.isPrivate = false
        note()
        changes["numbers.foreign"] = "FR"
        note()
        changes["numbers.landline"] = "true"
        note()
        facts.rang = .seconds(10)
        note()
        now = moment(100_010)
        note()
        changes["pause"] = "off"
        note()
        history.lastAutomaticText = nil
        note()
        history.automaticTextsSincePerson = 2
        note()

        #expect(
            reasons == [
                "not_set_up", "answered", "withheld", "short_code", "own_number", "opted_out", "blocked",
                "private",
                "foreign", "landline", "too_short", "late", "paused", "cooldown", "loop", nil,
            ])
    }

    @Test(
        arguments: [
            (CallOutcome.missed, nil), (.rejected, nil), (.unknown, nil), (.answered, "answered"),
            (.answeredElsewhere, "answered"), (.tooShort, "too_short"),
        ] as [(CallOutcome, String?)])
    func `What became of the call decides first`(_ outcome: CallOutcome, _ reason: String?) {
        #expect(decide(call(outcome: outcome)).reason == reason)
    }

    @Test(arguments: [("box", nil), ("divert", nil), ("twin", "answered")] as [(String, String?)])
    func `A call that the modem lost in mid-ring is left alone by a twin only`(
        _ mode: String, _ reason: String?
    ) {
        #expect(decide(call(outcome: .unknown, rang: .seconds(30)), ["call.mode": mode]).reason == reason)
    }

    @Test func `A call without a number is as good as withheld`() {
        #expect(decide(call(from: nil)).reason == "withheld")
        #expect(decide(call(from: nil, isWithheld: true)).reason == "withheld")
    }

    @Test func `Calls that rang for less than the minimum are too short, to the millisecond`() {
        #expect(decide(call(rang: .milliseconds(14_999)), ["reply.minimum_ring": "15"]).reason == "too_short")
        #expect(decide(call(rang: .seconds(15)), ["reply.minimum_ring": "15"]).reason == nil)
        #expect(decide(call(rang: .zero)).reason == nil)
    }

    @Test func `A call that the modem lost in mid-ring is not too short, for nobody knows how long it rang`()
    {
        #expect(decide(call(outcome: .unknown, rang: .zero), ["reply.minimum_ring": "15"]).reason == nil)
    }

    @Test func `Only a missed call becomes too short`() {
        let twin = settings(["reply.minimum_ring": "15"])

        #expect(CallOutcome.missed.judged(rang: .seconds(14), settings: twin) == .tooShort)
        #expect(CallOutcome.missed.judged(rang: .seconds(15), settings: twin) == .missed)
        #expect(CallOutcome.answered.judged(rang: .seconds(2), settings: twin) == .answered)
        #expect(CallOutcome.rejected.judged(rang: .seconds(2), settings: twin) == .rejected)
    }

    @Test(
        arguments: [
            (0.0, WordsChoice.onAJob), (300, .onAJob), (300.001, .late), (3600, .late), (3600.001, nil),
        ] as [(Double, WordsChoice?)])
    func `Five minutes after the call the words are late ones, after an hour there are none`(
        _ age: Double, _ words: WordsChoice?
    ) {
        let ruling = decide(now: moment(100_000 + age))

        #expect(ruling.words == words)
        #expect(ruling.reason == (words == nil ? "late" : nil))
    }

    @Test func `A call of unknown age is late`() {
        #expect(decide(now: moment(30, boot: "second", trust: .none)).reason == "late")
        #expect(
            decide(call(ended: moment(100_000, trust: .none)), now: moment(30, boot: "second")).reason
                == "late")
    }

    @Test func `A call before a restart is answered if both clocks were trusted`() {
        #expect(decide(now: moment(30, boot: "second", wall: 1_795_100_060)).words == .onAJob)
        #expect(decide(now: moment(30, boot: "second", wall: 1_795_101_000)).words == .late)
    }

    @Test func `A wall clock that jumps does not age a call`() {
        #expect(decide(now: moment(100_010, wall: 1_895_000_000)).words == .onAJob)
    }
}
