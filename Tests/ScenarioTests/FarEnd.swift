import ModemSimulator
import Synchronization

/// What the world beyond the modem saw, in order, for a story that waits for it.
final class FarEnd: Sendable {
    private struct State {
        var events: [SimulatorEvent] = []
        var waiters: [Waiter] = []
        var wasCancelled = false
    }

    private struct Waiter {
        var start: Int
        var fits: @Sendable (SimulatorEvent) -> Bool
        var continuation: CheckedContinuation<Int?, Never>
    }

    private let state = Mutex(State())

    func received(_ event: SimulatorEvent) {
        let (index, woken) = state.withLock { state in
            state.events.append(event)
            let index = state.events.count - 1
            let fits = { (waiter: Waiter) in index >= waiter.start && waiter.fits(event) }
            let woken = state.waiters.filter(fits)
            state.waiters.removeAll(where: fits)
            return (index, woken)
        }
        for waiter in woken { waiter.continuation.resume(returning: index) }
    }

    /// The first event from `start` on that fits, also one that was seen already, and where the next one begins.
    @discardableResult
    func first(
        from start: Int = 0, where fits: @escaping @Sendable (SimulatorEvent) -> Bool
    ) async throws -> (event: SimulatorEvent, next: Int) {
        let index = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let seen = state.withLock { state -> Int?? in
                    if state.wasCancelled { return .some(nil) }
                    if let seen = state.events.indices.first(where: { $0 >= start && fits(state.events[$0]) })
                    {
                        return seen
                    }
                    state.waiters.append(Waiter(start: start, fits: fits, continuation: continuation))
                    return nil
                }
                if let seen { continuation.resume(returning: seen) }
            }
        } onCancel: {
            let waiters = state.withLock { state in
                state.wasCancelled = true
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.continuation.resume(returning: nil) }
        }
        guard let index else { throw CancellationError() }
        return (events[index], index + 1)
    }

    var events: [SimulatorEvent] { state.withLock { $0.events } }

    /// Every text that the network took, as number and words.
    var texts: [String] {
        events.compactMap {
            if case .textSent(let number, let text) = $0 { "\(number) \(text)" } else { nil }
        }
    }

    /// Parts that the network took.
    var parts: [SimulatorEvent.SentPart] {
        events.compactMap { if case .partSent(let part) = $0 { part } else { nil } }
    }
}

extension SimulatorEvent {
    /// The last question of a start: the daemon is through with everything else that it asks then.
    var isLastQuestionOfStart: Bool {
        if case .commandReceived(let line) = self { line.hasPrefix("AT+CSQ") } else { false }
    }

    var isDeletion: Bool {
        if case .textDeleted = self { true } else { false }
    }

    var isPart: Bool {
        if case .partSent = self { true } else { false }
    }
}
