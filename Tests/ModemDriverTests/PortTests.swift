import CSerial
import Foundation
import ModemDriver
import ModemSimulator
import Telephony
import Testing

/// Ports that are absent, taken, no ports at all, or that go and come back.
@Suite(.timeLimit(.minutes(1)))
final class PortTests {
    private let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("catchline-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    private var link: String { directory.appendingPathComponent("modem").path }

    @Test func `A port that is not there is waited for`() async throws {
        let link = link
        try await FleetUnderTest.run(on: [.path(link)]) { fleet in
            let detail = try await fleet.state(.gone)
            #expect(detail == "not there, waiting for it")

            let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
            defer { simulator.stop() }
            try await fleet.state(.ready)
        }
    }

    @Test func `A stick that is pulled out in mid-ring and put back is picked up again`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        defer { simulator.stop() }

        try await FleetUnderTest.run(on: [.path(link)]) { fleet in
            try await fleet.state(.ready)
            simulator.ring("+447700900311", rings: 9)
            _ = try await fleet.next { _, event in if case .callStarted = event { true } else { nil } }
            simulator.perform(.unplug)
            let outcome = try await fleet.next { _, event -> CallOutcome? in
                if case .callEnded(let call) = event { call.outcome } else { nil }
            }
            #expect(outcome == .unknown)
            try await fleet.state(.gone)
            simulator.perform(.replug)
            try await fleet.state(.ready)
        }
    }

    @Test func `A modem behind a TCP port is used like one on a tty, and found again`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .loopback(port: 0))
        defer { simulator.stop() }
        let target = try ModemTarget(parsing: simulator.target)

        try await FleetUnderTest.run(on: [target]) { fleet in
            try await fleet.state(.ready)
            simulator.perform(.unplug)
            try await fleet.state(.gone)
            simulator.perform(.replug)
            try await fleet.state(.ready)
        }
    }

    @Test func `A tty that another program has locked is said to be busy, with the program's name`()
        async throws
    {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        defer { simulator.stop() }
        let holder = try Holder(of: link)
        defer { holder.end() }

        try await FleetUnderTest.run(on: [.path(link)]) { fleet in
            let detail = try #require(try await fleet.state(.failed))
            #expect(detail.hasPrefix("in use by another program (flock, pid "))
        }
    }

    @Test func `Two targets that lead to one tty are told apart from another program`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        defer { simulator.stop() }
        let other = directory.appendingPathComponent("other").path
        try FileManager.default.createSymbolicLink(atPath: other, withDestinationPath: link)

        try await FleetUnderTest.run(on: [.path(link), .path(other)]) { fleet in
            let detail = try await fleet.state(.failed)
            #expect(detail == "already in use here as another target")
        }
    }

    @Test func `A tty is free again once the fleet has stopped`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        defer { simulator.stop() }

        for _ in 1...2 {
            try await FleetUnderTest.run(on: [.path(link)]) { fleet in try await fleet.state(.ready) }
        }
    }

    @Test func `A file that is no tty is said to be none`() async throws {
        try Data().write(to: URL(fileURLWithPath: link))

        try await FleetUnderTest.run(on: [.path(link)]) { fleet in
            let detail = try await fleet.state(.failed)
            #expect(detail == "not a serial port")
        }
    }

    @Test func `A speed that no line has is refused`() async throws {
        var serial = SerialSettings()
        serial.speed = 12_345

        try await FleetUnderTest.run(on: [.path("/dev/null")], serial: serial) { fleet in
            let detail = try await fleet.state(.failed)
            #expect(detail == "12345 bits a second is no speed of a serial port")
        }
    }

    @Test func `A TCP port that nobody listens on is waited for`() async throws {
        let simulator = try RunningSimulator(.quick(), at: .loopback(port: 0))
        let target = try ModemTarget(parsing: simulator.target)
        simulator.stop()

        try await FleetUnderTest.run(on: [target]) { fleet in
            let detail = try #require(try await fleet.state(.gone))
            #expect(detail.hasPrefix("cannot be reached: "))
        }
    }
}

/// Another process that holds the lock of a file.
struct Holder {
    private let process = Process()

    init(of path: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
        process.arguments = [path, "sh", "-c", "echo held; exec cat >/dev/null"]
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        _ = output.fileHandleForReading.availableData
    }

    func end() {
        process.terminate()
    }
}
