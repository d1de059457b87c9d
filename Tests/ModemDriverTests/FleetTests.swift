import Foundation
import ModemDriver
import ModemSimulator
import Telephony
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FleetTests {
    @Test(arguments: SimulatorProfile.all.map(\.name))
    func `A modem of every family becomes ready`(name: String) async throws {
        let profile = try #require(SimulatorProfile.named(name))
        let simulator = try RunningSimulator(.quick(profile), at: .pseudoTerminal(link: nil))
        defer { simulator.stop() }

        try await FleetUnderTest.run(on: [.path(simulator.target)]) { fleet in
            try await fleet.state(.ready)
            let status = try #require(await fleet.fleet.statuses().first)
            #expect(status.id == ModemID(rawValue: "imei:490154203237518"))
            #expect(status.registration == .home)
            #expect(status.identity.model == profile.model)
        }
    }

    @Test func `A call is told with its number, and ends once`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        defer { simulator.stop() }

        try await FleetUnderTest.run(on: [.path(simulator.target)]) { fleet in
            try await fleet.state(.ready)
            simulator.ring("+447700900311", rings: 1, every: .milliseconds(50))
            let call = try await fleet.next { _, event -> EndedCall? in
                if case .callEnded(let call) = event { call } else { nil }
            }
            #expect(call.caller == .number(NetworkNumber(digits: "+447700900311", typeOfAddress: 145)))
            #expect(call.outcome == .missed)
            #expect(call.rings == 1)
        }
    }

    @Test func `A text stays on the modem until it is acknowledged`() async throws {
        let (events, continuation) = AsyncStream<SimulatorEvent>.makeStream()
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil)) {
            continuation.yield($0)
        }
        defer { simulator.stop() }

        try await FleetUnderTest.run(on: [.path(simulator.target)]) { fleet in
            try await fleet.state(.ready)
            simulator.deliver("Can you come on Monday?", from: "+447700900311")
            let (target, pdu) = try await fleet.next { target, event -> (String, ReceivedPDU)? in
                if case .pduReceived(let pdu) = event { (target, pdu) } else { nil }
            }
            await fleet.fleet.send(.acknowledge(pdu.id), to: target)
            let isFound = try await fleet.next { _, event -> Bool? in
                if case .pduDeleted(pdu.id, let isFound) = event { isFound } else { nil }
            }
            #expect(isFound)
        }
        var deletions = 0
        continuation.finish()
        for await event in events { if case .textDeleted = event { deletions += 1 } }
        #expect(deletions == 1)
    }

    @Test func `A text goes out once its prompt is committed`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        defer { simulator.stop() }
        let id = Submission.ID(message: MessageID(rawValue: 7), part: 1)
        // "Hi" to +447700900311
        let submission = Submission(
            id: id, pdu: "0001000C9144770009301100" + "0002C834", tpduLength: 15, moreFollow: false)

        try await FleetUnderTest.run(on: [.path(simulator.target)]) { fleet in
            try await fleet.state(.ready)
            await fleet.fleet.send(.submit(submission), to: simulator.target)
            _ = try await fleet.next { _, event in event == .promptSeen(id) ? true : nil }
            #expect(simulator.sentTexts.isEmpty)
            await fleet.fleet.send(.proceed(id), to: simulator.target)
            _ = try await fleet.next { _, event in event == .submitted(id, reference: 1) ? true : nil }
            #expect(simulator.sentTexts == [.init(number: "+447700900311", text: "Hi")])
        }
    }

    @Test func `What is asked of a modem that is not there certainly does not leave`() async throws {
        let id = Submission.ID(message: MessageID(rawValue: 7), part: 1)
        let submission = Submission(id: id, pdu: "00", tpduLength: 1, moreFollow: false)

        try await FleetUnderTest.run(on: [.path("/dev/ttyUSB-none")]) { fleet in
            await fleet.fleet.send(.submit(submission), to: "/dev/ttyUSB-other")
            let failure = try await fleet.next { _, event -> SubmissionFailure? in
                if case .submissionFailed(id, let failure) = event { failure } else { nil }
            }
            #expect(failure == SubmissionFailure(phase: .beforePrompt, answer: .none))
        }
    }

    @Test func `A second port of the same modem is set aside`() async throws {
        let first = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        let second = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        defer {
            first.stop()
            second.stop()
        }

        try await FleetUnderTest.run(on: [.path(first.target), .path(second.target)]) { fleet in
            let detail = try await fleet.next { _, event -> String? in
                if case .stateChanged(.failed, let detail?) = event { detail } else { nil }
            }
            #expect(detail.hasPrefix("the same modem as "))
            let states = await fleet.fleet.statuses().map(\.state)
            #expect(states.filter { $0 == .failed }.count == 1)
        }
    }
}
