import ModemDriver
import ServiceLifecycle
import Synchronization
import Telephony

/// Brings each answer of a modem to the one who asked.
///
/// A question has one answer: that of the modem, or that there is none in time, or that the box is being stopped. What
/// comes after it is dropped.
final class OpenQuestions: Sendable {
    private struct State {
        var lastID = 0
        var waiting: [LineQuestion.ID: AsyncStream<LineAnswer>.Continuation] = [:]
    }

    private let state = Mutex(State())
    private let clock: MonotonicClock

    init(clock: MonotonicClock) {
        self.clock = clock
    }

    /// - Parameter send: hands the question to the modem under the name that its answer will carry.
    func ask(_ question: LineQuestion, _ send: (LineQuestion.ID) async -> Void) async -> LineAnswer {
        let (answers, continuation) = AsyncStream.makeStream(
            of: LineAnswer.self, bufferingPolicy: .bufferingOldest(1))
        let id = state.withLock { state in
            state.lastID += 1
            let id = LineQuestion.ID(state.lastID)
            state.waiting[id] = continuation
            return id
        }
        defer { state.withLock { $0.waiting[id] = nil } }
        await send(id)
        return await first(of: answers)
            ?? .trouble(Task.isCancelled || Task.isShuttingDownGracefully ? .stopping : .noAnswer)
    }

    /// A modem has answered.
    func answered(_ id: LineQuestion.ID, _ answer: LineAnswer) {
        state.withLock { $0.waiting.removeValue(forKey: id) }?.yield(answer)
    }

    private func first(of answers: AsyncStream<LineAnswer>) async -> LineAnswer? {
        let clock = clock
        return await cancelWhenGracefulShutdown {
            await withTaskGroup(of: LineAnswer?.self) { tasks in
                tasks.addTask { await answers.first { _ in true } }
                tasks.addTask {
                    try? await clock.sleep(for: LineQuestion.longestWait)
                    return nil
                }
                defer { tasks.cancelAll() }
                return await tasks.next() ?? nil
            }
        }
    }
}
