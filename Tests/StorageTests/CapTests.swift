import Foundation
import Telephony
import Testing

@testable import Storage

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
        _ = try store.markPromptSeen(submission.id, on: .first)
        _ = try store.markSubmitted(submission.id, reference: 1, at: moment)
    }

    private func counters(origin: MessageOrigin = .auto, at moment: Moment, zone: TimeZone = london) throws
        -> SendCounters?
    {
        _ = try store.queueMessage(
            number: "+447700900311", text: "a", origin: origin, line: .first, at: moment)
        var seen: SendCounters?
        let rules = ClaimRules(zone: zone) { _, counters, _ in
            seen = counters
            return .suppress(.capHour)
        }
        _ = try store.claim(line: .first, at: moment) { _ in
            rules
        } encode: { _, _, _ in
            EncodedMessage(alphabet: .gsm7, parts: [])
        }
        return seen
    }

    @Test func `A text that is tried once more counts from its last try on`() throws {
        _ = try store.queueMessage(number: "+447700900001", text: "a", origin: .auto, line: .first, at: at(0))
        let submission = try #require(try store.claimNext(at: at(0)))
        _ = try store.markFailed(submission.id, error: "no network", at: at(1)) { _ in
            .retry(after: .zero, countsAttempt: false)
        }
        let again = try #require(try store.claimNext(at: at(3_500)))
        _ = try store.markPromptSeen(again.id, on: .first)
        _ = try store.markSubmitted(again.id, reference: 1, at: at(3_501))

        #expect(try counters(at: at(7_000))?.hour == 1)
        #expect(try counters(at: at(7_200))?.hour == 0)
    }

    @Test func `A text that is tried once more does not stand in its own way`() throws {
        let call = try store.missedCall()
        let submission = try #require(try store.claimNext())
        _ = try store.markFailed(submission.id, error: "cms 42", at: at(61)) { _ in
            .retry(after: .zero, countsAttempt: true)
        }
        var seen: SendCounters?

        _ = try store.claimNext(at: at(62)) { _, counters, _ in
            seen = counters
            return .suppress(.capHour)
        }

        #expect(seen?.hour == 0)
        #expect(try store.state(call.message) == .suppressed)
    }

    @Test func `Of texts that are judged together each is told what has gone by then, but for itself`() throws
    {
        func queue(_ number: String, after delay: Duration = .zero) throws {
            _ = try store.queueMessage(
                number: number, text: "a", origin: .auto, line: .first, at: at(0), delay: delay)
        }
        try queue("+447700900001", after: .seconds(100))
        try queue("+447700900002")
        let second = try #require(try store.claimNext(at: at(60)))
        _ = try store.markFailed(second.id, error: "no network", at: at(61)) { _ in
            .retry(after: .zero, countsAttempt: false)
        }
        try queue("+447700900003")
        var seen: [Int] = []

        // What is stopped although it was tried counts no more from then on.
        _ = try store.claimNext(at: at(200)) { _, counters, _ in
            seen.append(counters.hour)
            return .suppress(.capHour)
        }

        #expect(seen == [1, 0, 0])
    }

    @Test func `A text that was stopped before it left is none that a cap counts`() throws {
        let call = try store.missedCall()
        let submission = try #require(try store.claimNext())
        _ = try store.markFailed(submission.id, error: "no_answer", at: at(61)) { _ in
            .retry(after: .zero, countsAttempt: false)
        }
        _ = try store.claimNext(at: at(62)) { _, _, _ in .expire(.late) }

        #expect(try store.state(call.message) == .expired)
        #expect(try counters(at: at(63))?.hour == 0)
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
