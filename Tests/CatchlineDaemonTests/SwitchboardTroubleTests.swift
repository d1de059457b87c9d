import SMSCodec
import Telephony
import Testing

@testable import CatchlineDaemon
@testable import Storage

/// What happens when the store does not take what it is given, and when modems come and go.
@Suite struct SwitchboardTroubleTests {
    // MARK: A store that fails

    @Test func `A text that a full disk refused through two restarts is read all the same`() throws {
        var bench = try Bench()
        bench.start()
        let pdu = try Bench.pdu("Still there?", from: Bench.grace, at: bench.now)
        try bench.breakStore("INSERT ON raw_pdu")
        for _ in 0..<3 {
            bench.receive(pdu)
            _ = try bench.restart()
        }

        try bench.mendStore()
        bench.receive(pdu)

        #expect(try bench.store.reader.messages().map(\.state) == [.received])
    }

    @Test func `The end of a call that the store did not take is recorded once, when it can be`() throws {
        var bench = try Bench()
        bench.start()
        try bench.breakStore("INSERT ON message")
        let ended = EndedCall(
            id: CallID(1), caller: .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145)),
            started: bench.now.monotonic, ended: bench.now.monotonic, rings: 1, outcome: .missed)
        #expect(bench.tell(.callEnded(ended)).isEmpty)
        bench.pass(65)
        try bench.mendStore()

        #expect(bench.pass(30).submissions.count == 1)

        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.missed])
    }

    @Test func `Traffic does not put off what the store is to be told again`() throws {
        var bench = try Bench()
        bench.start()
        try bench.breakStore("UPDATE ON call")
        _ = bench.miss(Bench.grace)
        try bench.mendStore()

        for _ in 0..<3 {
            bench.pass(20)
            bench.outboxChanged()
        }

        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.missed])
    }

    @Test func `A text that a full disk refused is read when there is room`() throws {
        var bench = try Bench()
        bench.start()
        let hex = try Bench.pdu("Boiler keeps losing pressure", from: Bench.grace, at: bench.now)
        try bench.breakStore("INSERT ON raw_pdu")
        for slot in 1...4 { #expect(bench.receive(hex) == [.keep(ReceivedPDU.ID(slot))]) }
        try bench.mendStore()

        bench.receive(hex)

        #expect(try bench.store.reader.messages().map(\.text) == ["Boiler keeps losing pressure"])
    }

    @Test func `What became of a text is recorded although its modem has gone`() throws {
        var bench = try Bench()
        bench.start()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(submission.id))
        try bench.breakStore("UPDATE ON outgoing_part")
        bench.tell(.submitted(submission.id, reference: 42))
        bench.tell(.stateChanged(.gone, detail: nil))
        try bench.mendStore()

        bench.pass(30)

        #expect(try bench.store.reader.message(submission.id.message)?.state == .sent)
    }

    // MARK: Calls of the last process

    @Test func `A call that nobody can be asked about is decided after half a minute`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        bench.seconds += 5
        _ = try bench.restart()

        #expect(bench.pass(31).submissions.count == 1)
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.missed])
    }

    @Test func `A call from before a quick restart of the machine is decided too`() throws {
        var bench = try Bench()
        bench.start()
        bench.seconds = 5_000_000
        bench.tell(.callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        bench.seconds += 20
        bench.reboot()
        _ = try bench.restart()

        #expect(bench.pass(61).submissions.count == 1)
    }

    @Test func `A disk that fails does not make the deadlines run in a circle`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        _ = try bench.restart()
        try bench.breakStore("UPDATE ON call")

        bench.pass(600)

        #expect(bench.wakeUps <= 21)
    }

    @Test func `A call found after a restart is judged by the country of its SIM`() throws {
        var bench = try Bench(settings: ["business.country": "FR"])
        bench.start()
        bench.tell(.callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        bench.seconds += 40

        _ = try bench.restart()

        #expect(try bench.reasons == ["rule:missed_call"])
    }

    // MARK: Modems that come and go

    @Test func `A reply whose SIM does not come back expires, and its call is left alone`() throws {
        var bench = try Bench(settings: ["reply.delay": "20"])
        bench.start()
        _ = bench.miss(Bench.grace)
        bench.tell(.stateChanged(.gone, detail: nil))

        #expect(bench.pass(3_700).isEmpty)

        #expect(try bench.store.reader.messages().map(\.state) == [.expired])
        #expect(try bench.reasons == ["late"])
        #expect(bench.wakeUps < 70)
        #expect(bench.switchboard.nextDeadline == nil)
    }

    @Test func `A call that rings before the new SIM is known belongs to that SIM`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.tell(.stateChanged(.identifying, detail: nil))
        bench.tell(.callStarted(CallID(1), .withheld))
        bench.tell(.identified(ModemIdentity(imei: "490154203237518", iccid: "8944110068256270062")))

        #expect(
            try bench.store.reader.calls(at: bench.now).map(\.line)
                == [LineID(rawValue: "sim:8944110068256270062")])
    }

    @Test func `A call that rings before the SIM is known is on the disk at once, and moves to the SIM`()
        throws
    {
        var bench = try Bench()
        let caller = Caller.number(NetworkNumber(digits: "07700900311", typeOfAddress: 129))
        bench.tell(.callStarted(CallID(1), caller))
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [nil])

        bench.start()
        bench.tell(
            .callEnded(
                EndedCall(
                    id: CallID(1), caller: caller, started: bench.now.monotonic, ended: bench.now.monotonic,
                    rings: 2,
                    outcome: .missed)))

        let call = try #require(try bench.store.reader.calls(at: bench.now).first)
        #expect(call.number == Bench.grace)
        #expect(call.line.rawValue == "sim:8944110068256270054")
        #expect(try bench.requests.submissions.map { try $0.decoded.number } == [Bench.grace])
    }

    @Test func `A modem that is never identified fills no memory`() throws {
        var bench = try Bench()
        for call in 1...1_000 { bench.tell(.callStarted(CallID(call), .withheld)) }
        bench.start()

        #expect(try bench.store.reader.calls(at: bench.now).count == 200)
    }

    @Test func `The clock that comes to be trusted in mid-delay changes nothing about the delay`() throws {
        var bench = try Bench(settings: ["reply.delay": "20"])
        bench.trust = .none
        bench.start()
        _ = bench.miss(Bench.grace)
        bench.pass(10)
        bench.trust = .ntp
        bench.tell(.signalChanged(-79))

        #expect(bench.pass(9).isEmpty)
        #expect(bench.pass(1).submissions.count == 1)
    }

    @Test func `A text that a modem hung over for 20 s goes a second after that, if the modem is back`()
        throws
    {
        var bench = try Bench()
        bench.start()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        bench.pass(20)
        bench.tell(.submissionFailed(submission.id, SubmissionFailure(phase: .beforePrompt, answer: .none)))
        bench.tell(.stateChanged(.recovering, detail: nil))
        #expect(bench.pass(1).isEmpty)

        #expect(bench.tell(.stateChanged(.ready, detail: nil)).submissions.count == 1)
    }

    // MARK: Caps

    @Test func `A text that is tried once more is not stopped by its own first try`() throws {
        var bench = try Bench(settings: ["caps.hour": "1"])
        bench.start()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(submission.id))
        bench.tell(
            .submissionFailed(
                submission.id, SubmissionFailure(phase: .afterPDU, answer: .messageService(42))))

        #expect(bench.pass(72).submissions.count == 1)
    }

    @Test func `What a person wrote above the cap of an hour goes in the next one`() throws {
        var bench = try Bench(settings: ["caps.manual_hour": "1"])
        bench.start()
        for text in ["one", "two"] {
            _ = try bench.store.queueMessage(number: Bench.grace, text: text, origin: .human, at: bench.now)
        }
        bench.outboxChanged()
        bench.acceptAll()
        #expect(try bench.store.reader.messages().map(\.state) == [.sent, .held])

        #expect(bench.pass(3_700).submissions.count == 1)
    }

    // MARK: STOP

    @Test func `STOP stops the reply that waits for its prompt`() throws {
        var bench = try Bench()
        bench.start()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        _ = try bench.deliver("STOP")

        #expect(bench.tell(.promptSeen(submission.id)) == [.abandon(submission.id)])
        bench.requests = []
        bench.tell(
            .submissionFailed(submission.id, SubmissionFailure(phase: .beforePrompt, answer: .none)))
        bench.acceptAll()
        bench.pass(60)

        #expect(try bench.store.reader.message(submission.id.message)?.state == .suppressed)
        #expect(try bench.reasons == ["opted_out"])
    }

    @Test(arguments: ["+449098790000", "+881612345678"])
    func `STOP from a number that costs a lot is obeyed and not answered`(sender: String) throws {
        var bench = try Bench()
        bench.start()

        #expect(try bench.deliver("STOP", from: sender).submissions.isEmpty)
        #expect(try bench.store.reader.optOuts().map(\.number) == [sender])
    }

    @Test func `STOP in national form holds for the number in international form`() throws {
        var bench = try Bench()
        bench.start()
        _ = try bench.deliver("STOP", from: "07700900311")
        bench.acceptAll()

        #expect(bench.miss(Bench.grace).isEmpty)
        #expect(try bench.reasons == ["opted_out"])
    }
}
