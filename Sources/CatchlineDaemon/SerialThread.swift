import Dispatch

/// An executor with a serial queue of its own, for an actor that blocks.
///
/// Committing to disk waits for the card. On the pool of Swift's tasks, which has as many threads as the machine has
/// cores, that wait would hold up the serial port. (`DispatchSerialQueue`, which is an executor by itself, is not there on
/// Linux.)
final class SerialThread: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
