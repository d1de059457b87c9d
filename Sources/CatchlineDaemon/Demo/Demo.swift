import Foundation
import Logging
import ModemDriver
import ModemSimulator
import ReplyEngine
import ServiceLifecycle
import Storage
import Telephony
import WebInbox

extension DaemonRunner {
    /// The same daemon on a simulated modem, with invented customers and data of its own that are gone afterwards.
    ///
    /// - Parameters:
    ///   - speed: how many times faster than life: the box's own clock runs so fast.
    ///   - seed: the same number gives the same story.
    package static func demo(speed: Double, listen: String?, seed: UInt64) async throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        let story = Story(seed: seed)
        let simulator = try startSimulator(story, speed: speed)
        defer { simulator.stop() }
        let clock = BoxClock.running(atSpeed: speed)
        var configuration = Configuration()
        configuration.listen = listen ?? "127.0.0.1:8088"
        let daemon = try Daemon(
            directory: directory, configuration: configuration, targets: [.path(simulator.target)],
            clock: clock,
            environment: [:], logger: makeLogger(level: .warning))
        try prepare(daemon.store, story, at: clock.now())
        let narrator = Narrator(
            store: daemon.store, clock: clock, zone: .current, homeCountry: "GB", print: say)
        say(
            "A demonstration: a simulated modem, invented customers. Nothing leaves this machine. Ctrl-C ends it."
        )
        say("To look closer, in another terminal: catchline --data \(directory.path) inbox")
        try await daemon.run(with: [narrator])
    }

    @Sendable
    private static func say(_ line: String) {
        print(line)
        fflush(nil)
    }

    private static func temporaryDirectory() throws(StartupError) -> DataDirectory {
        let path = NSTemporaryDirectory() + "catchline-demo-\(getpid())"
        let directory = DataDirectory(path)
        try directory.prepare()
        return directory
    }

    private static func startSimulator(_ story: Story, speed: Double) throws(StartupError) -> RunningSimulator
    {
        var settings = SimulatorSettings()
        settings.unixTime = Int(Date().timeIntervalSince1970)
        do {
            return try RunningSimulator(
                SimulatedModem(profile: .simcom4G, settings: settings, script: story.steps),
                at: .pseudoTerminal(link: nil),
                speed: speed)
        } catch {
            throw StartupError(
                what: "Cannot start a simulated modem.", why: "\(error)", next: "catchline demo")
        }
    }

    /// A firm that is set up and knows some of its customers.
    private static func prepare(_ store: Store, _ story: Story, at now: Moment) throws {
        let setUp = SetUp(
            company: "Hartley Plumbing", ownerName: "Dan", ownerNumber: "+447700900555", country: "GB",
            mode: "box")
        var changes = try setUp.changes(stored: [:], checks: .box(homeCountry: "GB"))
        // Numbers that belong to nobody lie side by side.
        changes["guards.adjacent"] = "0"
        changes["guards.new_callers"] = "0"
        try store.changeSettings(changes.mapValues { $0 }, at: now)
        for customer in story.known {
            try store.setContact(Contact(number: customer.number, name: customer.name), at: now)
        }
    }
}

extension BoxClock {
    /// The clocks of this machine, running faster from now on.
    static func running(atSpeed speed: Double) -> BoxClock {
        let start = MonotonicClock.system.now
        let startWall = Date()
        let monotonic = MonotonicClock(
            now: { start.advanced(by: start.duration(to: MonotonicClock.system.now) * speed) },
            sleep: { moment in
                try await MonotonicClock.system.sleep(
                    until: start.advanced(by: start.duration(to: moment) / speed))
            })
        return BoxClock(boot: "demo", monotonic: monotonic) {
            (startWall.addingTimeInterval(start.duration(to: monotonic.now).inSeconds), true)
        }
    }
}
