import Foundation
import ModemDialogue
import ReplyEngine
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardReplyTests {
    @Test func `A missed call is answered with one text to its caller`() throws {
        var bench = try Bench()
        bench.start()

        let asked = bench.miss(Bench.grace)

        let submission = try #require(asked.submissions.first)
        #expect(asked.count == 1)
        let (number, text) = try submission.decoded
        #expect(number == Bench.grace)
        #expect(text?.contains("Hartley Plumbing") == true)
        #expect(!submission.moreFollow)
    }

    @Test func `The PDU goes only after the prompt is on the disk`() throws {
        var bench = try Bench()
        bench.start()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)

        #expect(bench.tell(.promptSeen(submission.id)) == [.proceed(submission.id)])

        let settled = try bench.store.settleAtStart(version: "test", at: bench.now)
        #expect(settled.unconfirmed == [submission.id.message])
    }

    @Test func `A prompt that nobody waits for is left without sending`() throws {
        var bench = try Bench()
        bench.start()
        let stray = Submission.ID(message: MessageID(rawValue: 99), part: 1)

        #expect(bench.tell(.promptSeen(stray)) == [.abandon(stray)])
    }

    @Test func `The delay of the settings is kept`() throws {
        var bench = try Bench(settings: ["reply.delay": "20"])
        bench.start()

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(bench.wait(19).isEmpty)
        #expect(bench.wait(1).submissions.count == 1)
    }

    @Test func `The same caller is not texted again within the cool-down`() throws {
        var bench = try Bench()
        bench.start()
        _ = bench.miss(Bench.grace)
        bench.acceptAll()

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(try bench.reasons == ["rule:missed_call", "cooldown"])
    }

    @Test func `RULE 35: a hidden caller is never texted`() throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.miss(.withheld).isEmpty)
        #expect(try bench.reasons == ["withheld"])
    }

    @Test func `A call that ends without a number is a withheld one`() throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.miss(.notAnnounced).isEmpty)

        let call = try #require(try bench.store.reader.calls(at: bench.now).first)
        #expect(call.withheld)
        #expect(call.reply?.reason == .withheld)
    }

    @Test func `Who rang is not known of a call that the modem cut short`() throws {
        var bench = try Bench()
        bench.start()

        bench.miss(.notAnnounced, outcome: .unknown)

        #expect(try bench.store.reader.calls(at: bench.now).map(\.withheld) == [false])
    }

    @Test func `RULE 37: a national number is read by the SIM's country`() throws {
        var bench = try Bench()
        bench.start()

        let submission = try #require(bench.miss("07700900311").submissions.first)

        #expect(try submission.decoded.number == Bench.grace)
    }

    @Test(arguments: [
        ("+441174960123", "landline"), ("+449098790000", "premium"), ("60500", "short_code"),
        ("+33612345678", "foreign"),
    ])
    func `Whom it would cost or reach in vain is left alone`(number: String, reason: String) throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.miss(number).isEmpty)
        #expect(try bench.reasons == [reason])
    }

    @Test func `Before set-up calls are recorded and nothing is sent`() throws {
        var bench = try Bench(isSetUp: false)
        bench.start()

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(try bench.reasons == ["not_set_up"])
    }

    @Test func `An answered call gets no text`() throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.miss(.number(NetworkNumber(digits: Bench.grace)), outcome: .answered).isEmpty)
        #expect(try bench.reasons == ["answered"])
    }

    @Test func `A call is rejected at the ring that is set when it begins`() throws {
        var bench = try Bench()
        bench.start()

        #expect(bench.tell(.callStarted(CallID(1), .notAnnounced)).isEmpty)
        try bench.store.changeSettings(["call.reject_after_rings": "4"], at: bench.now)
        #expect(
            bench.tell(.callStarted(CallID(2), .withheld)) == [.reject(CallID(2), atRing: 4)])
    }

    @Test func `How often a modem is looked at is told when it comes, and when it is set`() throws {
        #expect(DialogueConfiguration.usualStatusPoll == Settings().sweepEvery)
        var bench = try Bench()
        bench.start()
        #expect(bench.requests.isEmpty)
        #expect(try bench.changeSettings(["modem.sweep_every": "30"]) == [.lookEvery(.seconds(30))])

        bench.tell(.stateChanged(.gone, detail: nil))
        bench.requests = []
        bench.start()
        #expect(bench.requests == [.lookEvery(.seconds(30))])

        bench.tell(.stateChanged(.gone, detail: nil))
        #expect(try bench.changeSettings(["modem.sweep_every": "60"]) == [.lookEvery(.seconds(60))])
    }

    @Test func `A call that rings before it is known whose line it is can be rejected too`() throws {
        var bench = try Bench(settings: ["call.reject_after_rings": "4"])

        #expect(bench.tell(.callStarted(CallID(1), .notAnnounced)).isEmpty)
        bench.start()

        #expect(bench.requests == [.reject(CallID(1), atRing: 4)])
    }

    @Test func `A call that was rejected gets its text like any other`() throws {
        var bench = try Bench(settings: ["reply.minimum_ring": "15"])
        bench.start()
        let caller = Caller.number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))

        #expect(bench.miss(caller, outcome: .rejected).submissions.count == 1)
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.rejected])
    }

    @Test(arguments: [("twin", true), ("box", false), ("divert", false)])
    func `Only where another telephone rings too is it asked why a call ended`(
        _ mode: String, _ isAsked: Bool
    ) throws {
        var bench = try Bench(settings: ["call.mode": mode, "reply.delay": "20"])
        bench.start()

        #expect(bench.miss(Bench.grace) == (isAsked ? [.askCause(CallID(1))] : []))
    }

    @Test func `It is not asked of a call that gets no text, nor of one that has said it`() throws {
        var bench = try Bench(settings: ["call.mode": "twin", "reply.minimum_ring": "15"])
        bench.start()

        #expect(bench.miss(Bench.grace).isEmpty)
        try bench.store.changeSettings(["reply.minimum_ring": "0"], at: bench.now)
        #expect(bench.miss(.withheld).isEmpty)
    }

    @Test func `Answered elsewhere, told late, stops the text that waits`() throws {
        var bench = try Bench(settings: ["call.mode": "twin", "reply.delay": "20"])
        bench.start()
        _ = bench.miss(Bench.grace)

        bench.wait(1)
        bench.tell(.callCauseTold(CallID(1), .nonSelectedUserClearing))

        #expect(bench.pass(60).submissions.isEmpty)
        #expect(try bench.reasons == ["answered"])
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.answeredElsewhere])
    }

    @Test func `Answered elsewhere, told once the text has left, is told of the call all the same`() throws {
        var bench = try Bench(settings: ["call.mode": "twin"])
        bench.start()
        _ = bench.miss(Bench.grace)
        bench.acceptAll()

        bench.tell(.callCauseTold(CallID(1), .nonSelectedUserClearing))

        #expect(try bench.reasons == ["rule:missed_call"])
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.answeredElsewhere])
    }

    @Test func `A cause of a call that is not the last is nobody's`() throws {
        var bench = try Bench(settings: ["call.mode": "twin", "reply.delay": "20"])
        bench.start()
        _ = bench.miss(Bench.grace)
        _ = bench.miss("+447700900322")

        bench.tell(.callCauseTold(CallID(1), .nonSelectedUserClearing))

        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.missed, .missed])
    }

    @Test func `A call that the modem alone has noted is listed, and gets no text, for its age is not known`()
        throws
    {
        var bench = try Bench()
        bench.start()
        bench.tell(.missedCallsListed([]))

        let entry = MissedCallEntry(number: NetworkNumber(digits: "07700900311", typeOfAddress: 129))
        #expect(bench.tell(.missedCallsListed([entry])).isEmpty)
        #expect(bench.outboxChanged().isEmpty)

        let calls = try bench.store.reader.calls(at: bench.now)
        #expect(calls.map(\.number) == [Bench.grace])
        #expect(calls.map(\.reply?.reason) == [.late])
        #expect(bench.tell(.missedCallsListed([entry])).isEmpty)
        #expect(try bench.store.reader.calls(at: bench.now).count == 1)
    }

    @Test(arguments: [(10, true), (59, true), (61, false), (600, false)])
    func `A call that the modem alone has noted is answered late where the entry tells its time`(
        _ minutes: Int, _ isTexted: Bool
    ) throws {
        var bench = try Bench(settings: ["reply.words_late": "{company}: sorry, later than usual."])
        bench.start()
        bench.tell(.missedCallsListed([]))
        var format = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day().dateSeparator(.dash)
        format = format.time(includingFractionalSeconds: false)
        let date = bench.now.wall.addingTimeInterval(TimeInterval(-minutes * 60))
        let time =
            date.formatted(format).dropFirst(2).replacing("-", with: "/").replacing("T", with: ",") + "+00"

        let number = NetworkNumber(digits: Bench.grace, typeOfAddress: 145)
        let entry = MissedCallEntry(number: number, time: String(time))
        let asked = bench.tell(.missedCallsListed([entry])) + bench.outboxChanged()

        #expect(asked.submissions.count == (isTexted ? 1 : 0))
        if let text = try asked.submissions.first?.decoded.text { #expect(text.contains("later than usual")) }
        #expect(try bench.reasons == [isTexted ? "rule:missed_call" : "late"])
    }

    @Test func `A call that was heard and stands in the modem's list too is one call`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.missedCallsListed([]))
        _ = bench.miss("07700900311")

        let entry = MissedCallEntry(number: NetworkNumber(digits: Bench.grace, typeOfAddress: 145))
        bench.tell(.missedCallsListed([entry]))

        #expect(try bench.store.reader.calls(at: bench.now).count == 1)
    }

    @Test func `A text waits while no modem is ready and goes when one is`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.registering, detail: nil))

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(bench.tell(.stateChanged(.ready, detail: nil)).submissions.count == 1)
    }

    @Test func `The cap of an hour holds for the twenty-first caller`() throws {
        var bench = try Bench(settings: ["caps.hour": "3", "guards.new_callers": "0"])
        bench.start()
        for caller in 0..<4 {
            _ = bench.miss("+4477009004\(10 + caller * 7)")
            bench.acceptAll()
        }

        #expect(
            try bench.reasons == ["rule:missed_call", "rule:missed_call", "rule:missed_call", "cap_hour"])
    }

    @Test func `In a foreign network a reply waits until the SIM is at home again`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.registrationChanged(.roaming))
        #expect(bench.miss(Bench.grace).submissions.isEmpty)
        #expect(try bench.store.reader.heldCounts() == ["roaming": 1])

        #expect(bench.tell(.registrationChanged(.home)).submissions.count == 1)
    }
}

extension Bench {
    /// Of all calls, oldest first.
    var reasons: [String] {
        get throws {
            try store.reader.calls(at: now).compactMap { $0.reply?.reason.rawValue }
        }
    }
}
