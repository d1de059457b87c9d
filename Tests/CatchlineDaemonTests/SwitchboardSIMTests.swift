import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardSIMTests {
    private static let imei = "490154203237518"
    private static let old = ModemIdentity(
        imei: imei, iccid: "8944110068256270054", imsi: "234300000000001")
    private static let new = ModemIdentity(
        imei: imei, iccid: "8944110068256270062", imsi: "234300000000002")
    private static let newLine = LineID(rawValue: "sim:8944110068256270062")

    private func queue(_ text: String, in bench: Bench) throws -> MessageID {
        let outcome = try bench.store.queueMessage(
            number: Bench.grace, text: text, origin: .human, at: bench.now)
        guard case .queued(let id) = outcome else { throw StorageError.unexpected("not queued") }
        return id
    }

    private func state(_ id: MessageID, _ bench: Bench) throws -> MessageState? {
        try bench.store.reader.message(id)?.state
    }

    /// The stick is out, and comes back with this SIM.
    private func replug(_ sim: ModemIdentity, _ bench: inout Bench) {
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.tell(.stateChanged(.identifying, detail: nil))
        bench.tell(.identified(sim))
        bench.tell(.stateChanged(.ready, detail: nil))
    }

    @Test func `A text that was queued while the stick was out does not leave by another SIM`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        let id = try queue("On my way", in: bench)
        bench.outboxChanged()

        replug(Self.new, &bench)

        #expect(bench.requests.submissions.isEmpty)
        #expect(try state(id, bench) == .held)
        #expect(try bench.store.reader.message(id)?.error == "sim_changed")
    }

    @Test func `It leaves by its own SIM as soon as that is back`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        let id = try queue("On my way", in: bench)
        replug(Self.new, &bench)

        replug(Self.old, &bench)

        #expect(bench.requests.submissions.map(\.id.message) == [id])
    }

    @Test func `The new SIM works on: its calls are answered from it`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        _ = try queue("On my way", in: bench)
        replug(Self.new, &bench)

        _ = bench.miss(Bench.grace)

        let submission = try #require(bench.requests.submissions.first)
        #expect(try bench.store.reader.message(submission.id.message)?.line == Self.newLine)
    }

    @Test(arguments: [ModemState.needsPIN, .noSIM, .recovering, .registering])
    func `While a SIM is locked, out or without a network its queue waits and is not held`(
        between: ModemState
    ) throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(between, detail: nil))
        let id = try queue("On my way", in: bench)
        bench.outboxChanged()
        bench.pass(600)
        #expect(try state(id, bench) == .queued)

        bench.tell(.identified(Self.old))
        bench.tell(.stateChanged(.ready, detail: nil))

        #expect(bench.requests.submissions.map(\.id.message) == [id])
    }

    @Test func `A SIM that is changed in a modem that stays plugged in is noticed too`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.noSIM, detail: nil))
        let id = try queue("On my way", in: bench)

        bench.tell(.identified(Self.new))
        bench.tell(.stateChanged(.ready, detail: nil))

        #expect(bench.requests.submissions.isEmpty)
        #expect(try state(id, bench) == .held)
    }

    @Test func `A part that another SIM would take is not given its PDU`() throws {
        var bench = try Bench()
        bench.start()
        let id = try queue("On my way", in: bench)
        let submission = try #require(bench.outboxChanged().submissions.first)
        bench.tell(.identified(Self.new))

        let asked = bench.tell(.promptSeen(submission.id))

        #expect(asked == [.abandon(submission.id)])
        bench.tell(.submissionFailed(submission.id, SubmissionFailure(phase: .beforePrompt, answer: .none)))
        #expect(try state(id, bench) == .held)
    }

    @Test func `A change of the SIM while the box is off is noticed at its start`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        let id = try queue("On my way", in: bench)
        bench.reboot()
        bench.switchboard = Switchboard(store: bench.store, session: "next")
        bench.outboxChanged()

        replug(Self.new, &bench)

        #expect(try state(id, bench) == .held)
        #expect(bench.requests.submissions.isEmpty)
    }

    @Test func `The reply to a call that rang before the SIM was changed is held`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(
            .callStarted(CallID(1), .number(NetworkNumber(digits: Bench.grace, typeOfAddress: 145))))
        bench.switchboard = Switchboard(store: bench.store, session: "next")
        _ = try bench.switchboard.recoverCalls(at: bench.now)
        replug(Self.new, &bench)

        bench.pass(60)

        let reply = try #require(try bench.store.reader.messages().first)
        #expect(reply.state == .held && reply.error == "sim_changed")
        #expect(bench.requests.submissions.isEmpty)
    }

    @Test func `A held reply is given up after an hour, and its call says so`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.registering, detail: nil))
        _ = bench.miss(Bench.grace)
        replug(Self.new, &bench)

        bench.pass(4_000)

        #expect(try bench.store.reader.messages().map(\.state) == [.expired])
        #expect(try bench.store.reader.calls(at: bench.now).first?.reply?.reason == .late)
    }

    @Test func `A modem that does not tell its ICCID this time has the same line`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.stateChanged(.gone, detail: nil))
        let id = try queue("On my way", in: bench)

        replug(ModemIdentity(imei: Self.imei, imsi: "234300000000001"), &bench)

        #expect(bench.requests.submissions.map(\.id.message) == [id])
    }
}
