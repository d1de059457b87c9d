import Synchronization
import Telephony

/// Wakes the tasks that wait, or the next that comes to wait.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    func ring() {
        let waiters = state.withLock { state in
            defer { state.waiters = [:] }
            state.isRung = state.waiters.isEmpty
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Returns when the bell rings, after `limit` at the latest, or when the task is cancelled.
    func wait(atMost limit: Duration, on clock: MonotonicClock) async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try? await clock.sleep(for: limit) }
            tasks.addTask { await self.wait() }
            await tasks.next()
            tasks.cancelAll()
        }
    }

    private func wait() async {
        let number = state.withLock { state in
            state.count += 1
            return state.count
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    let waits = !state.isRung && !Task.isCancelled
                    if waits { state.waiters[number] = continuation }
                    if !Task.isCancelled { state.isRung = false }
                    return waits
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
        }
    }
}
