import Logging
import ModemDriver
import ServiceLifecycle
import Storage
import Telephony

/// Works the switchboard: brings it events and the time, and carries out what it answers.
///
/// It is an actor on a thread of its own, because the switchboard waits for the disk. Entries feed the switchboard without
/// waiting in between, so that decisions are made one at a time and in order.
actor SwitchboardOperator: Service {
    typealias Send = @Sendable (_ request: ModemRequest, _ target: String) async -> Void

    private nonisolated let thread = SerialThread(label: "catchline.switchboard")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    private var switchboard: Switchboard
    private let clock: BoxClock
    private let store: Store
    private let logger: Logger
    private let alarm = Alarm()
    private var send: Send = { _, _ in }

    init(switchboard: Switchboard, store: Store, clock: BoxClock, logger: Logger) {
        self.switchboard = switchboard
        self.store = store
        self.clock = clock
        self.logger = logger
    }

    /// Names the way to the modems. Called once, before anything runs: modems and operator know each other.
    func connect(_ send: @escaping Send) {
        self.send = send
    }

    /// Watches the outbox, the settings and the clock until the service shuts down.
    func run() async throws {
        // Watched from before the first look on: what is queued in between would be seen by nobody.
        let (queued, settings) = (store.changes(of: .outbox), store.changes(of: .settings))
        let troubles = store.troubles()
        await outboxChanged()
        try await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    await self.alarm.ring(on: self.clock.monotonic) { await self.deadlinePassed() }
                }
                tasks.addTask {
                    for await _ in queued { await self.outboxChanged() }
                    if !Task.isCancelled { throw StorageError.unexpected("the outbox is watched no more") }
                }
                tasks.addTask {
                    for await _ in settings { await self.settingsChanged() }
                    if !Task.isCancelled { throw StorageError.unexpected("the settings are watched no more") }
                }
                tasks.addTask {
                    // A request of the API may be the first to hear of it.
                    for await _ in troubles { await self.storageFailed() }
                }
                try await tasks.waitForAll()
            }
        }
    }

    // MARK: Entries

    func received(_ event: LineEvent, from target: String) async {
        await perform(switchboard.received(event, from: target, at: clock.now()))
    }

    private func outboxChanged() async {
        await perform(switchboard.outboxChanged(at: clock.now()))
    }

    private func settingsChanged() async {
        await perform(switchboard.settingsChanged())
    }

    private func deadlinePassed() async {
        alarm.set(nil)
        await perform(switchboard.deadlinePassed(at: clock.now()))
    }

    private func storageFailed() async {
        await perform(switchboard.storageFailed(at: clock.now()))
    }

    /// The owner has set another PIN.
    func pinChanged() async {
        await perform(switchboard.pinChanged(at: clock.now()))
    }

    /// How each line fared with its network in the last day.
    func histories() -> [LineID: LineHistory] { switchboard.histories }

    /// Whether decisions are made: for the watchdog. A disk that is in trouble is waited for; what is kept in memory
    /// until then would be lost by a restart.
    func isAlive() -> Bool {
        isHealthy() || store.standing.isTroubled
    }

    /// Whether decisions are made and can be kept.
    func isHealthy() -> Bool {
        (try? store.heartbeat()) != nil && !store.standing.isTroubled
    }

    // MARK: Actions

    private func perform(_ actions: [Switchboard.Action]) async {
        alarm.set(switchboard.nextDeadline)
        for action in actions {
            switch action {
            case .request(let request, let target): await send(request, target)
            case .networkTimeTold(let date): clock.networkTimeTold(date)
            case .log(let level, let text): logger.log(level: level, "\(text)")
            }
        }
    }
}
