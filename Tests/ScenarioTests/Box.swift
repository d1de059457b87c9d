import Foundation
import Logging
import ModemDriver
import ModemSimulator
import ReplyEngine
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// A whole daemon with a simulated modem at the far end of a pseudo-terminal, both on a clock that runs faster than
/// the day. A story gives orders to the simulator and waits for what the daemon commits or the far end receives.
struct Box {
    static let grace = "+447700900311"
    static let company = "Hartley Plumbing"

    let daemon: Daemon
    let simulator: RunningSimulator
    let far: FarEnd
    let clock: BoxClock
    let directory: DataDirectory

    /// How many seconds of the story go into one. Under a sanitizer a program is too slow for the usual ten.
    static let speed = ProcessInfo.processInfo.environment["CATCHLINE_STORY_SPEED"].flatMap(Double.init) ?? 10

    /// Runs a story on a box that is set up, and ends the daemon after it.
    ///
    /// - Parameter others: where the box has further modems.
    static func run(
        profile: SimulatorProfile = .generic, settings: [String: String] = [:], isSetUp: Bool = true,
        simulated: SimulatorSettings = SimulatorSettings(), script: [ScriptStep] = [],
        others: [ModemTarget] = [], family: String? = nil, speed: Double = Box.speed,
        _ story: @escaping @Sendable (Box) async throws -> Void
    ) async throws {
        let box = try Box(
            profile: profile, settings: settings, isSetUp: isSetUp, simulated: simulated, script: script,
            others: others, family: family, speed: speed)
        defer { box.cleanUp() }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await box.daemon.run() }
            tasks.addTask {
                try await story(box)
            }
            try await tasks.next()
            tasks.cancelAll()
        }
    }

    private init(
        profile: SimulatorProfile, settings: [String: String], isSetUp: Bool, simulated: SimulatorSettings,
        script: [ScriptStep], others: [ModemTarget], family: String?, speed: Double
    ) throws {
        directory = DataDirectory(NSTemporaryDirectory() + "catchline-\(UUID().uuidString.prefix(8))")
        try directory.prepare()
        let far = FarEnd()
        self.far = far
        simulator = try RunningSimulator(
            SimulatedModem(profile: profile, settings: simulated, script: script),
            at: .pseudoTerminal(link: directory.path + "/modem"), speed: speed
        ) { far.received($0) }
        clock = .running(atSpeed: speed)
        var configuration = Configuration()
        configuration.web = false
        if let family {
            let folder = directory.path + "/modems.d"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try family.write(toFile: folder + "/acme.toml", atomically: true, encoding: .utf8)
            configuration.modemProfiles = folder
        }
        var logger = Logger(label: "catchline.test") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        daemon = try Daemon(
            directory: directory, configuration: configuration,
            targets: [.path(directory.path + "/modem")] + others,
            clock: clock, environment: [:], logger: logger)
        if isSetUp { try daemon.store.changeSettings(Self.setUp, at: clock.now()) }
        try daemon.store.changeSettings(settings.mapValues { $0 }, at: clock.now())
    }

    static let setUp: [String: String?] = [
        "setup.done": "true", "business.company": company, "business.country": "GB", "owner.name": "Dan",
        "owner.number": "+447700900555", "call.mode": "box", "reply.delay": "0",
    ]

    private func cleanUp() {
        simulator.stop()
        try? FileManager.default.removeItem(atPath: directory.path)
    }

    // MARK: Waiting

    func until<Value: Sendable>(
        _ what: Comment, _ fits: @escaping @Sendable (StoreReader) throws -> Value?
    ) async throws -> Value {
        try await daemon.until(what, fits)
    }

    /// What was kept of the modem since it was in trouble.
    var recordings: [ModemRecording] { directory.keptRecordings() }

    func untilReady() async throws {
        try await far.first { $0.isLastQuestionOfStart }
    }

    /// The one call that there is, once it is decided.
    func decidedCall() async throws -> CallReport {
        let clock = clock
        return try await until("a call is decided") { reader in
            try reader.calls(at: clock.now()).first { $0.reply != nil }
        }
    }

    func message(in state: MessageState) async throws -> MessageReport {
        try await until("a message is \(state)") { reader in
            // A report may follow before anybody has looked.
            try reader.messages().first { $0.state == state || state == .sent && $0.state == .delivered }
        }
    }
}

extension Daemon {
    /// Waits until what was committed fits, and returns it.
    func until<Value: Sendable>(
        _ what: Comment, _ fits: @escaping @Sendable (StoreReader) throws -> Value?
    ) async throws -> Value {
        // Watched before it is looked at: what is committed in between would be missed.
        let changes = store.changes(of: .events)
        if let value = try fits(store.reader) { return value }
        for await _ in changes {
            if let value = try fits(store.reader) { return value }
        }
        throw StoryEnded(what: what)
    }
}

struct StoryEnded: Error {
    var what: Comment
}

extension ModemRecording {
    /// What the conversation has told.
    var told: [String] {
        entries.compactMap { if case .told(let words) = $0.content { words } else { nil } }
    }
}
