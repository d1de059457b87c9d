import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// The modem tells after all what became of a text that was taken to be open.
@Suite struct SwitchboardLateReferenceTests {
    private static let silence = SubmissionFailure(phase: .afterPDU, answer: .none)

    private static func open(_ bench: inout Bench) throws -> Submission {
        bench.start()
        let part = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(part.id))
        bench.tell(.submissionFailed(part.id, silence))
        return part
    }

    @Test func `It is sent, and its report finds it`() throws {
        var bench = try Bench()
        let part = try Self.open(&bench)
        #expect(try bench.store.reader.message(part.id.message)?.state == .unconfirmed)

        bench.tell(.submittedAfterAll(part.id, reference: 217))

        let message = try #require(try bench.store.reader.message(part.id.message))
        #expect(message.state == .sent && message.error == nil)
        let report = DeliveryReport(reference: 217, recipient: Bench.grace, outcome: .delivered)
        let line = try #require(message.line)
        #expect(
            try bench.store.recordReport(report, octets: [1], line: line, at: bench.now).state == .delivered)
    }

    @Test func `It is not sent again`() throws {
        var bench = try Bench()
        let part = try Self.open(&bench)

        #expect(bench.tell(.submittedAfterAll(part.id, reference: 217)).submissions.isEmpty)
        #expect(bench.pass(7_200).submissions.isEmpty)
        #expect(bench.miss(Bench.grace).submissions.isEmpty)
    }

    @Test func `The rest of a long text follows`() throws {
        var bench = try Bench()
        bench.start()
        let words = String(repeating: "We come at 3. ", count: 20)
        _ = try bench.store.queueMessage(
            number: Bench.grace, text: words, origin: .human, at: bench.now)
        let part = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.promptSeen(part.id))
        bench.tell(.submissionFailed(part.id, Self.silence))

        let next = bench.tell(.submittedAfterAll(part.id, reference: 217)).submissions

        #expect(next.map(\.id) == [Submission.ID(message: part.id.message, part: 2)])
    }

    @Test func `It counts even if the store could not be told of the silence`() throws {
        var bench = try Bench()
        bench.start()
        let part = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(part.id))
        try bench.breakStore("UPDATE ON outgoing_part")
        bench.tell(.submissionFailed(part.id, Self.silence))
        bench.tell(.submittedAfterAll(part.id, reference: 217))
        try bench.mendStore()

        bench.pass(60)

        #expect(try bench.store.reader.message(part.id.message)?.state == .sent)
    }

    @Test func `What a person has settled stays as they said`() throws {
        var bench = try Bench()
        let part = try Self.open(&bench)
        #expect(try bench.store.settle(part.id.message, hasArrived: false, at: bench.now) == .failed)

        bench.tell(.submittedAfterAll(part.id, reference: 217))

        #expect(try bench.store.reader.message(part.id.message)?.state == .failed)
    }
}
