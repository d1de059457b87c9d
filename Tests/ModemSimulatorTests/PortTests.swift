import Foundation
import ModemSimulator
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PortTests {
    private let link = FileManager.default.temporaryDirectory
        .appendingPathComponent("catchline-\(UUID().uuidString)").path

    private var destination: String? { try? FileManager.default.destinationOfSymbolicLink(atPath: link) }

    @Test func `A modem that ends takes its link with it`() async throws {
        let simulator = try RunningSimulator(Self.modem, at: .pseudoTerminal(link: link))
        #expect(destination?.hasPrefix("/dev/pts/") == true)
        simulator.stop()
        await simulator.untilStopped()
        #expect(destination == nil)
    }

    @Test func `A modem that ends leaves the link to the one that came after it`() async throws {
        let first = try RunningSimulator(Self.modem, at: .pseudoTerminal(link: link))
        let second = try RunningSimulator(Self.modem, at: .pseudoTerminal(link: link))
        let destination = destination
        first.stop()
        await first.untilStopped()
        #expect(destination != nil)
        #expect(self.destination == destination)
        second.stop()
        await second.untilStopped()
    }

    private static var modem: SimulatedModem {
        SimulatedModem(profile: .generic, settings: SimulatorSettings())
    }
}
