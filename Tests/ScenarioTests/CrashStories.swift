import CatchlineDaemon
import Foundation
import ModemSimulator
import Storage
import Telephony
import Testing

/// The daemon dies by SIGKILL at a labelled step and is started again: nothing is lost, nothing is sent twice.
@Suite(.timeLimit(.minutes(3))) struct CrashStories {
    /// What a crash at each step of a reply must leave at the far end and in the store.
    @Test(arguments: [
        (Checkpoint.callEndRecorded, 1, MessageState.sent),
        (.sendingCommitted, 1, .sent),
        (.promptSeenCommitted, 0, .unconfirmed),
        (.submittedBeforeCommit, 1, .unconfirmed),
        (.sentCommitted, 1, .sent),
    ])
    func `A reply goes out once at most, wherever the daemon dies`(
        step: Checkpoint, texts: Int, state: MessageState
    ) async throws {
        let box = try KillableBox()
        defer { box.cleanUp() }
        let first = try box.start(dyingAt: step)
        try await box.untilReady()

        box.simulator.ring(Box.grace, rings: 2, every: .milliseconds(700))
        #expect(await first.exit() == .killed)

        let second = try box.start()
        try await box.untilReady(2)
        if texts > 0 { try await box.far.first { $0.isPart } }
        second.terminate()
        #expect(await second.exit() == .finished)

        let messages = try box.reader.messages()
        #expect(messages.map(\.state) == [state])
        #expect(box.far.parts.count == texts)
        #expect(try box.reader.calls(at: box.now).map(\.outcome) == [.missed])
    }

    /// The same at every octet, in simulated time: `AcknowledgementLossTests`.
    /// After nine octets the line says `+CMGS:`, and no number.
    @Test(arguments: [(0, true), (3, true), (9, true), (0, false), (9, false)])
    func `A reply whose acknowledgement is lost goes out once, and nobody claims to know`(
        octets: Int, isUnplugged: Bool
    ) async throws {
        let box = try KillableBox(profile: .quectel)
        defer { box.cleanUp() }
        let program = try box.start()
        try await box.untilReady()
        box.simulator.perform(.fault(.loseAcknowledgement(after: octets, isUnplugged: isUnplugged)))

        box.simulator.ring(Box.grace, rings: 2, every: .milliseconds(700))
        let lost = try await box.far.first { $0 == (isUnplugged ? .unplugged : .restarted) }
        if isUnplugged { box.simulator.perform(.replug) }
        // It is back, and would send what it had.
        try await box.far.first(from: lost.next) { $0.isLastQuestionOfStart }
        program.terminate()
        #expect(await program.exit() == .finished)

        #expect(try box.reader.messages().map(\.state) == [.unconfirmed])
        #expect(box.far.parts.count == 1)
    }

    /// Whatever was read and not yet committed is still on the SIM; whatever was committed is not kept twice.
    @Test(arguments: [Checkpoint.attemptCounted, .textCommitted, .deletedBeforeCommit])
    func `A text is kept once, wherever the daemon dies`(step: Checkpoint) async throws {
        let box = try KillableBox()
        defer { box.cleanUp() }
        let first = try box.start(dyingAt: step)
        try await box.untilReady()

        box.simulator.deliver("Boiler keeps losing pressure", from: Box.grace)
        #expect(await first.exit() == .killed)

        let second = try box.start()
        try await box.far.first { $0.isDeletion }
        try await box.untilReady(2)
        second.terminate()
        #expect(await second.exit() == .finished)

        let messages = try box.reader.messages()
        #expect(messages.map(\.text) == ["Boiler keeps losing pressure"])
        #expect(messages.map(\.state) == [.received])
    }

    @Test func `A text is whole although the daemon dies between two of its parts`() async throws {
        let words = String(repeating: "The tap in the kitchen drips. ", count: 14)
        let box = try KillableBox()
        defer { box.cleanUp() }
        let first = try box.start(dyingAt: .textCommitted)
        try await box.untilReady()

        box.simulator.deliver(words, from: Box.grace)
        #expect(await first.exit() == .killed)
        #expect(try box.reader.messages().map(\.state) == [.partial])

        let second = try box.start()
        var deleted = 0
        for _ in 0..<3 { deleted = try await box.far.first(from: deleted) { $0.isDeletion }.next }
        second.terminate()
        #expect(await second.exit() == .finished)

        #expect(try box.reader.messages().map(\.text) == [words])
        #expect(try box.reader.messages().map(\.state) == [.received])
    }

    @Test func `A call that rings while the daemon dies is one call and gets one text`() async throws {
        let box = try KillableBox()
        defer { box.cleanUp() }
        let first = try box.start(dyingAt: .callStartRecorded)
        try await box.untilReady()

        box.simulator.ring(Box.grace, rings: 12, every: .milliseconds(700))
        #expect(await first.exit() == .killed)

        let second = try box.start()
        try await box.far.first { $0.isPart }
        second.terminate()
        #expect(await second.exit() == .finished)

        let calls = try box.reader.calls(at: box.now)
        #expect(calls.map(\.number) == [Box.grace])
        #expect(box.far.parts.count == 1)
    }

    @Test func `A wrong PIN is tried once, however often the daemon dies over it`() async throws {
        var settings = SimulatorSettings()
        settings.pin = "1234"
        let box = try KillableBox(simulated: settings, pin: "9999")
        defer { box.cleanUp() }
        let first = try box.start(dyingAt: .pinTryRecorded)
        #expect(await first.exit() == .killed)

        // The SIM misses no attempt, so that one was not made: it is made now, and never again.
        let second = try box.start()
        try await box.far.first { $0 == .pinEntered(isRight: false) }
        second.terminate()
        #expect(await second.exit() == .finished)

        let seen = box.far.events.count
        let third = try box.start()
        let counted = try await box.far.first(from: seen) { $0 == .commandReceived("AT+CPINR") }
        // The SIM is looked at again, long after an attempt would have been made.
        try await box.far.first(from: counted.next) { $0 == .commandReceived("AT+CPIN?") }
        third.terminate()
        #expect(await third.exit() == .finished)

        let tries = box.far.events.filter { if case .pinEntered = $0 { true } else { false } }
        #expect(tries.count == 1)
    }
}
