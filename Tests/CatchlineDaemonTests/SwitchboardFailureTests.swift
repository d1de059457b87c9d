import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// What the network says to a text, and what follows.
@Suite struct SwitchboardFailureTests {
    private static func typed(
        _ bench: inout Bench, _ text: String = "We come at 3.", to number: String = Bench.grace
    )
        throws -> Submission?
    {
        _ = try bench.store.queueMessage(number: number, text: text, origin: .human, at: bench.now)
        return bench.outboxChanged().submissions.first
    }

    @discardableResult
    private static func refuse(_ part: Submission?, _ code: Int, _ bench: inout Bench) throws
        -> [ModemRequest]
    {
        let part = try #require(part)
        bench.tell(.promptSeen(part.id))
        return bench.tell(
            .submissionFailed(part.id, SubmissionFailure(phase: .afterPDU, answer: .messageService(code))))
    }

    private static func ready(_ settings: [String: String?] = [:]) throws -> Bench {
        var bench = try Bench(settings: settings)
        bench.start()
        return bench
    }

    @Test func `A SIM that is barred holds its texts for six hours, and they go when those are over`() throws
    {
        var bench = try Self.ready()
        let first = try Self.typed(&bench)
        try Self.refuse(first, 8, &bench)
        #expect(try Self.typed(&bench, to: "+447700900322") == nil)

        #expect(try bench.store.reader.messages().map(\.state) == [.held, .held])
        #expect(bench.pass(6 * 3_600 - 1).isEmpty)
        #expect(bench.wakeUps < 20)

        let tried = bench.pass(2).submissions
        #expect(tried.map(\.id) == [first?.id])
        bench.acceptAll()
        bench.pass(1)
        #expect(try bench.store.reader.messages().map(\.state) == [.sent, .sent])
    }

    @Test func `A hold outlives the process`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench), 8, &bench)

        _ = try bench.restart()

        #expect(bench.pass(5 * 3_600).isEmpty)
        #expect(bench.pass(3_600).submissions.count == 1)
    }

    @Test func `An automatic text whose line is held grows late, and its call is left alone`() throws {
        var bench = try Self.ready()
        try Self.refuse(bench.miss(Bench.grace).submissions.first, 8, &bench)

        #expect(bench.pass(3_700).isEmpty)

        #expect(try bench.store.reader.messages().map(\.state) == [.expired])
        #expect(try bench.reasons == ["late"])
    }

    @Test func `After an outage of the network the text is open and the line rests for ten minutes`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench), 38, &bench)
        #expect(try Self.typed(&bench, to: "+447700900322") == nil)

        #expect(bench.pass(599).isEmpty)
        #expect(bench.pass(1).submissions.count == 1)
        #expect(try bench.store.reader.messages().first?.state == .unconfirmed)
    }

    @Test func `Three numbers that are rejected one after the other hold the line`() throws {
        var bench = try Self.ready()
        for number in 1...3 {
            try Self.refuse(try Self.typed(&bench, to: "+44770090031\(number)"), 21, &bench)
            #expect(try bench.store.reader.heldLines(at: bench.now).count == (number < 3 ? 0 : 1))
        }
    }

    @Test func `One bad number does not hold up the others`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench), 22, &bench)

        #expect(try Self.typed(&bench, to: "+447700900322") != nil)
    }

    @Test func `Who rings from a number that nobody has is left alone`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench), 1, &bench)
        #expect(try bench.store.reader.messages().map(\.state) == [.failed])

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(try bench.reasons == ["unassigned"])
    }

    @Test func `Letters that the service centre does not take are written plainly`() throws {
        var bench = try Self.ready()
        let first = try Self.typed(&bench, "Café – d’accord…")
        #expect(try #require(first).decoded.text == "Café – d’accord…")
        try Self.refuse(first, 144, &bench)

        let second = try #require(bench.pass(2).submissions.first)

        #expect(try second.decoded.text == "Café - d'accord...")
        try Self.refuse(second, 144, &bench)
        #expect(try bench.store.reader.messages().map(\.state) == [.failed])
    }

    @Test func `Letters that have no plain ones near them are not sent as riddles`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench, "Добрый день"), 144, &bench)

        #expect(try bench.store.reader.messages().map(\.state) == [.failed])
        #expect(try bench.store.reader.messages().map(\.error) == ["cms 144"])
    }

    @Test func `An end of the validity that is not taken is left out`() throws {
        var bench = try Self.ready()
        let first = try #require(bench.miss(Bench.grace).submissions.first)
        #expect(try Self.validity(of: first) != .none)
        try Self.refuse(first, 199, &bench)

        let second = try #require(bench.pass(2).submissions.first)
        #expect(try Self.validity(of: second) == .none)
    }

    private static func validity(of submission: Submission) throws -> ValidityPeriod {
        try OutgoingPDU(decoding: HexOctets.decode(submission.pdu) ?? []).submit.validityPeriod
    }

    @Test func `Where the network takes no texts this way the other way is tried, then the line is held`()
        throws
    {
        var bench = try Self.ready()
        let asked = try Self.refuse(try Self.typed(&bench), 69, &bench)
        #expect(asked == [.changeMessageDomain])

        let second = try #require(bench.pass(12).submissions.first)
        #expect(try Self.refuse(second, 69, &bench).isEmpty)
        #expect(try bench.store.reader.heldLines(at: bench.now).map(\.error) == ["cms 69"])
    }

    @Test func `Without a network no attempt is burnt, and the text goes when there is one`() throws {
        var bench = try Self.ready()
        var part = try Self.typed(&bench)
        for _ in 0..<20 {
            let failed = try #require(part)
            bench.tell(
                .submissionFailed(
                    failed.id, SubmissionFailure(phase: .beforePrompt, answer: .messageService(331))))
            part = bench.pass(400).submissions.last
        }
        #expect(part != nil)
    }

    @Test func `One line that is held does not keep another from sending`() throws {
        var bench = try Self.ready()
        try Self.refuse(try Self.typed(&bench), 8, &bench)
        let other = ModemIdentity(imei: "490154203237526", iccid: "8944110068256270062")
        _ = bench.switchboard.received(.identified(other), from: "/dev/ttyUSB5", at: bench.now)
        _ = bench.switchboard.received(
            .stateChanged(.ready, detail: nil), from: "/dev/ttyUSB5", at: bench.now)
        _ = try bench.store.queueMessage(
            number: Bench.grace, text: "b", origin: .human, line: LineID(rawValue: "sim:8944110068256270062"),
            at: bench.now)

        let actions = bench.switchboard.outboxChanged(at: bench.now)

        let targets = actions.compactMap { action -> String? in
            if case .request(.submit, let target) = action { target } else { nil }
        }
        #expect(targets == ["/dev/ttyUSB5"])
    }

    @Test func `Times are spread, and the same seed spreads them the same`() throws {
        func wait() throws -> Int64 {
            var bench = try Self.ready()
            try Self.refuse(try Self.typed(&bench), 42, &bench)
            var seconds: Int64 = 0
            while bench.pass(1).isEmpty { seconds += 1 }
            return seconds
        }
        let first = try wait()
        #expect((47...72).contains(first))
        #expect(try wait() == first)
    }
}
