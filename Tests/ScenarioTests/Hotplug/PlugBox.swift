import Foundation
import ModemDriver
import ModemSimulator
import Storage
import Synchronization
import Telephony

@testable import CatchlineDaemon

/// A whole daemon that finds its modems by itself, in a testbed with two sticks that move between three sockets.
struct PlugBox {
    let daemon: Daemon
    let clock: BoxClock
    let testbed: Testbed
    let sticks: [PlayedStick]
    let news = News()
    /// Holds the daemon up once it has decided that a text leaves.
    let holdUp = HoldUp()
    private let directory: DataDirectory

    static let sockets = ["1-1", "1-2", "1-3.4"]

    /// Runs a story on a daemon that serves both sticks.
    ///
    /// - Parameter announces: where each of the two tells what nobody has asked for.
    static func run(
        announces: [SimulatorSettings.Announcing] = [.onFirstPort, .onFirstPort],
        _ story: (PlugBox, inout SeededGenerator) async throws -> Void
    ) async throws {
        var random = SeededGenerator()
        let box = try PlugBox(announces)
        defer { box.cleanUp() }
        // Before the daemon looks around: a testbed has no udevd to hide what is seen half made.
        for (stick, socket) in zip(box.sticks, sockets) {
            try stick.plug(into: socket, of: box.testbed, using: &random)
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            let daemon = box.daemon
            tasks.addTask { try await daemon.run() }
            try await box.untilInService()
            try await story(box, &random)
            tasks.cancelAll()
        }
    }

    private init(_ announces: [SimulatorSettings.Announcing]) throws {
        sticks = announces.enumerated().map { PlayedStick(number: $0.offset, announces: $0.element) }
        testbed = try Testbed()
        directory = DataDirectory(NSTemporaryDirectory() + "catchline-\(UUID().uuidString.prefix(8))")
        try directory.prepare()
        clock = .running(atSpeed: Box.speed)
        var configuration = Configuration()
        configuration.web = false
        let holdUp = holdUp
        daemon = try Daemon(
            directory: directory, configuration: configuration,
            targets: configuration.modems.map { try ModemTarget(parsing: $0) }, clock: clock,
            environment: [:], hotplug: HotplugMonitor(), logger: news.logger
        ) { step in
            if step == .sendingCommitted { holdUp.pass() }
        }
        let settings = Box.setUp.merging(["caps.manual_hour": "1000000"]) { $1 }
        try daemon.store.changeSettings(settings, at: clock.now())
    }

    private func cleanUp() {
        for stick in sticks { stick.simulator?.stop() }
        try? FileManager.default.removeItem(atPath: directory.path)
    }

    /// Waits until each stick that is plugged in serves its own line, under the name of where it is, and is heard on all
    /// its ports.
    func untilInService() async throws {
        for stick in sticks where stick.socket != nil {
            try await news.until { await isInService(stick) }
            try await stick.untilHeard()
        }
    }

    private func isInService(_ stick: PlayedStick) async -> Bool {
        guard let place = stick.place else { return false }
        return await daemon.statuses().contains {
            $0.line == stick.line && $0.target.hasPrefix(place) && $0.state == .ready
        }
    }

    /// Waits until as much is open as at another time when both sticks were in service.
    func untilOpen(_ counts: [String: Int]) async throws {
        for stick in sticks { await stick.untilOldEnded() }
        try await news.until { try descriptors() == counts }
    }

    /// What is open, by kind. Not the database, which opens a file more when it likes, nor sockets: umockdev has
    /// one of its own for each tty, and loses some.
    func descriptors() throws -> [String: Int] {
        let links = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
            try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
        let counted = links.filter { !$0.hasPrefix(directory.path) && !$0.hasPrefix("socket:") }
        return Dictionary(grouping: counted) { $0.prefix { !"0123456789:".contains($0) } }
            .reduce(into: [:]) { $0[String($1.key)] = $1.value.count }
    }
}

/// Lets a thread through, or keeps it until it is let go.
final class HoldUp: Sendable {
    private let isArmed = Mutex(false)
    private let gate = DispatchSemaphore(value: 0)
    private let (arrivals, arrival) = AsyncStream<Void>.makeStream()

    /// The next that comes is kept.
    func arm() {
        isArmed.withLock { $0 = true }
    }

    func pass() {
        let isKept = isArmed.withLock { isArmed in
            defer { isArmed = false }
            return isArmed
        }
        guard isKept else { return }
        arrival.yield()
        gate.wait()
    }

    /// Waits until somebody is kept.
    func reached() async {
        var iterator = arrivals.makeAsyncIterator()
        _ = await iterator.next(isolation: #isolation)
    }

    func letGo() {
        gate.signal()
    }
}
