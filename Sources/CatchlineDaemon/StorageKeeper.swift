import FoundationEssentials
import Logging
import ModemDriver
import ReplyEngine
import ServiceLifecycle
import Storage
import Telephony
import WebInbox

/// Sees to it that there is a copy of the database for the day on which it is damaged, and room for the day on which the
/// disk is full. It is an actor on a thread of its own: a copy takes its time.
actor StorageKeeper: Service {
    private nonisolated let thread = SerialThread(label: "catchline.storage")

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        thread.asUnownedSerialExecutor()
    }

    /// A start is busy enough, and a box that is idle writes nothing in its first minutes.
    private static let firstLook = interval
    private static let interval = Duration.seconds(30 * 60)

    private let store: Store
    private let shelf: SnapshotShelf
    private let directory: DataDirectory
    private let clock: BoxClock
    private let logger: Logger
    private var failure: StorageError?
    private var backupFailure: BackupError?

    init(store: Store, directory: DataDirectory, clock: BoxClock, logger: Logger) {
        self.store = store
        self.directory = directory
        shelf = SnapshotShelf(directory: directory.snapshots)
        self.clock = clock
        self.logger = logger
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await self.clock.monotonic.sleep(for: Self.firstLook)
            while true {
                await self.look()
                try await self.clock.monotonic.sleep(for: Self.interval)
            }
        }
    }

    private func look() {
        guard !store.standing.isTroubled else { return }
        store.restoreBallast()
        let now = clock.now()
        copy(at: now)
        backUp(at: now)
    }

    private func copy(at now: Moment) {
        guard SnapshotPlan.isDue(after: shelf.snapshots.map(\.takenAt), at: now, zone: zone) else { return }
        do {
            _ = try store.takeSnapshot(onto: shelf, at: now)
            failure = nil
        } catch {
            // Said once, however often it is tried.
            if error != failure { logger.error("Cannot copy the database for the night: \(error)") }
            failure = error
        }
    }

    /// What the owner has asked for with `backup schedule`.
    private func backUp(at now: Moment) {
        guard let schedule = directory.backupSchedule else { return }
        do {
            _ = try BackupShelf(directory).makeScheduled(schedule, of: store.reader, at: now, zone: zone)
            backupFailure = nil
        } catch {
            if error != backupFailure {
                logger.error("No backup was made, as it was to be: \(error) Next: catchline backup now")
            }
            backupFailure = error
        }
    }

    private var zone: TimeZone { (try? store.reader.settings()).map { Settings($0).zone } ?? .gmt }
}

/// When a copy of the database is taken: after three in the morning, when nobody rings.
enum SnapshotPlan {
    private static let hour = 3

    static func isDue(after taken: [Date], at now: Moment, zone: TimeZone) -> Bool {
        // Without the time one copy is better than none, and its name would say nothing of its age.
        guard now.trust > .none else { return taken.isEmpty }
        guard let newest = taken.filter({ $0 <= now.wall }).max() else { return true }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let night = calendar.nextDate(
            after: now.wall.addingTimeInterval(1), matching: DateComponents(hour: hour),
            matchingPolicy: .nextTime,
            direction: .backward)
        return night.map { newest < $0 } ?? (now.wall.timeIntervalSince(newest) > 86_400)
    }
}
