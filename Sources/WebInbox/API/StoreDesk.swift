import Dispatch
import Storage

/// Where the API asks the store: on a thread of its own.
///
/// A commit waits for the card. On the pool of Swift's tasks, which has as many threads as the machine has cores, that
/// wait would hold up whatever else they do.
actor StoreDesk {
    private let store: Store
    private let thread = Thread()

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ store: Store) {
        self.store = store
    }

    /// Carries out one or more transactions.
    func with<Value: Sendable>(_ body: @Sendable (Store) throws -> Value) throws -> Value {
        try body(store)
    }

    /// Whether the box can keep what it sees.
    nonisolated var standing: StorageStanding { store.standing }

    private final class Thread: SerialExecutor {
        private let queue = DispatchQueue(label: "catchline.inbox.store")

        func enqueue(_ job: consuming ExecutorJob) {
            let job = UnownedJob(job)
            let executor = asUnownedSerialExecutor()
            queue.async { job.runSynchronously(on: executor) }
        }
    }
}
