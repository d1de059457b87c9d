import Foundation
import Telephony
import Testing

@testable import Storage

/// A line by which the network lets nothing leave.
struct LineHoldTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func held(_ hold: LineHold = LineHold(for: .seconds(3_600)), counts: Bool = true)
        -> FailureVerdict
    {
        FailureVerdict(.retry(after: .zero, countsAttempt: counts), hold: hold)
    }

    /// A text whose line is held from second 62 on.
    @discardableResult
    private func refused(
        _ error: String = "cms 8", by hold: LineHold = LineHold(for: .seconds(3_600)), text: String = "a"
    ) throws -> MessageID {
        let id = try store.typed(text)
        let part = try #require(try store.claimNext())
        _ = try store.markFailed(part.id, error: error, at: at(62)) { _ in held(hold) }
        return id
    }

    @Test func `What was refused and what is due after it are held, with the reason`() throws {
        let first = try refused()
        let second = try store.typed("b", to: "+447700900322")

        #expect(try store.claimNext(at: at(63)) == nil)

        let messages = try store.reader.messages()
        #expect(messages.map(\.state) == [.held, .held])
        #expect(messages.map(\.error) == ["cms 8", "cms 8"])
        #expect(messages.map(\.id) == [first, second])
    }

    @Test func `Another line goes on`() throws {
        try refused()
        let other = try store.typed("b", line: .second)

        #expect(try store.claimNext(line: .second, at: at(63))?.id.message == other)
    }

    @Test func `When the time is over they go, in their order`() throws {
        let first = try refused()
        let second = try store.typed("b", to: "+447700900322")
        _ = try store.claimNext(at: at(63))
        #expect(try store.reader.nextDue(line: .first, at: at(100)) == at(3_662).monotonic)
        #expect(try store.claimNext(at: at(3_661)) == nil)

        let again = try #require(try store.claimNext(at: at(3_662)))
        try store.send(again, reference: 1)

        #expect(again.id.message == first)
        #expect(try store.claimNext(at: at(3_663))?.id.message == second)
        #expect(try store.reader.heldLines(at: at(3_663)) == [])
    }

    @Test func `A restart of the process does not end it`() throws {
        try refused()
        let store = try Store(path: try fixture.copyAsKilled())
        _ = try store.settleAtStart(version: "0.1.0", at: at(100))

        #expect(try store.claimNext(at: at(101)) == nil)
        #expect(try store.reader.heldLines(at: at(102)).map(\.error) == ["cms 8"])
    }

    @Test
    func
        `A restart of the machine leaves what is left of it by the wall clock, and never more than was meant`()
        throws
    {
        try refused()
        func next(_ wall: Double) -> Moment {
            var moment = at(wall, boot: "boot-2", trust: .none)
            moment.monotonic = MonotonicInstant(nanoseconds: 5_000_000_000)
            return moment
        }

        #expect(try store.reader.heldLines(at: next(3_000)).map(\.left) == [.seconds(662)])
        #expect(try store.reader.heldLines(at: next(3_700)) == [])
        #expect(try store.reader.heldLines(at: next(-90_000)).map(\.left) == [.seconds(3_600)])
    }

    @Test func `A hold of the SIM's own ends when the modem is brought up anew, one of the network does not`()
        throws
    {
        try refused("cms 311", by: LineHold(for: .seconds(3_600), endsWithSession: true))
        try store.endSessionHolds(of: .first, at: at(70))
        let again = try #require(try store.claimNext(at: at(71)))
        _ = try store.markFailed(again.id, error: "cms 8", at: at(72)) { _ in held() }

        try store.endSessionHolds(of: .first, at: at(73))

        #expect(try store.claimNext(at: at(74)) == nil)
    }

    @Test func `A person who has put it right has it tried at once`() throws {
        let id = try refused()

        #expect(try store.endHolds(at: at(70)) == [id])

        #expect(try store.claimNext(at: at(71))?.id.message == id)
    }

    @Test func `A text that was held with its line is not kept back by another that may still not go`() throws
    {
        let first = try refused()
        let second = try store.typed("b", to: "+447700900322")
        _ = try store.claimNext(at: at(63))

        let claimed = try store.claimNext(at: at(3_700)) { candidate, _, _ in
            candidate.id == first ? .hold(reason: "cap_hour") : .send(text: candidate.text)
        }

        #expect(claimed?.id.message == second)
    }

    @Test func `It is told once when it begins and once when it is over`() throws {
        try refused()
        _ = try store.endHolds(at: at(70))
        let again = try #require(try store.claimNext(at: at(71)))
        for _ in 0..<2 {
            _ = try store.markFailed(again.id, error: "cms 8", at: at(72)) { _ in held() }
        }
        _ = try store.claimNext(at: at(8_000))

        let told = try store.reader.modemEvents().filter { $0.kind == "modem.hold" }
        #expect(told.map(\.state) == ["cms 8", "over", "cms 8", "over"])
    }

    @Test func `An automatic text that is held with its line grows too old all the same`() throws {
        try store.missedCall()
        let part = try #require(try store.claimNext())
        _ = try store.markFailed(part.id, error: "cms 8", at: at(62)) { _ in held() }
        let rules = ClaimRules(zone: london) { _, _, _ in .expire(.late) }

        let expired = try store.expireStranded(except: [.first], at: at(3_700)) { _ in rules }

        #expect(expired == [part.id.message])
    }

    @Test func `Two SIMs that turn out to be one are held as one`() throws {
        try refused()
        _ = try store.typed("b", line: .second)
        let part = try #require(try store.claimNext(line: .second))
        _ = try store.markFailed(part.id, error: "cms 50", at: at(62)) { _ in held() }
        let lines = try store.reader.heldLines(at: at(63))

        #expect(lines.map(\.line) == [.first, .second])
        #expect(lines.map(\.error) == ["cms 8", "cms 50"])
    }
}

/// Numbers that the network does not take.
struct RefusedNumberTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func fail(_ verdict: FailureVerdict, to number: String, seconds: Double = 60) throws -> FailedPart
    {
        _ = try store.typed("a", to: number, at: seconds)
        let submission = try #require(try store.claimNext(at: at(seconds)))
        var seen: FailedPart?
        _ = try store.markFailed(submission.id, error: "cms 21", at: at(seconds)) { part in
            seen = part
            return verdict
        }
        return try #require(seen)
    }

    private var rejected: FailureVerdict {
        var verdict = FailureVerdict.final
        verdict.countsRejection = true
        return verdict
    }

    @Test func `Different numbers in a row are counted, until the network takes a text`() throws {
        let counts = try (1...2).map { try fail(rejected, to: "+44770090031\($0)").rejections }
        #expect(counts == [1, 2])
        #expect(try fail(rejected, to: "+447700900312").rejections == 2)
        _ = try store.typed("b")
        try store.send(try #require(try store.claimNext(at: at(62))), reference: 1)

        #expect(try fail(rejected, to: "+447700900313", seconds: 63).rejections == 1)
    }

    @Test func `A number that nobody has is remembered for its time`() throws {
        var verdict = FailureVerdict.final
        verdict.numberIsBadFor = .seconds(30 * 86_400)
        _ = try fail(verdict, to: caller.text)
        var histories: [Bool] = []
        for day in [0.0, 29, 31] {
            let call = try store.recordCallStarted(
                line: .first, number: caller, isWithheld: false, at: at(day * 86_400 + 100))
            _ = try store.recordCallEnded(
                call: call, rings: 1, rang: .seconds(1), outcome: .missed, at: at(day * 86_400 + 101)
            ) { history in
                histories.append(history.isUnassigned)
                return .leaveAlone(.paused)
            }
        }

        #expect(histories == [true, true, false])
    }

    @Test func `One bad number does not keep the next text waiting`() throws {
        _ = try fail(.retry(after: .seconds(900), countsAttempt: true), to: "+447700900312")
        let other = try store.typed("b")

        #expect(try store.claimNext(at: at(61))?.id.message == other)
    }

    @Test func `A text that is to be written otherwise is encoded anew, and keeps its count of attempts`()
        throws
    {
        let id = try store.typed("a")
        let first = try #require(try store.claimNext())
        var verdict = FailureVerdict.retry(after: .zero, countsAttempt: true)
        verdict.form = .plainAlphabet
        _ = try store.markFailed(first.id, error: "cms 144", at: at(61)) { _ in verdict }
        var forms: [OutgoingForm] = []
        func claim(at seconds: Double) throws -> Submission? {
            try store.claim(line: .first, at: at(seconds)) { _ in
                ClaimRules(zone: london) { candidate, _, _ in .send(text: candidate.text) }
            } encode: { candidate, _, _ in
                forms.append(candidate.form)
                return EncodedMessage(
                    alphabet: .gsm7, parts: [EncodedMessage.Part(pdu: "0002FFFF", tpduLength: 3)])
            }
        }

        let second = try #require(try claim(at: 62))
        #expect(second.pdu == "0002FFFF" && second.id.message == id)
        var attempts = 0
        _ = try store.markFailed(second.id, error: "cms 42", at: at(63)) { part in
            attempts = part.attempts
            return .retry(after: .zero, countsAttempt: true)
        }
        _ = try claim(at: 64)

        #expect(forms == [.plainAlphabet], "once is enough")
        #expect(attempts == 2)
    }
}
