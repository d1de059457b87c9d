import Synchronization
import Telephony

/// What modems have to tell, in order, on its way to one consumer that may be slow.
///
/// Telling never waits, so that a modem's own time keeps running. Whoever reads octets from a modem waits for
/// room before it reads on: the octets then stay where they are, at last in the modem.
final class EventQueue: Sendable {
    struct Entry: Sendable {
        var target: String
        var event: LineEvent
        /// Of the modem's connection; 0 if it is of none.
        var session = 0
    }

    private struct State {
        var pendingCount = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let entries: AsyncStream<Entry>
    private let continuation: AsyncStream<Entry>.Continuation
    private let state = Mutex(State())

    init(limit: Int = 256) {
        self.limit = limit
        (entries, continuation) = AsyncStream.makeStream()
    }

    func append(_ event: LineEvent, from target: String, session: Int = 0) {
        state.withLock { $0.pendingCount += 1 }
        continuation.yield(Entry(target: target, event: event, session: session))
    }

    /// No more entries; the consumer gets those that are left.
    func finish() {
        continuation.finish()
    }

    /// Hands the entries to `body`, one after the other.
    func consume(_ body: @Sendable (Entry) async -> Void) async {
        for await entry in entries {
            await body(entry)
            release(
                state.withLock { state in
                    state.pendingCount -= 1
                    guard state.pendingCount <= limit / 2 else { return [] }
                    defer { state.waiters = [] }
                    return state.waiters
                })
        }
        release(takeWaiters())
    }

    /// Returns when there is room, or when the task is cancelled.
    func waitForRoom() async {
        guard state.withLock({ $0.pendingCount >= limit }) else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    let waits = state.pendingCount >= limit && !Task.isCancelled
                    if waits { state.waiters.append(continuation) }
                    return waits
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            // Every waiter is let go: the others look again after their next octets.
            release(takeWaiters())
        }
    }

    private func takeWaiters() -> [CheckedContinuation<Void, Never>] {
        state.withLock { state in
            defer { state.waiters = [] }
            return state.waiters
        }
    }

    private func release(_ waiters: [CheckedContinuation<Void, Never>]) {
        for waiter in waiters { waiter.resume() }
    }
}
