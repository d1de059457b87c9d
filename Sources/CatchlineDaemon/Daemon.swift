import Foundation
package import Logging
import ModemDialogue
package import ModemDriver
import NIOCore
import NIOPosix
import ReplyEngine
package import ServiceLifecycle
package import Storage
package import Telephony
import UnixSignals
import WebInbox

/// A whole Catchline: the modems, the switchboard between them and the store, and the API upon it.
///
/// The services end in the reverse of their order: the web first, then the modems, which finish the command in flight,
/// and at last the switchboard, which has kept what they said.
package struct Daemon: Sendable {
    package let store: Store
    private let directory: DataDirectory
    private let configuration: Configuration
    private let clock: BoxClock
    private let started: MonotonicInstant
    private let logger: Logger
    private let fleet: ModemFleet
    private let switchboard: SwitchboardOperator
    private let troubles: TroubleWatch
    private let questions: OpenQuestions
    private let group: MultiThreadedEventLoopGroup
    private let web = WebStanding()

    /// Opens the store, settles what the last run left under way, and makes everything ready to run.
    ///
    /// - Parameters:
    ///   - directory: prepared, and locked by the caller for as long as the daemon lives.
    ///   - targets: where the modems are.
    ///   - hotplug: who tells of modems that come and go; nil if nobody does.
    ///   - checkpoint: called at each step that a crash could follow; for tests.
    package init(
        directory: DataDirectory, configuration: Configuration, targets: [ModemTarget], clock: BoxClock,
        environment: [String: String], hotplug: HotplugMonitor? = .system, logger: Logger,
        checkpoint: @escaping @Sendable (Checkpoint) -> Void = { _ in }
    ) throws(StartupError) {
        self.directory = directory
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        started = clock.monotonic.now
        // A mistake in a file is told before anything is changed.
        let families = try Daemon.families(configuration, logger)
        let opened = try Daemon.openStore(directory, at: clock.now())
        store = opened.store
        var switchboard = Switchboard(
            store: store, session: "\(clock.now().boot)/\(started.nanoseconds)",
            seed: .random(in: .min ... .max),
            readPIN: { directory.readPINSecret(environment: environment) }, checkpoint: checkpoint)
        if case .replaced(let restoration) = opened.recovery { logger.critical("\(restoration.words)") }
        try Daemon.settle(&switchboard, at: clock.now(), logger)
        let desk = SwitchboardOperator(switchboard: switchboard, store: store, clock: clock, logger: logger)
        self.switchboard = desk
        let troubles = TroubleWatch()
        self.troubles = troubles
        let questions = OpenQuestions(clock: clock.monotonic)
        self.questions = questions
        let reader = store.reader
        let isAllowed: @Sendable (StrangeDevice) async -> Bool = { device in
            (try? Settings(reader.settings()).allowedModems.contains(device)) ?? false
        }
        fleet = ModemFleet(
            targets: targets, configuration: DialogueConfiguration(families: families),
            clock: clock.monotonic, hotplug: hotplug, logger: logger, isAllowed: isAllowed
        ) { target, event in
            if case .answered(let id, let answer) = event { return questions.answered(id, answer) }
            troubles.noticed(event, from: target)
            await desk.received(event, from: target)
        }
        group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    }

    /// Runs until SIGTERM or SIGINT, or until the task is cancelled.
    ///
    /// - Parameters:
    ///   - guests: further services, which end first.
    ///   - onReady: called once calls can be recorded and commands are heard.
    package func run(
        with guests: [any Service] = [], onReady: @escaping @Sendable () async -> Void = {}
    ) async throws {
        await switchboard.connect { [fleet] request, target in await fleet.send(request, to: target) }
        let services = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: (try self.services(onReady: onReady) + guests).map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await services.run()
        } catch {
            await close()
            throw error
        }
        await close()
    }

    private func close() async {
        try? store.close()
        unlink(directory.socket)
        try? await group.shutdownGracefully()
    }

    /// The last readings of the modems.
    package func statuses() async -> [LineStatus] {
        await fleet.statuses()
    }

    private func services(onReady: @escaping @Sendable () async -> Void) throws(StartupError) -> [any Service]
    {
        let api = InboxAPI(store: store, box: boxFunctions)
        let notifier = SystemdNotifier(environment: ProcessInfo.processInfo.environment)
        let control = ControlListener(
            path: directory.socket, api: api, group: group, clock: clock.monotonic, logger: logger
        ) {
            notifier?.send("READY=1")
            await onReady()
        }
        let keeper = RecordingKeeper(
            directory: directory, watch: troubles, clock: clock, logger: logger
        ) { [fleet] in await fleet.recording(of: $0) }
        let storageKeeper = StorageKeeper(
            store: store, directory: directory, clock: clock, logger: logger)
        var services: [any Service] = [switchboard, keeper, storageKeeper, fleet, control]
        if configuration.web {
            services.append(
                WebListener(
                    address: try ListenAddress(configuration.listen), api: api,
                    group: group,
                    clock: clock.monotonic, logger: logger, standing: web))
        }
        let environment = ProcessInfo.processInfo.environment
        if let notifier, let interval = SystemdNotifier.watchdogInterval(environment: environment) {
            services.append(
                Watchdog(notifier: notifier, interval: interval, clock: clock.monotonic) { [switchboard] in
                    await switchboard.isAlive()
                })
        }
        return services
    }

    private var boxFunctions: BoxFunctions {
        let (clock, started, directory) = (clock, started, directory)
        return BoxFunctions(
            statuses: { [fleet] in await fleet.statuses() },
            lines: LineControl { [questions, fleet] question, target in
                await questions.ask(question) { id in await fleet.send(.ask(id, question), to: target) }
            },
            recording: { [fleet] in await fleet.recording(of: $0) },
            now: { clock.now() },
            uptime: { started.duration(to: clock.monotonic.now) },
            version: Release.version,
            storePIN: { [switchboard] pin in
                try directory.storePIN(pin)
                await switchboard.pinChanged()
            },
            isHealthy: { [switchboard] in await switchboard.isHealthy() },
            web: { [web] in web.state },
            permissionsChanged: { [fleet] in await fleet.permissionsChanged() },
            histories: { [switchboard] in await switchboard.histories() })
    }
}

// MARK: - Before anything runs

extension Daemon {
    private static func openStore(
        _ directory: DataDirectory, at now: Moment
    ) throws(StartupError) -> OpenedStore {
        do {
            return try Store.open(directory.storagePlace, at: now)
        } catch {
            throw StartupError(
                what: "Cannot open the database \(directory.database).", why: "\(error)",
                next: "catchline doctor --data \(directory.path)")
        }
    }

    /// On a disk that takes nothing this waits until it does; calls are recorded in memory meanwhile.
    private static func settle(
        _ switchboard: inout Switchboard, at now: Moment, _ logger: Logger
    ) throws(StartupError) {
        var actions: [Switchboard.Action] = []
        do {
            actions = try switchboard.settleStart(version: Release.version, at: now)
        } catch {
            guard error.isDiskTrouble else {
                throw StartupError(
                    what: "Cannot settle what the last run left under way.", why: "\(error)", next: "df -h")
            }
            switchboard.settleLater(version: Release.version)
        }
        for action in actions + switchboard.noteStorage(at: now) {
            if case .log(let level, let text) = action { logger.log(level: level, "\(text)") }
        }
    }

    private static func families(
        _ configuration: Configuration, _ logger: Logger
    ) throws(StartupError) -> ModemFamilies {
        guard let directory = configuration.modemProfiles else { return .builtIn }
        let files = try ModemFamilyFiles(directory: directory)
        let families = try files.families()
        for line in files.introductions { logger.info("\(line)") }
        return families
    }
}

extension Logger {
    /// For libraries whose news are noise here.
    var quiet: Logger {
        var logger = self
        logger.logLevel = .warning
        return logger
    }
}
