import Logging
import ModemDialogue
import ModemDriver
import ModemSimulator
import Telephony

/// A fleet that runs, and what it has told so far.
struct FleetUnderTest {
    let fleet: ModemFleet
    private var events: AsyncStream<(target: String, event: LineEvent)>.Iterator

    /// Runs a fleet for as long as `body` takes.
    static func run(
        on targets: [ModemTarget], serial: SerialSettings = SerialSettings(),
        discovery: TargetDiscovery = TargetDiscovery(), clock: MonotonicClock = .system,
        _ body: (inout FleetUnderTest) async throws -> Void
    ) async throws {
        let (events, continuation) = AsyncStream<(target: String, event: LineEvent)>.makeStream()
        let fleet = ModemFleet(
            targets: targets, configuration: DialogueConfiguration(), serial: serial, clock: clock,
            discovery: discovery, hotplug: nil,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { target, event in
            continuation.yield((target, event))
        }
        var fleetUnderTest = FleetUnderTest(fleet: fleet, events: events.makeAsyncIterator())
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await fleet.run() }
            try await body(&fleetUnderTest)
            tasks.cancelAll()
        }
    }

    /// The first event from now on for which `take` has an answer.
    mutating func next<Result>(_ take: (String, LineEvent) -> Result?) async throws -> Result {
        while let (target, event) = await events.next(isolation: #isolation) {
            if let result = take(target, event) { return result }
        }
        throw Ended()
    }

    @discardableResult
    mutating func state(_ wanted: ModemState) async throws -> String? {
        try await next { _, event in
            if case .stateChanged(wanted, let detail) = event { .some(detail) } else { nil }
        }
    }

    /// Which modem comes to be in that state.
    mutating func target(in wanted: ModemState) async throws -> String {
        try await next { target, event in
            if case .stateChanged(wanted, _) = event { target } else { nil }
        }
    }

    struct Ended: Error {}
}

extension SimulatedModem {
    /// A modem that answers at once.
    static func quick(
        _ profile: SimulatorProfile = .generic, _ change: (inout SimulatorSettings) -> Void = { _ in }
    ) -> SimulatedModem {
        var settings = SimulatorSettings()
        settings.latency = .zero
        settings.baud = nil
        settings.bootTime = .milliseconds(50)
        change(&settings)
        return SimulatedModem(profile: profile, settings: settings)
    }
}
