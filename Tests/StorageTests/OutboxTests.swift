import Foundation
import Telephony
import Testing

@testable import Storage

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

    @Test func `A held text is judged again, and goes before those that came later`() throws {
        let id = try store.typed()
        #expect(try store.claimNext { _, _, _ in .hold(reason: "cap_hour") } == nil)
        #expect(try store.reader.message(id)?.error == "cap_hour")
        #expect(try store.reader.nextDue(line: .first, at: at(60)) == at(120).monotonic)
        try store.typed()

        #expect(try store.claimNext()?.id.message == id)
        #expect(try store.reader.message(id)?.error == nil)
    }

    @Test func `That a text is still held is not written down again`() throws {
        try store.typed()
        _ = try store.claimNext { _, _, _ in .hold(reason: "cap_hour") }
        let last = try store.reader.lastSequenceNumber()

        _ = try store.claimNext { _, _, _ in .hold(reason: "cap_hour") }

        #expect(try store.reader.lastSequenceNumber() == last)
    }

    @Test func `A text of which no part is left to send is not under way for ever`() throws {
        try store.typed()
        let submission = try #require(try store.claimNext())
        try store.write { db in
            try db.run("UPDATE outgoing_part SET state = 'sent'")
            try db.run("UPDATE message_state SET state = 'queued'")
        }

        #expect(try store.claimNext() == nil)
        #expect(try store.state(submission.id.message) == .sent)
    }

    // MARK: Lines without a modem

    @Test func `A reply whose line has no modem expires all the same`() throws {
        let call = try store.missedCall()
        let rules = ClaimRules(zone: london) { _, _, _ in .expire(.late) }

        #expect(try store.reader.hasStrandedReplies(except: [.second]))
        #expect(try store.expireStranded(except: [.second], at: at(4000)) { _ in rules } == [call.message])

        #expect(try store.state(call.message) == .expired)
        #expect(try store.reader.call(call.id, at: at(4000))?.reply?.reason == .late)
        #expect(try !store.reader.hasStrandedReplies(except: [.second]))
    }

    @Test func `A reply whose line has a modem is judged when it is claimed`() throws {
        let call = try store.missedCall()
        let rules = ClaimRules(zone: london) { _, _, _ in .expire(.late) }

        #expect(try !store.reader.hasStrandedReplies(except: [.first]))
        #expect(try store.expireStranded(except: [.first], at: at(4000)) { _ in rules }.isEmpty)
        #expect(try store.state(call.message) == .queued)
    }

    @Test func `Of a text without a line only its age is judged`() throws {
        let call = try store.missedCall()
        let rules = ClaimRules(zone: london) { _, _, _ in .suppress(.paused) }

        #expect(try store.expireStranded(except: [], at: at(60)) { _ in rules }.isEmpty)
        #expect(try store.state(call.message) == .queued)
    }

    @Test func `Words that cannot be encoded fail, and the next is tried`() throws {
        struct Unencodable: Error {}
        let bad = try store.typed("bad")
        let good = try store.typed("good")

        let rules = ClaimRules(zone: london) { candidate, _, _ in .send(text: candidate.text) }
        let submission = try store.claim(line: .first, at: at(60)) { _ in
            rules
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
        _ = try store.claimNext { _, _, _ in .hold(reason: "cap_hour") }
        let submission = try #require(try store.claimNext())
        #expect(
            try store.reader.outboxCounts() == OutboxCounts(queued: 0, held: 3, sending: 1, unconfirmed: 0))

        _ = try store.markFailed(submission.id, error: "timeout", at: at(62)) { _ in .unconfirmed }
        try store.typed()

        #expect(
            try store.reader.outboxCounts() == OutboxCounts(queued: 1, held: 3, sending: 0, unconfirmed: 1))
    }
}
