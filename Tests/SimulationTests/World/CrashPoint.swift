import Synchronization

@testable import CatchlineDaemon
@testable import Storage

/// The step at which a daemon is to die.
///
/// The rest of the call that passes it cannot be stopped. It runs on with a store that is closed, so that nothing of it
/// reaches the disk, and what it answers is thrown away.
final class CrashPoint: Sendable {
    private struct State {
        var awaited: Checkpoint?
        var store: Store?
        var hasStruck = false
        var passed: Set<Checkpoint> = []
    }

    private let state = Mutex(State())

    func guards(_ store: Store) {
        state.withLock {
            $0.store = store
            $0.hasStruck = false
        }
    }

    func await(_ checkpoint: Checkpoint?) {
        state.withLock { $0.awaited = checkpoint }
    }

    var hasStruck: Bool { state.withLock { $0.hasStruck } }

    func pass(_ checkpoint: Checkpoint) {
        state.withLock { state in
            guard state.awaited == checkpoint else { return }
            state.awaited = nil
            strike(&state)
        }
    }

    func strikeNow() {
        state.withLock { strike(&$0) }
    }

    private func strike(_ state: inout State) {
        try? state.store?.close()
        state.hasStruck = true
    }
}

/// Set by the store within a commit, read by the world after it.
final class Flag: Sendable {
    private let isRaised = Atomic(false)

    func raise() {
        isRaised.store(true, ordering: .relaxed)
    }

    func take() -> Bool {
        isRaised.exchange(false, ordering: .relaxed)
    }
}
