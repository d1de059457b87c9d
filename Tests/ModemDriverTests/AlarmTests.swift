import Synchronization
import Telephony
import Testing

@testable import ModemDriver

@Suite(.timeLimit(.minutes(1)))
struct AlarmTests {
    private func seconds(_ seconds: Int64) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: seconds * 1_000_000_000)
    }

    @Test func `A deadline that comes nearer interrupts the sleep`() async {
        let clock = HandTurnedClock()
        let alarm = Alarm()
        alarm.set(seconds(100))

        await withTaskGroup(of: Void.self) { tasks in
            let (rings, continuation) = AsyncStream<Void>.makeStream()
            tasks.addTask { await alarm.ring(on: clock.clock) { continuation.yield() } }
            await clock.waitForSleeper(until: seconds(100))
            alarm.set(seconds(5))
            await clock.waitForSleeper(until: seconds(5))
            clock.turn(to: seconds(5))
            var iterator = rings.makeAsyncIterator()
            await iterator.next(isolation: nil)
            tasks.cancelAll()
        }
    }

    @Test func `A deadline that moves away is not rung before its time`() async {
        let clock = HandTurnedClock()
        let alarm = Alarm()
        alarm.set(seconds(5))

        await withTaskGroup(of: Void.self) { tasks in
            let (rings, continuation) = AsyncStream<MonotonicInstant>.makeStream()
            tasks.addTask {
                await alarm.ring(on: clock.clock) {
                    continuation.yield(clock.now)
                    alarm.set(nil)
                }
            }
            await clock.waitForSleeper(until: seconds(5))
            alarm.set(seconds(60))
            clock.turn(to: seconds(5))
            // It woke at the old deadline and went to sleep again.
            await clock.waitForSleeper(until: seconds(60))
            clock.turn(to: seconds(60))
            var iterator = rings.makeAsyncIterator()
            let rung = await iterator.next(isolation: nil)
            #expect(rung == seconds(60))
            tasks.cancelAll()
        }
    }
}

/// A clock that stands still until it is turned.
private final class HandTurnedClock: Sendable {
    private struct Sleeper {
        var due: MonotonicInstant
        var continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = MonotonicInstant.zero
        var sleepers: [Int: Sleeper] = [:]
        var nextID = 0
    }

    private let state = Mutex(State())
    private let asleep: AsyncStream<MonotonicInstant>
    private let fellAsleep: AsyncStream<MonotonicInstant>.Continuation

    init() {
        (asleep, fellAsleep) = AsyncStream.makeStream()
    }

    var now: MonotonicInstant { state.withLock { $0.now } }

    var clock: MonotonicClock {
        MonotonicClock(now: { self.now }, sleep: { try await self.sleep(until: $0) })
    }

    func turn(to now: MonotonicInstant) {
        let woken = state.withLock { state in
            state.now = now
            let woken = state.sleepers.filter { $0.value.due <= now }
            for id in woken.keys { state.sleepers[id] = nil }
            return woken.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns when somebody sleeps until then.
    func waitForSleeper(until due: MonotonicInstant) async {
        for await moment in asleep where moment == due { return }
    }

    private func sleep(until due: MonotonicInstant) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAsleep = state.withLock { state in
                    guard due > state.now, !Task.isCancelled else { return false }
                    state.sleepers[id] = Sleeper(due: due, continuation: continuation)
                    return true
                }
                if isAsleep { fellAsleep.yield(due) } else { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume()
        }
        try Task.checkCancellation()
    }
}
