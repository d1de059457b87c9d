import ReplyEngine
import Telephony
import Testing

@Suite struct ClaimTests {
    private func candidate(
        _ origin: MessageOrigin = .auto, created: Moment = moment(100_001),
        callEnded: Moment? = moment(100_000)
    ) -> OutgoingCandidate {
        OutgoingCandidate(
            id: MessageID(rawValue: 7), line: LineID(rawValue: "sim:1"), number: "+447700900311",
            text: "as queued",
            origin: origin, created: created, callEnded: callEnded)
    }

    private func judge(
        _ candidate: OutgoingCandidate, _ counters: SendCounters = SendCounters(hour: 0, day: 0, month: 0),
        _ history: CallerHistory = CallerHistory(), now: Moment = moment(100_006),
        _ changes: [String: String] = [:]
    ) -> ClaimVerdict {
        ReplyPolicy().judge(
            candidate: candidate, counters: counters, history: history, now: now, settings: settings(changes))
    }

    @Test func `A reply whose turn has come is sent as it was queued`() {
        #expect(judge(candidate()) == .send(text: "as queued"))
    }

    @Test(arguments: [
        (CallerHistory(isOptedOut: true), ReplyReason.optedOut), (CallerHistory(isBlocked: true), .blocked),
        (CallerHistory(isPrivate: true), .isPrivate),
    ])
    func `A STOP between queueing and sending is honoured`(_ history: CallerHistory, _ reason: ReplyReason) {
        #expect(judge(candidate(), SendCounters(hour: 0, day: 0, month: 0), history) == .suppress(reason))
    }

    @Test func `A call that another telephone has taken, as it turns out, gets no text`() {
        var message = candidate()
        message.wasAnsweredElsewhere = true

        #expect(judge(message, [:]) == .suppress(.answered))
    }

    @Test func `A pause between queueing and sending is honoured`() {
        #expect(judge(candidate(), ["pause": "resume"]) == .suppress(.paused))
    }

    @Test(
        arguments: [
            (300.0, ClaimVerdict.send(text: "as queued")),
            (
                300.001,
                .send(
                    text:
                        "Hi Grace, Dan at Hartley Plumbing. Sorry, I could not take your call earlier. "
                        + "Still need me? Reply here. STOP to opt out.")
            ),
            (3600.001, .expire(.late)),
        ] as [(Double, ClaimVerdict)])
    func `A reply that was held up is worded late, and after an hour expires`(
        _ age: Double, _ verdict: ClaimVerdict
    ) {
        #expect(
            judge(
                candidate(), SendCounters(hour: 0, day: 0, month: 0), CallerHistory(name: "Grace"),
                now: moment(100_000 + age)) == verdict)
    }

    @Test func `In a foreign network only what a person asked for is sent`() {
        func judge(_ origin: MessageOrigin, age: Double = 6) -> ClaimVerdict {
            ReplyPolicy().judge(
                candidate: candidate(origin), counters: SendCounters(hour: 0, day: 0, month: 0),
                history: CallerHistory(), now: moment(100_000 + age), settings: settings(), isRoaming: true)
        }
        #expect(judge(.auto) == .hold(reason: "roaming"))
        #expect(judge(.auto, age: 3_601) == .expire(.late))
        #expect(judge(.human) == .send(text: "as queued"))
        #expect(judge(.system) == .send(text: "as queued"))
    }

    @Test func `A reply of unknown age is not sent`() {
        #expect(judge(candidate(), now: moment(30, boot: "second", trust: .none)) == .suppress(.late))
    }

    @Test(
        arguments: [
            (SendCounters(hour: 19, day: 119, month: 999), nil),
            (SendCounters(hour: 20, day: 20, month: 20), .capHour),
            (SendCounters(hour: 20, day: 120, month: 1000), .capHour),
            (SendCounters(hour: 0, day: 120, month: 120), .capDay),
            (SendCounters(hour: 0, day: 0, month: 1000), .capMonth),
        ] as [(SendCounters, ReplyReason?)])
    func `The caps hold for automatic texts`(_ counters: SendCounters, _ reason: ReplyReason?) {
        #expect(judge(candidate(), counters) == (reason.map { .suppress($0) } ?? .send(text: "as queued")))
    }

    @Test func `A cap of nothing sends nothing`() {
        #expect(judge(candidate(), ["caps.hour": "0"]) == .suppress(.capHour))
    }

    @Test(arguments: [MessageOrigin.human, .api, .ownerSMS])
    func `What people and programs send has a cap of its own and no pause`(_ origin: MessageOrigin) {
        let message = candidate(origin, callEnded: nil)

        #expect(
            judge(
                message, SendCounters(hour: 199, day: 9999, month: 9999), now: moment(200_000),
                ["pause": "resume"])
                == .send(text: "as queued"))
        #expect(judge(message, SendCounters(hour: 200, day: 200, month: 200)) == .hold(reason: "cap_hour"))
    }

    @Test func `A confirmation goes to who opted out, within five minutes or not at all`() {
        let message = candidate(.system, callEnded: nil)
        let full = SendCounters(hour: 9999, day: 9999, month: 9999)
        let history = CallerHistory(isOptedOut: true)

        #expect(judge(message, full, history, now: moment(100_301)) == .send(text: "as queued"))
        #expect(judge(message, full, history, now: moment(100_301.5)) == .expire(.late))
        #expect(
            judge(message, full, history, now: moment(1, boot: "second", trust: .none)) == .suppress(.late))
    }
}

extension ClaimTests {
    private func judge(_ candidate: OutgoingCandidate, _ changes: [String: String]) -> ClaimVerdict {
        judge(candidate, SendCounters(hour: 0, day: 0, month: 0), CallerHistory(), changes)
    }
}
