import Foundation
import Telephony
import Testing

@testable import Storage

struct SubmissionTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func claimed(_ text: String = "a") throws -> Submission {
        try store.typed(text)
        return try #require(try store.claimNext())
    }

    @Test func `A text is sent when the network has answered`() throws {
        let submission = try claimed()

        #expect(try store.markPromptSeen(submission.id, on: .first))
        #expect(try store.markSubmitted(submission.id, reference: 23, at: at(61)) == nil)

        let message = try #require(try store.reader.message(submission.id.message))
        #expect(message.state == .sent)
        #expect(message.sentAt == Timestamp(at(61).wall))
    }

    @Test func `The prompt of a part that is not under way is not answered`() throws {
        let submission = try claimed()
        try store.send(submission, reference: 1)

        #expect(try store.markPromptSeen(submission.id, on: .first) == false)
    }

    @Test func `The parts of a text go one after the other`() throws {
        let first = try claimed("a|b|c")
        #expect(first.moreFollow)

        let second = try #require(try store.send(first, reference: 1))
        let third = try #require(try store.send(second, reference: 2))
        #expect(try store.state(first.id.message) == .sending)
        let end = try store.send(third, reference: 3)

        #expect([first, second, third].map(\.pdu) == ["00010101", "00010102", "00010103"])
        #expect(second.moreFollow && !third.moreFollow && end == nil)
        #expect(try store.state(first.id.message) == .sent)
    }

    @Test func `An answer that comes twice is one`() throws {
        let first = try claimed("a|b")
        _ = try store.send(first, reference: 1)

        #expect(try store.markSubmitted(first.id, reference: 9, at: at(62)) == nil)
    }

    @Test func `A part that was refused is tried again at its time, with the same PDU`() throws {
        let first = try claimed("a|b|c")
        let second = try #require(try store.send(first, reference: 1))

        _ = try store.markFailed(second.id, error: "cms 42", at: at(62)) { _ in
            .retry(after: .seconds(60), countsAttempt: true)
        }

        #expect(try store.state(first.id.message) == .queued)
        #expect(try store.claimNext(at: at(121)) == nil)
        #expect(try store.claimNext(at: at(122)) == second)
    }

    @Test func `Words do not change once a part has left`() throws {
        let first = try claimed("a|b")
        let second = try #require(try store.send(first, reference: 1))
        _ = try store.markFailed(second.id, error: "cms 42", at: at(62)) { _ in
            .retry(after: .zero, countsAttempt: true)
        }

        let again = try store.claimNext(at: at(63)) { _, _, _ in .send(text: "x|y|z") }

        #expect(again == second)
        #expect(try store.reader.message(first.id.message)?.text == "a|b")
    }

    @Test func `Words may change while nothing has left`() throws {
        let first = try claimed("a")
        _ = try store.markFailed(first.id, error: "cms 42", at: at(62)) { _ in
            .retry(after: .zero, countsAttempt: true)
        }

        let again = try store.claimNext(at: at(63)) { _, _, _ in .send(text: "x|y") }

        #expect(again?.moreFollow == true)
        #expect(try store.reader.message(first.id.message)?.text == "x|y")
    }

    @Test func `Failures are counted, but for those where nothing was tried`() throws {
        var seen: [Int] = []
        try store.typed()
        for counts in [true, false, true] {
            let submission = try #require(try store.claimNext())
            _ = try store.markFailed(submission.id, error: "cms 42", at: at(60)) { part in
                seen.append(part.attempts)
                return .retry(after: .zero, countsAttempt: counts)
            }
        }

        #expect(seen == [1, 2, 2])
    }

    @Test func `A final refusal keeps what the network said`() throws {
        let submission = try claimed()

        _ = try store.markFailed(submission.id, error: "cms 30", at: at(62)) { _ in .final }

        let message = try #require(try store.reader.message(submission.id.message))
        #expect(message.state == .failed && message.error == "cms 30")
        #expect(try store.claimNext() == nil)
    }

    @Test func `A text that may have left is never sent again by itself`() throws {
        let submission = try claimed()
        _ = try store.markPromptSeen(submission.id, on: .first)

        _ = try store.markFailed(submission.id, error: "cms 332", at: at(62)) { _ in .unconfirmed }

        #expect(try store.state(submission.id.message) == .unconfirmed)
        #expect(try store.claimNext() == nil)
    }

    @Test func `STOP holds for a reply that waits for its prompt`() throws {
        let call = try store.missedCall()
        let submission = try #require(try store.claimNext())
        _ = try store.addOptOut(number: caller.text, reason: "keyword", at: at(61))

        #expect(try !store.markPromptSeen(submission.id, on: .first))
        #expect(try store.state(call.message) == .sending)
    }

    @Test func `STOP does not cut off what a person writes, nor the second part of a text`() throws {
        try store.missedCall(words: "a|b")
        let first = try #require(try store.claimNext())
        _ = try store.markPromptSeen(first.id, on: .first)
        let second = try #require(try store.markSubmitted(first.id, reference: 1, at: at(61)))
        _ = try store.addOptOut(number: caller.text, reason: "keyword", at: at(61))
        #expect(try store.markPromptSeen(second.id, on: .first))
        _ = try store.markSubmitted(second.id, reference: 2, at: at(62))

        _ = try store.queueMessage(
            number: caller.text, text: "Your invoice", origin: .human, line: .first, at: at(63),
            overrideReason: "asked for it")
        let typed = try #require(try store.claimNext(at: at(64)))
        #expect(try store.markPromptSeen(typed.id, on: .first))
    }

    @Test func `A failure of a part that is not under way changes nothing`() throws {
        let submission = try claimed()
        try store.send(submission, reference: 1)

        #expect(try store.markFailed(submission.id, error: "timeout", at: at(62)) { _ in .final } == nil)
        #expect(try store.state(submission.id.message) == .sent)
    }
}

/// What the last committed step means when a process was killed.
struct CrashTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func restarted() throws -> (Store, SettledOutbox) {
        let store = try Store(path: try fixture.copyAsKilled())
        return (store, try store.settleAtStart(version: "0.1.0", at: at(100)))
    }

    @Test func `Queued: it is still there`() throws {
        let id = try store.typed()

        let (store, settled) = try restarted()

        #expect(settled == SettledOutbox())
        #expect(try store.claimNext(at: at(101))?.id.message == id)
    }

    @Test func `Sending without a prompt: certainly not sent, queued again with the same reference`() throws {
        try store.typed("a|b")
        let submission = try #require(try store.claimNext())

        let (store, settled) = try restarted()

        #expect(settled == SettledOutbox(requeued: [submission.id.message]))
        #expect(try store.claimNext(at: at(101)) == submission)
    }

    @Test func `After the prompt: the text may have left, unconfirmed`() throws {
        try store.typed()
        let submission = try #require(try store.claimNext())
        _ = try store.markPromptSeen(submission.id, on: .first)

        let (store, settled) = try restarted()

        #expect(settled == SettledOutbox(unconfirmed: [submission.id.message]))
        #expect(try store.state(submission.id.message) == .unconfirmed)
        #expect(try store.claimNext(at: at(101)) == nil)
    }

    @Test func `Between two parts: goes on with the first that was not sent`() throws {
        try store.typed("a|b|c")
        let first = try #require(try store.claimNext())
        let second = try #require(try store.send(first, reference: 1))

        let (store, settled) = try restarted()

        #expect(settled.requeued == [first.id.message])
        #expect(try store.claimNext(at: at(101)) == second)
    }

    @Test func `At the prompt of a later part: unconfirmed as a whole`() throws {
        try store.typed("a|b|c")
        let first = try #require(try store.claimNext())
        let second = try #require(try store.send(first, reference: 1))
        _ = try store.markPromptSeen(second.id, on: .first)

        let (_, settled) = try restarted()

        #expect(settled.unconfirmed == [first.id.message])
    }

    @Test func `Sent: nothing is sent twice`() throws {
        try store.typed()
        try store.send(try #require(try store.claimNext()), reference: 1)

        let (store, settled) = try restarted()

        #expect(settled == SettledOutbox())
        #expect(try store.claimNext(at: at(101)) == nil)
    }

    @Test func `A start that is killed in turn finds the same`() throws {
        try store.typed()
        let submission = try #require(try store.claimNext())
        _ = try store.markPromptSeen(submission.id, on: .first)
        let (again, _) = try restarted()

        #expect(try again.settleAtStart(version: "0.1.0", at: at(110)) == SettledOutbox())
        #expect(try again.state(submission.id.message) == .unconfirmed)
    }
}
