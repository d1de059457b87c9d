import Synchronization
package import Telephony

/// The one next deadline of a state machine, and the wait for it.
///
/// A deadline that moves away costs nothing: the sleeper wakes at the old one, sees that there is time left,
/// and sleeps on. Only one that comes nearer interrupts the sleep. A conversation moves its deadline at every
/// line, nearly always away.
package final class Alarm: Sendable {
    private struct State {
        var due: MonotonicInstant?
        /// What the sleeper believes.
        var watched: MonotonicInstant?
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    package init() {}

    var due: MonotonicInstant? {
        state.withLock { $0.due }
    }

    package func set(_ due: MonotonicInstant?) {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.due = due
            guard let due, state.watched.map({ due < $0 }) ?? true else { return nil }
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Calls `body` whenever the deadline has passed, until the task is cancelled.
    package func ring(on clock: MonotonicClock, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            await wait(on: clock)
            if let due, due <= clock.now, !Task.isCancelled { await body() }
        }
    }

    /// Returns at the deadline, or when it comes nearer, or when the task is cancelled.
    private func wait(on clock: MonotonicClock) async {
        let watched = due
        await withTaskGroup(of: Void.self) { group in
            if let watched {
                group.addTask { try? await clock.sleep(until: watched) }
            }
            group.addTask { await self.waitForNearer(than: watched) }
            await group.next()
            group.cancelAll()
        }
    }

    private func waitForNearer(than watched: MonotonicInstant?) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    state.watched = watched
                    let isNearer = state.due.map { due in watched.map { due < $0 } ?? true } ?? false
                    if !isNearer, !Task.isCancelled { state.sleeper = continuation }
                    return isNearer || Task.isCancelled
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                defer { state.sleeper = nil }
                return state.sleeper
            }
            sleeper?.resume()
        }
    }
}
