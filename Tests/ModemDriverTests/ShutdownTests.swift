import Logging
import ModemDialogue
import ModemDriver
import ModemSimulator
import ServiceLifecycle
import Telephony
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ShutdownTests {
    @Test func `A graceful shutdown ends the conversation and gives the port back`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: nil))
        defer { simulator.stop() }

        try await shutDown(simulator.target, once: .ready)
        try await FleetUnderTest.run(on: [.path(simulator.target)]) { fleet in try await fleet.state(.ready) }
    }

    @Test func `A fleet whose only port is absent stops at once`() async throws {
        try await shutDown("/dev/ttyUSB-none", once: .gone)
    }

    /// Runs a fleet as a service, has it shut down when its modem is in that state, and waits until it is.
    private func shutDown(_ target: String, once wanted: ModemState) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (states, continuation) = AsyncStream<ModemState>.makeStream()
        let fleet = ModemFleet(
            targets: [.path(target)], configuration: DialogueConfiguration(), logger: logger
        ) { _, event in
            if case .stateChanged(let state, _) = event { continuation.yield(state) }
        }
        let service = ServiceGroupConfiguration.ServiceConfiguration(
            service: fleet, successTerminationBehavior: .gracefullyShutdownGroup)
        let group = ServiceGroup(configuration: .init(services: [service], logger: logger))

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            for await state in states where state == wanted { break }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
