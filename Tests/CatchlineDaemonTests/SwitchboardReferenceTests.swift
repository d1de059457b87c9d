import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// A modem that is proven to keep our TP-MR, and what may be done with one.
@Suite struct SwitchboardReferenceTests {
    private static func started(firmware: String = "1.0") throws -> Bench {
        var bench = try Bench()
        identify(&bench, firmware: firmware)
        return bench
    }

    private static func identify(_ bench: inout Bench, firmware: String) {
        var identity = ModemIdentity(
            imei: "490154203237518", iccid: "8944110068256270054", imsi: "234300000000001")
        identity.model = "V250"
        identity.firmware = firmware
        bench.tell(.identified(identity))
        bench.tell(.stateChanged(.ready, detail: nil))
    }

    /// Ordinary texts that the modem takes, with the reference that `answer` makes of the one that was asked for.
    private static func exchange(_ count: Int, _ bench: inout Bench, answer: (Int) -> Int = { $0 }) throws {
        for number in 0..<count {
            _ = try bench.store.queueMessage(
                number: "+4477009004\(10 + number)", text: "Coming", origin: .human, at: bench.now)
            let part = try #require(bench.outboxChanged().submissions.first)
            bench.accept(part, reference: answer(try #require(part.messageReference)))
        }
    }

    /// An automatic text whose acknowledgement does not come.
    private static func lost(_ bench: inout Bench) throws -> Submission {
        let part = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(part.id))
        bench.tell(.submissionFailed(part.id, SubmissionFailure(phase: .afterPDU, answer: .none)))
        #expect(try bench.store.reader.message(part.id.message)?.state == .unconfirmed)
        return part
    }

    private static func submit(of part: Submission) throws -> Submit {
        try OutgoingPDU(decoding: HexOctets.decode(part.pdu) ?? []).submit
    }

    @Test func `The references of texts that follow each other do not`() throws {
        var bench = try Self.started()
        var references: [Int] = []
        try Self.exchange(20, &bench) {
            references.append($0)
            return $0
        }

        #expect(Set(references).count == 20)
        #expect(zip(references, references.dropFirst()).allSatisfy { ($0 + 1) & 0xFF != $1 })
    }

    @Test
    func
        `Once proven, a text that may have left goes once more after two minutes, with its reference and TP-RD`()
        throws
    {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        let first = try Self.lost(&bench)
        #expect(bench.pass(119).submissions.isEmpty)

        let second = try #require(bench.pass(1).submissions.first)

        #expect(second.id == first.id)
        var expected = try Self.submit(of: first)
        #expect(!expected.rejectDuplicates)
        expected.rejectDuplicates = true
        #expect(try Self.submit(of: second) == expected)
    }

    @Test func `That the service centre has it already is success`() throws {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        let first = try Self.lost(&bench)
        bench.pass(120)
        bench.tell(.promptSeen(first.id))
        bench.tell(
            .submissionFailed(first.id, SubmissionFailure(phase: .afterPDU, answer: .messageService(197))))

        #expect(try bench.store.reader.message(first.id.message)?.state == .sent)
        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test(arguments: [
        SubmissionFailure(phase: .afterPDU, answer: .none),
        SubmissionFailure(phase: .beforePrompt, answer: .messageService(500)),
        SubmissionFailure(phase: .afterPDU, answer: .messageService(42)),
    ])
    func `It goes once more, and not twice more`(failure: SubmissionFailure) throws {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        let first = try Self.lost(&bench)
        bench.pass(120)
        bench.tell(.promptSeen(first.id))
        bench.tell(.submissionFailed(first.id, failure))

        #expect(try bench.store.reader.message(first.id.message)?.state == .unconfirmed)
        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test func `A report within two minutes settles it, and it does not go once more`() throws {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        let first = try Self.lost(&bench)
        bench.seconds += 30
        let reference = UInt8(truncatingIfNeeded: try #require(first.messageReference))
        let report = StatusReport(
            messageReference: reference, recipient: try Address(dialString: Bench.grace),
            serviceCentreTimeStamp: ServiceCentreTimeStamp(unixTime: 1_795_201_000),
            dischargeTime: ServiceCentreTimeStamp(unixTime: 1_795_201_010),
            status: DeliveryStatus(rawValue: 0))
        bench.receive(IncomingPDU(serviceCentre: nil, tpdu: .statusReport(report)).hex)

        #expect(try bench.store.reader.message(first.id.message)?.state == .delivered)
        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test(arguments: [0, 4])
    func `Without the proof it never goes once more`(texts: Int) throws {
        var bench = try Self.started()
        try Self.exchange(texts, &bench)
        _ = try Self.lost(&bench)

        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test func `A modem that counts for itself is never believed again`() throws {
        var bench = try Self.started()
        try Self.exchange(1, &bench) { _ in 1 }
        try Self.exchange(8, &bench)
        _ = try Self.lost(&bench)

        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test func `The proof outlives the process, and not the firmware`() throws {
        for (firmware, isRepeated) in [("1.0", true), ("1.1", false)] {
            var bench = try Self.started()
            try Self.exchange(5, &bench)
            _ = try bench.restart()
            Self.identify(&bench, firmware: firmware)
            _ = try Self.lost(&bench)
            #expect(!bench.pass(300).submissions.isEmpty == isRepeated)
        }
    }

    @Test func `What a person wrote is never sent once more by itself`() throws {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        _ = try bench.store.queueMessage(number: Bench.grace, text: "Hello", origin: .human, at: bench.now)
        let part = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.promptSeen(part.id))
        bench.tell(.submissionFailed(part.id, SubmissionFailure(phase: .afterPDU, answer: .none)))

        #expect(bench.pass(3_000).submissions.isEmpty)
    }

    @Test
    func `STOP within two minutes keeps it from going once more, and nobody claims that it did not leave`()
        throws
    {
        var bench = try Self.started()
        try Self.exchange(5, &bench)
        let first = try Self.lost(&bench)
        _ = try bench.deliver("STOP")
        bench.acceptAll()

        #expect(bench.pass(3_000).submissions.filter { $0.id == first.id }.isEmpty)
        #expect(try bench.store.reader.message(first.id.message)?.state == .unconfirmed)
    }
}
