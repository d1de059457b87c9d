import Foundation
import Telephony
import Testing

@testable import Storage

/// Texts of which nobody knows whether they have left.
struct OpenTextTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func open(
        _ submission: Submission, _ verdict: FailureVerdict = .unconfirmed, reference: Int? = nil
    ) throws {
        _ = try store.markPromptSeen(submission.id, on: .first)
        _ = try store.markFailed(
            submission.id, error: "no_answer", keptReference: reference, at: at(62)
        ) { _ in verdict }
    }

    private func openText(_ text: String = "a", reference: Int? = nil) throws -> MessageID {
        let id = try store.typed(text)
        try open(try #require(try store.claimNext()), reference: reference)
        return id
    }

    // MARK: A person

    @Test func `A person who knows that it arrived says so`() throws {
        let id = try openText()

        #expect(try store.settle(id, hasArrived: true, at: at(70)) == .sent)

        #expect(try store.reader.outboxCounts() == OutboxCounts())
        #expect(try store.claimNext(at: at(71)) == nil)
    }

    @Test func `A person who knows that it did not arrive says so, and no cap counts it`() throws {
        let id = try openText()

        #expect(try store.settle(id, hasArrived: false, at: at(70)) == .failed)

        let message = try #require(try store.reader.message(id))
        #expect(message.error == "lost")
        #expect(try store.claimNext(at: at(71)) == nil)
    }

    @Test func `What a person settles goes on with the parts that had not been tried`() throws {
        let id = try openText("a|b")

        #expect(try store.settle(id, hasArrived: true, at: at(70)) == .queued)

        #expect(try store.claimNext(at: at(71))?.id == Submission.ID(message: id, part: 2))
    }

    @Test func `Sent once more by a person it goes on with the part that is not certain, with its reference`()
        throws
    {
        let id = try store.typed("a|b|c")
        let first = try #require(try store.claimNext())
        let second = try #require(try store.send(first, reference: 1))
        try open(second)

        #expect(try store.resend(id, at: at(70)))

        #expect(try store.claimNext(at: at(71)) == second)
    }

    @Test func `An automatic text is not sent once more under its own name, nor is what is known to be sent`()
        throws
    {
        let call = try store.missedCall()
        try open(try #require(try store.claimNext()))
        let sent = try store.typed("b", to: "+447700900322")
        try store.send(try #require(try store.claimNext(at: at(63))), reference: 1)

        #expect(try !store.resend(try #require(call.message), at: at(70)))
        #expect(try !store.resend(sent, at: at(70)))
        #expect(try store.settle(sent, hasArrived: true, at: at(70)) == nil)
    }

    @Test func `A text whose report never comes stays sent`() throws {
        let id = try store.typed()
        try store.send(try #require(try store.claimNext()), reference: 1)
        _ = try store.claimNext(at: at(40 * 86_400))

        #expect(try store.state(id) == .sent)
    }

    // MARK: A report

    private func report(_ reference: Int, _ outcome: DeliveryReport.Outcome = .delivered) throws
        -> MessageState?
    {
        let report = DeliveryReport(reference: reference, recipient: "+447700900311", outcome: outcome)
        return try store.recordReport(report, octets: [1], line: .first, at: at(80)).state
    }

    @Test func `The report of a modem that keeps our reference settles it`() throws {
        let id = try openText(reference: 118)

        #expect(try report(118) == .delivered)
        #expect(try store.state(id) == .delivered)
    }

    @Test func `A report about one part of several leaves it to the others`() throws {
        let id = try openText("a|b", reference: 118)

        #expect(try report(118) == .queued)
        #expect(try store.claimNext(at: at(90))?.id == Submission.ID(message: id, part: 2))
    }

    @Test func `Undelivered is an answer too: it has left`() throws {
        let id = try openText(reference: 118)

        #expect(try report(118, .undelivered("status 70")) == .undelivered)
        #expect(try store.state(id) == .undelivered)
    }

    // MARK: Once more, with TP-RD

    private var repeated: FailureVerdict {
        var verdict = FailureVerdict.unconfirmed
        verdict.repeatsAfter = .seconds(120)
        return verdict
    }

    private func claimRepetition(
        _ seconds: Double, boot: String = "boot-1",
        judge: @escaping ClaimRules.Judge = { c, _, _ in .send(text: c.text) }
    ) throws -> Submission? {
        try store.claimRepetition(line: .first, at: at(seconds, boot: boot)) { _ in
            ClaimRules(zone: london, judge: judge)
        } marked: {
            "RD" == $0 ? nil : "FF" + $0.dropFirst(2)
        }
    }

    private func openReply() throws -> MessageID {
        let call = try store.missedCall(words: "a")
        try open(try #require(try store.claimNext()), repeated, reference: 118)
        return try #require(call.message)
    }

    @Test func `It is sent once more at its time, marked, once`() throws {
        let id = try openReply()
        #expect(try claimRepetition(181) == nil)
        #expect(try store.reader.nextDue(line: .first, repeats: true, at: at(100)) == at(182).monotonic)
        #expect(try store.reader.nextDue(line: .first, at: at(100)) == nil)
        #expect(try store.reader.waitingLines().contains(.first))

        let again = try #require(try claimRepetition(182))

        #expect(again.id == Submission.ID(message: id, part: 1) && again.pdu.hasPrefix("FF"))
        #expect(try store.state(id) == .sending)
        var seen: FailedPart?
        _ = try store.markPromptSeen(again.id, on: .first)
        _ = try store.markFailed(again.id, error: "no_answer", at: at(190)) { part in
            seen = part
            return .unconfirmed
        }
        #expect(seen?.isRepetition == true)
        #expect(try claimRepetition(400) == nil)
        #expect(try store.state(id) == .unconfirmed)
    }

    @Test func `That the service centre has it already is success`() throws {
        let id = try openReply()
        let again = try #require(try claimRepetition(182))
        _ = try store.markPromptSeen(again.id, on: .first)

        _ = try store.markFailed(again.id, error: "cms 197", keptReference: 118, at: at(190)) { _ in
            FailureVerdict(.sent)
        }

        #expect(try store.state(id) == .sent)
        #expect(try report(118) == .delivered)
    }

    @Test func `It is not sent once more if it was settled meanwhile`() throws {
        _ = try openReply()
        _ = try report(118)

        #expect(try claimRepetition(182) == nil)
    }

    @Test func `One that may not go any more stays open`() throws {
        let id = try openReply()

        #expect(try claimRepetition(182) { _, _, _ in .suppress(.optedOut) } == nil)

        #expect(try store.state(id) == .unconfirmed)
        #expect(try claimRepetition(183) == nil)
    }

    @Test func `After a restart of the machine nobody knows how late it is, so it stays open`() throws {
        _ = try openReply()

        #expect(try claimRepetition(5_000, boot: "boot-2") == nil)
    }

    @Test func `Killed before its prompt it is open still: the first one may have left`() throws {
        let id = try openReply()
        _ = try #require(try claimRepetition(182))
        let store = try Store(path: try fixture.copyAsKilled())

        let settled = try store.settleAtStart(version: "0.1.0", at: at(200))

        #expect(settled == SettledOutbox(unconfirmed: [id]))
        #expect(try store.claimNext(at: at(201)) == nil)
    }

    // MARK: What is known of a modem

    @Test func `What is known of a modem outlives the process, and not its firmware`() throws {
        let modem = ModemID(rawValue: "imei:490154203237518")
        var proof = ReferenceProof()
        for reference in [7, 84, 161] { proof.answered(reference, to: reference) }
        try store.recordProof(proof, of: modem, firmware: "V250 1.0")

        #expect(try store.reader.referenceProof(of: modem, firmware: "V250 1.0").matches == 3)
        #expect(try store.reader.referenceProof(of: modem, firmware: "V250 1.1") == ReferenceProof())
    }
}
