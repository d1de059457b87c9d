import Foundation
import Telephony
import Testing

@testable import Storage

struct DeliveryTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func sent(_ text: String = "a", to number: String = "+447700900311", reference: Int = 23) throws
        -> MessageID
    {
        let id = try store.typed(text, to: number)
        var submission = try store.claimNext()
        var reference = reference
        while let part = submission {
            submission = try store.send(part, reference: reference)
            reference += 1
        }
        return id
    }

    private func report(
        _ reference: Int, _ outcome: DeliveryReport.Outcome = .delivered, recipient: String = "447700900311",
        line: LineID = .first, at moment: Moment = at(70)
    ) throws -> RecordedReport {
        try store.recordReport(
            DeliveryReport(reference: reference, recipient: recipient, outcome: outcome),
            octets: [UInt8(reference)],
            line: line, at: moment)
    }

    @Test func `A report joins the message of its reference and number`() throws {
        let id = try sent()

        let recorded = try report(23)

        #expect(recorded == RecordedReport(message: id, state: .delivered))
        let message = try #require(try store.reader.message(id))
        #expect(message.state == .delivered && message.deliveredAt == Timestamp(at(70).wall))
    }

    @Test func `A national form of the number is the same number`() throws {
        let id = try sent()

        #expect(try report(23, recipient: "07700900311").message == id)
    }

    @Test(arguments: [(24, "447700900311"), (23, "447700900999")])
    func `Another reference or another number is another message`(reference: Int, recipient: String) throws {
        let id = try sent()

        #expect(try report(reference, recipient: recipient).message == nil)
        #expect(try store.state(id) == .sent)
    }

    @Test func `A report of another line is not ours`() throws {
        _ = try sent()

        #expect(try report(23, line: .second).message == nil)
    }

    @Test func `The latest of two messages with one reference is meant`() throws {
        _ = try sent()
        let second = try sent()

        #expect(try report(23).message == second)
    }

    @Test func `A report after its window belongs to none`() throws {
        _ = try sent()

        #expect(try report(23, at: at(8 * 86_400)).message == nil)
    }

    @Test func `Still trying changes nothing`() throws {
        let id = try sent()

        #expect(try report(23, .pending) == RecordedReport(message: id, state: nil))
        #expect(try store.state(id) == .sent)
        #expect(try report(23).state == .delivered)
    }

    @Test func `Given up reads as undelivered, with the reason`() throws {
        let id = try sent()

        _ = try report(23, .undelivered("status 70"))

        let message = try #require(try store.reader.message(id))
        #expect(message.state == .undelivered && message.error == "status 70")
    }

    @Test func `A message in parts is delivered when all of them are`() throws {
        let id = try sent("a|b|c", reference: 7)

        #expect(try report(7).state == .sent)
        #expect(try report(9).state == .sent)
        #expect(try report(8).state == .delivered)
        #expect(try store.state(id) == .delivered)
    }

    @Test func `The report of a part does not settle a message whose next part is under way`() throws {
        let id = try store.typed("a|b")
        let first = try #require(try store.claimNext())
        _ = try store.send(first, reference: 7)

        #expect(try report(7) == RecordedReport(message: id, state: nil))
        #expect(try store.state(id) == .sending)
    }

    @Test func `A report never settles a text that may not have left`() throws {
        let id = try store.typed()
        let submission = try #require(try store.claimNext())
        _ = try store.markPromptSeen(submission.id, on: .first)
        _ = try store.markFailed(submission.id, error: "timeout", at: at(62)) { _ in .unconfirmed }

        for reference in 0..<256 {
            let outcome = DeliveryReport(reference: reference, recipient: "447700900311", outcome: .delivered)
            _ = try store.recordReport(outcome, octets: [1], line: .first, at: at(70))
        }

        #expect(try store.state(id) == .unconfirmed)
    }

    @Test func `A report that comes twice is told once`() throws {
        _ = try sent()
        _ = try report(23)
        let last = try store.reader.lastSequenceNumber()

        #expect(try report(23).state == nil)
        #expect(try store.reader.lastSequenceNumber() == last)
    }
}
