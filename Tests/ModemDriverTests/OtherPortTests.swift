import Foundation
import ModemDriver
import ModemSimulator
import Telephony
import Testing

/// A device with two ports of which nothing is known but that the first one answers.
@Suite(.timeLimit(.minutes(3)))
final class OtherPortTests {
    private let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("catchline-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("serial/by-id"), withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    /// So many seconds of these tests go into one.
    private static let speed = 5

    private static var now: MonotonicInstant {
        .zero.advanced(by: MonotonicInstant.zero.duration(to: MonotonicClock.system.now) * speed)
    }

    private static let clock = MonotonicClock(
        now: { now },
        sleep: { try await MonotonicClock.system.sleep(for: now.duration(to: $0) / speed) })

    private func simulator(
        _ interface: Int, second: Int? = nil, _ announces: SimulatorSettings.Announcing = .onFirstPort
    ) throws -> RunningSimulator {
        try RunningSimulator(
            .quick { $0.announces = announces }, at: .pseudoTerminal(link: link(interface)),
            second: second.map { .pseudoTerminal(link: link($0)) }, speed: Double(Self.speed))
    }

    private func link(_ interface: Int) -> String {
        directory.appendingPathComponent("serial/by-id/usb-Modem-if0\(interface)-port0").path
    }

    private func run(_ body: (inout FleetUnderTest) async throws -> Void) async throws {
        let discovery = TargetDiscovery(directory: directory.path)
        try await FleetUnderTest.run(on: [.auto], discovery: discovery, clock: Self.clock) { fleet in
            try await fleet.state(.ready)
            try await body(&fleet)
        }
    }

    @discardableResult
    private func callEnds(of caller: Caller, in fleet: inout FleetUnderTest) async throws -> EndedCall {
        try await fleet.next { _, event in
            if case .callEnded(let call) = event, call.caller == caller { call } else { nil }
        }
    }

    private static let caller = Caller.number(NetworkNumber(digits: "+447700900311", typeOfAddress: 145))

    @Test(arguments: [SimulatorSettings.Announcing.onSecondPort, .onBothPorts])
    func `A call that the modem tells on its other port is heard, and one`(
        announces: SimulatorSettings.Announcing
    ) async throws {
        let simulator = try self.simulator(0, second: 2, announces)
        defer { simulator.stop() }

        try await run { fleet in
            simulator.ring("+447700900311", rings: 40, every: .milliseconds(500))
            let call = try await callEnds(of: Self.caller, in: &fleet)
            #expect(call.outcome == .missed)
            #expect(call.rings <= 40)
            let recording = try #require(await fleet.fleet.recording(of: link(0)))
            #expect(recording.text.contains(" <2 \\r\\n+CRING: VOICE"))
            #expect(!recording.text.contains(" >2 "))
        }
    }

    @Test func `Another port that a program holds neither delays the modem nor fails it`() async throws {
        let simulator = try self.simulator(0, second: 2)
        defer { simulator.stop() }
        let holder = try Holder(of: link(2))
        defer { holder.end() }

        try await run { fleet in
            simulator.ring("+447700900311", rings: 20, every: .milliseconds(500))
            try await callEnds(of: Self.caller, in: &fleet)
            #expect(await fleet.fleet.statuses().map(\.state) == [.ready])
        }
    }

    @Test func `Another port that goes changes nothing, and is heard again when it is back`() async throws {
        let simulator = try self.simulator(0)
        defer { simulator.stop() }
        var other = try self.simulator(2)
        defer { other.stop() }

        try await run { fleet in
            other.ring(nil, rings: 20, every: .milliseconds(500))
            try await callEnds(of: .notAnnounced, in: &fleet)
            other.stop()
            await other.untilStopped()
            simulator.ring("+447700900311", rings: 2, every: .milliseconds(500))
            try await callEnds(of: Self.caller, in: &fleet)
            #expect(await fleet.fleet.statuses().map(\.state) == [.ready])

            other = try self.simulator(2)
            other.ring(nil, rings: 60, every: .milliseconds(500))
            try await callEnds(of: .notAnnounced, in: &fleet)
        }
    }
}
