import Foundation
import Storage
import Telephony
import Testing

struct OutboxTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    // MARK: Queueing

    @Test func `A typed text is queued with its origin and words`() throws {
        let id = try store.typed("We come at 3.", origin: .api)

        let message = try #require(try store.reader.message(id))
        #expect(message.state == .queued && message.origin == .api && message.text == "We come at 3.")
        #expect(message.line == .first && message.callID == nil)
    }

    @Test func `The same idempotency key queues once`() throws {
        let first = try store.queueMessage(
            number: "+447700900311", text: "a", origin: .api, at: at(0), idempotencyKey: "k")
        let second = try store.queueMessage(
            number: "+447700900311", text: "a", origin: .api, at: at(1), idempotencyKey: "k")

        #expect(first == .queued(MessageID(rawValue: 1)))
        #expect(second == .alreadyQueued(MessageID(rawValue: 1)))
        #expect(try store.reader.messages().count == 1)
    }

    @Test func `One who opted out is written to only for a reason`() throws {
        _ = try store.addOptOut(number: "+447700900311", reason: "keyword", at: at(0))

        let refused = try store.queueMessage(number: "+447700900311", text: "a", origin: .human, at: at(1))
        let allowed = try store.queueMessage(
            number: "+447700900311", text: "a", origin: .human, at: at(2),
            overrideReason: "asked for an invoice")

        #expect(refused == .optedOut)
        #expect(allowed == .queued(MessageID(rawValue: 1)))
    }

    // MARK: Claiming

    @Test func `A claim takes the first that is due and commits that it is on its way`() throws {
        let first = try store.typed()
        try store.typed()

        let submission = try #require(try store.claimNext())

        #expect(submission.id == Submission.ID(message: first, part: 1))
        #expect(submission.pdu == "00010101" && submission.tpduLength == 3 && !submission.moreFollow)
        let message = try #require(try store.reader.message(first))
        #expect(message.state == .sending && message.parts == 1 && message.alphabet == .gsm7)
    }

    @Test func `Nothing is claimed while a message of the line is under way`() throws {
        try store.typed()
        try store.typed()
        _ = try store.claimNext()

        #expect(try store.claimNext() == nil)
        #expect(try store.reader.nextDue(line: .first, at: at(60)) == nil)
    }

    @Test func `Another line is not held up`() throws {
        try store.typed()
        let second = try store.typed(line: .second)
        _ = try store.claimNext()

        #expect(try store.claimNext(line: .second)?.id.message == second)
    }

    @Test func `A message without a line goes out on the first that is free`() throws {
        let id = try store.typed(line: nil)

        #expect(try store.claimNext(line: .second)?.id.message == id)
        #expect(try store.reader.message(id)?.line == .second)
    }

    @Test func `A message of one SIM is never sent by another`() throws {
        try store.typed(line: .first)

        #expect(try store.claimNext(line: .second) == nil)
        #expect(try store.reader.nextDue(line: .second, at: at(60)) == nil)
    }

    @Test func `A reply is not claimed before its delay is over`() throws {
        try store.missedCall(wait: .seconds(5))

        #expect(try store.claimNext(at: at(17.3)) == nil)
        #expect(try store.reader.nextDue(line: .first, at: at(13)) == at(17.4).monotonic)
        #expect(try store.claimNext(at: at(17.4)) != nil)
    }

    @Test func `A delay of an earlier run of the machine is over`() throws {
        try store.missedCall(wait: .seconds(100))

        let restarted = at(-990, boot: "boot-2")

        #expect(try store.reader.nextDue(line: .first, at: restarted) == restarted.monotonic)
        #expect(try store.claimNext(at: restarted) != nil)
    }

    @Test func `The judge knows when the call ended that the text answers`() throws {
        try store.missedCall()
        var candidate: OutgoingCandidate?

        _ = try store.claimNext { asked, _, _ in
            candidate = asked
            return .hold(reason: "roaming")
        }

        #expect(candidate?.callEnded == at(12.4))
        #expect(candidate?.created == at(12.4))
        #expect(candidate?.origin == .auto)
    }

    @Test func `The judge's words are the ones that are sent`() throws {
        let id = try #require(try store.missedCall().message)

        _ = try store.claimNext { _, _, _ in .send(text: "Sorry we missed you at 14:02.") }

        #expect(try store.reader.message(id)?.text == "Sorry we missed you at 14:02.")
    }

    @Test func `The text itself is no part of the history that it is judged by`() throws {
        try store.missedCall()
        var history: CallerHistory?

        _ = try store.claimNext { _, _, seen in
            history = seen
            return .hold(reason: "roaming")
        }

        #expect(history?.lastAutomaticText == nil)
        #expect(history?.automaticTextsSincePerson == 0)
    }

    @Test func `A text that is stopped turns its call into one left alone, and the next is tried`() throws {
        let stopped = try store.missedCall()
        let next = try store.typed()

        let submission = try store.claimNext { candidate, _, _ in
            candidate.origin == .auto ? .suppress(.capHour) : .send(text: candidate.text)
        }

        #expect(submission?.id.message == next)
        let message = try store.reader.messages().first
        #expect(message?.state == .suppressed && message?.error == "cap_hour")
        let reply = try store.reader.call(stopped.id, at: at(60))?.reply
        #expect(reply == .init(decision: .leftAlone, reason: .capHour, messageID: nil))
    }

    @Test func `A text that is too old expires`() throws {
        let stopped = try store.missedCall()

        #expect(try store.claimNext { _, _, _ in .expire(.late) } == nil)

        #expect(try store.state(stopped.message) == .expired)
        #expect(try store.reader.call(stopped.id, at: at(60))?.reply?.reason == .late)
    }

    @Test func `A held text waits until it is released`() throws {
        let id = try store.typed()
        #expect(try store.claimNext { _, _, _ in .hold(reason: "roaming") } == nil)
        #expect(try store.reader.message(id)?.error == "roaming")
        #expect(try store.claimNext() == nil)

        #expect(try store.releaseHeld(line: .first, reason: "burst", at: at(70)) == 0)
        #expect(try store.releaseHeld(line: .first, reason: "roaming", at: at(71)) == 1)

        #expect(try store.claimNext()?.id.message == id)
        #expect(try store.reader.message(id)?.error == nil)
    }

    @Test func `Words that cannot be encoded fail, and the next is tried`() throws {
        struct Unencodable: Error {}
        let bad = try store.typed("bad")
        let good = try store.typed("good")

        let submission = try store.claim(line: .first, at: at(60), zone: london) { candidate, _, _ in
            .send(text: candidate.text)
        } encode: { _, text, _ in
            guard text == "good" else { throw Unencodable() }
            return EncodedMessage(alphabet: .gsm7, parts: [.init(pdu: "00", tpduLength: 0)])
        }

        #expect(submission?.id.message == good)
        #expect(try store.state(bad) == .failed)
    }

    @Test func `Each message in parts has a reference of its own`() throws {
        for _ in 0..<2 {
            try store.typed("a|b")
            let first = try #require(try store.claimNext())
            let second = try #require(try store.send(first, reference: 1))
            try store.send(second, reference: 2)
        }
        try store.typed("a|b")

        #expect(try store.claimNext()?.pdu == "00010301")
    }

    @Test func `References come round after 255`() throws {
        var seen: [String] = []
        for _ in 0..<257 {
            let id = try store.typed("a|b")
            let first = try #require(try store.claimNext())
            seen.append(String(first.pdu.dropFirst(4).prefix(2)))
            _ = try store.markFailed(first.id, error: "cms 30", at: at(61)) { _ in .final }
            #expect(try store.state(id) == .failed)
        }

        #expect(seen[253...] == ["FE", "FF", "00", "01"])
    }

    // MARK: Counts

    @Test func `The counts are those of what is in motion`() throws {
        for _ in 0..<4 { try store.typed() }
        _ = try store.claimNext { _, _, _ in .hold(reason: "roaming") }
        try store.typed()
        let submission = try #require(try store.claimNext())
        #expect(
            try store.reader.outboxCounts() == OutboxCounts(queued: 0, held: 4, sending: 1, unconfirmed: 0))

        _ = try store.markFailed(submission.id, error: "timeout", at: at(62)) { _ in .unconfirmed }
        try store.typed()

        #expect(
            try store.reader.outboxCounts() == OutboxCounts(queued: 1, held: 4, sending: 0, unconfirmed: 1))
    }
}

/// What the judge is told of earlier sends, within the transaction that claims.
struct CapTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    /// Queues and claims one automatic text, and has it sent.
    private func sendAutomatic(at moment: Moment) throws {
        try send(origin: .auto, at: moment)
    }

    private func send(origin: MessageOrigin, at moment: Moment) throws {
        _ = try store.queueMessage(
            number: "+447700900\(moment.monotonic.nanoseconds % 997)", text: "a", origin: origin,
            line: .first, at: moment)
        let submission = try #require(try store.claimNext(at: moment))
        _ = try store.markPromptSeen(submission.id)
        _ = try store.markSubmitted(submission.id, reference: 1, at: moment)
    }

    private func counters(origin: MessageOrigin = .auto, at moment: Moment, zone: TimeZone = london) throws
        -> SendCounters?
    {
        _ = try store.queueMessage(
            number: "+447700900311", text: "a", origin: origin, line: .first, at: moment)
        var seen: SendCounters?
        _ = try store.claim(
            line: .first, at: moment, zone: zone,
            judge: { _, counters, _ in
                seen = counters
                return .suppress(.capHour)
            }, encode: { _, _, _ in EncodedMessage(alphabet: .gsm7, parts: []) })
        return seen
    }

    @Test func `An hour is the last 60 minutes`() throws {
        try sendAutomatic(at: at(0))
        try sendAutomatic(at: at(1800))

        #expect(try counters(at: at(3599))?.hour == 2)
        #expect(try counters(at: at(3600))?.hour == 1)
        #expect(try counters(at: at(5400))?.hour == 0)
    }

    @Test func `A day is the calendar's in the owner's zone`() throws {
        // 14:02 UTC; ten hours later it is after midnight in London.
        try sendAutomatic(at: at(0))

        #expect(try counters(at: at(9.9 * 3600))?.day == 1)
        #expect(try counters(at: at(10 * 3600))?.day == 0)
        let newYork = try #require(TimeZone(identifier: "America/New_York"))
        #expect(try counters(at: at(10 * 3600), zone: newYork)?.day == 1)
    }

    @Test func `A month is the calendar's`() throws {
        // 20 November; the first of December is 10 days and 10 hours away.
        try sendAutomatic(at: at(0))

        #expect(try counters(at: at(10 * 86_400))?.month == 1)
        #expect(try counters(at: at(10.5 * 86_400))?.month == 0)
    }

    @Test func `While the clock is not trusted a day is 24 hours and a month 30 days`() throws {
        try sendAutomatic(at: at(0, trust: .none))

        #expect(try counters(at: at(86_399, trust: .none))?.day == 1)
        #expect(try counters(at: at(86_401, trust: .none))?.day == 0)
        #expect(try counters(at: at(29 * 86_400, trust: .none))?.month == 1)
        #expect(try counters(at: at(31 * 86_400, trust: .none))?.month == 0)
    }

    @Test func `After a restart with a clock that went back, the stricter reading wins`() throws {
        try sendAutomatic(at: at(0))

        let restarted = at(-100_000_000, boot: "boot-2", trust: .none)

        #expect(try counters(at: restarted) == SendCounters(hour: 1, day: 1, month: 1))
    }

    @Test func `A wall clock that jumps within one run of the machine changes no hour`() throws {
        try sendAutomatic(at: at(0))
        var jumped = at(60)
        jumped.wall = jumped.wall.addingTimeInterval(86_400 * 365)

        #expect(try counters(at: jumped)?.hour == 1)
    }

    @Test func `Texts of people and of the box are counted apart`() throws {
        try sendAutomatic(at: at(0))
        try send(origin: .human, at: at(1))
        try send(origin: .api, at: at(2))

        #expect(try counters(at: at(10))?.hour == 1)
        #expect(try counters(origin: .human, at: at(10))?.hour == 2)
    }

    @Test func `A text that may have left counts`() throws {
        _ = try store.queueMessage(number: "+447700900311", text: "a", origin: .auto, line: .first, at: at(0))
        let submission = try #require(try store.claimNext(at: at(0)))
        _ = try store.markFailed(submission.id, error: "timeout", at: at(1)) { _ in .unconfirmed }

        #expect(try counters(at: at(10))?.hour == 1)
    }

    @Test func `A text that certainly did not leave does not count`() throws {
        _ = try store.queueMessage(number: "+447700900311", text: "a", origin: .auto, line: .first, at: at(0))
        let submission = try #require(try store.claimNext(at: at(0)))
        _ = try store.markFailed(submission.id, error: "cms 30", at: at(1)) { _ in .final }

        #expect(try counters(at: at(10))?.hour == 0)
    }

    @Test func `A text that is tried again counts once`() throws {
        _ = try store.queueMessage(number: "+447700900311", text: "a", origin: .auto, line: .first, at: at(0))
        for second in [0.0, 100, 200] {
            let submission = try #require(try store.claimNext(at: at(second)))
            _ = try store.markFailed(submission.id, error: "cms 42", at: at(second + 1)) { _ in
                .retry(after: .seconds(60), countsAttempt: true)
            }
        }

        #expect(try counters(at: at(210))?.hour == 1)
    }

    @Test func `With a cap of two, a burst of calls sends two texts`() throws {
        for second in 0..<5 { try store.missedCall(at: Double(second)) }
        var sent = 0

        for second in 0..<10 {
            let submission = try store.claimNext(at: at(60 + Double(second))) { candidate, counters, _ in
                counters.hour < 2 ? .send(text: candidate.text) : .suppress(.capHour)
            }
            guard let submission else { continue }
            try store.send(submission, reference: sent)
            sent += 1
        }

        #expect(sent == 2)
        #expect(try store.reader.messages().filter { $0.state == .suppressed }.count == 3)
    }

    @Test func `Sends of long ago are forgotten`() throws {
        try sendAutomatic(at: at(0))
        try sendAutomatic(at: at(80 * 86_400))
        try sendAutomatic(at: at(80 * 86_400 + 10))

        #expect(try counters(at: at(80 * 86_400 + 20))?.month == 2)
    }
}
