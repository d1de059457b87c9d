import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing

/// A stick that nobody knows is plugged into a box that finds its modems by itself.
@Suite(.enabled(if: Testbed.isHere, "runs within HotplugStories"), .serialized, .timeLimit(.minutes(1)))
struct StrangerUnderTestbed {
    private static let imei = "356938035643817"

    private static func simulator(telling far: FarEnd) throws -> RunningSimulator {
        var settings = SimulatorSettings()
        settings.imei = imei
        settings.latency = .zero
        settings.baud = nil
        return try RunningSimulator(
            SimulatedModem(profile: .generic, settings: settings), at: .pseudoTerminal(link: nil),
            speed: Box.speed
        ) { far.received($0) }
    }

    private static func stick(_ simulator: RunningSimulator) -> Testbed.Stick {
        Testbed.Stick(id: "0403:6001", answering: [1: simulator.target], interfaces: [0, 1])
    }

    private static func state(of box: PlugBox) async -> ModemState? {
        await box.daemon.statuses().first { $0.identity.imei == imei }?.state
    }

    @Test func `It hears AT, AT+CGMI and AT+CGSN and no more, until a person says yes, in every socket`()
        async throws
    {
        try await PlugBox.run { box, random in
            let far = FarEnd()
            let simulator = try Self.simulator(telling: far)
            try box.testbed.plug(Self.stick(simulator), into: "1-4")
            try await box.news.until { await Self.state(of: box) == .needsYes }

            // Meanwhile others come and go.
            try box.sticks[0].pullOut(of: box.testbed, using: &random)
            try box.sticks[0].plug(into: "1-1", of: box.testbed, using: &random)
            try await box.untilInService()
            #expect(far.commands == ["AT", "AT+CGMI", "AT+CGSN"])
            #expect(await Self.state(of: box) == .needsYes)

            let waiting = try #require(await box.daemon.statuses().first { $0.state == .needsYes })
            #expect(waiting.fix == "catchline modem allow --modem \(Self.imei)")
            let yes = try #require(waiting.stranger).rawValue
            try box.daemon.store.changeSettings(["modem.allow": yes], at: box.clock.now())
            try await box.news.until { await Self.state(of: box) == .ready }

            try box.testbed.pullOut("1-4")
            simulator.stop()
            let other = try Self.simulator(telling: FarEnd())
            defer { other.stop() }
            try box.testbed.plug(Self.stick(other), into: "1-5")
            try await box.news.until {
                await box.daemon.statuses().contains { $0.target.contains("0:5:") && $0.state == .ready }
            }
        }
    }
}

extension FarEnd {
    /// The command lines that the modem heard.
    fileprivate var commands: [String] {
        events.compactMap { if case .commandReceived(let line) = $0 { line } else { nil } }
    }
}
