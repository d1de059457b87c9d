import CSerial
import NIOCore
import Synchronization

/// Runs what may block in the kernel on a thread of its own.
///
/// open(2), tcsetattr(3) and close(2) of a wedged USB serial line can take many seconds. Neither an event
/// loop nor the pool of Swift's tasks, which has as many threads as there are cores, may wait for that.
enum BlockingThread {
    /// The value of `body`, or nil if the task was cancelled first; the thread is then left to end by itself.
    ///
    /// - Parameter abandoned: what is to become of a value that nobody waits for any more.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () -> Value, abandoned: @escaping @Sendable (Value) -> Void = { _ in }
    ) async -> Value? {
        let exchange = Exchange<Value>()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard exchange.wait(continuation) else { return continuation.resume(returning: nil) }
                start {
                    let value = body()
                    if !exchange.complete(with: value) { abandoned(value) }
                }
            }
        } onCancel: {
            exchange.abandon()
        }
    }

    /// Runs `body` in any case, and waits for it even if the task is cancelled, but no longer than `limit`.
    static func finish(
        within limit: TimeAmount, on eventLoop: any EventLoop, _ body: @escaping @Sendable () -> Void
    ) async {
        let exchange = Exchange<Void>()
        let alarm = eventLoop.scheduleTask(in: limit) { exchange.abandon() }
        let _: Void? = await withCheckedContinuation { continuation in
            _ = exchange.wait(continuation)
            start {
                body()
                _ = exchange.complete(with: ())
            }
        }
        alarm.cancel()
    }

    /// What a body has found out, for whom it is not too late.
    final class Answer<Value: Sendable>: Sendable {
        private let state: Mutex<Value>

        /// - Parameter late: the value as long as there is no other.
        init(_ late: Value) {
            state = Mutex(late)
        }

        var value: Value { state.withLock { $0 } }

        func set(_ value: Value) {
            state.withLock { $0 = value }
        }
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        // No thread to be had: rather late than never.
        if !spawn("catchline-tty", body) { body() }
    }

    /// A thread for something that lasts.
    struct Started: Sendable {
        fileprivate let exchange = Exchange<Void>()

        /// Waits for its end, even if the task is cancelled.
        func ended() async {
            let _: Void? = await withCheckedContinuation { continuation in
                if !exchange.wait(continuation) { continuation.resume(returning: nil) }
            }
        }
    }

    /// Runs `body` on a new thread of that name; nil if there is none to be had.
    static func started(_ name: String, _ body: @escaping @Sendable () -> Void) -> Started? {
        let thread = Started()
        let isStarted = spawn(name) {
            body()
            if !thread.exchange.complete(with: ()) { thread.exchange.abandon() }
        }
        return isStarted ? thread : nil
    }

    private static func spawn(_ name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        let box = Unmanaged.passRetained(Body(run: body))
        let error = cserial_start_thread(
            name, { Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run() }, box.toOpaque())
        if error != 0 { box.release() }
        return error == 0
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}

/// Hands one value from a thread to a task that may lose interest.
private final class Exchange<Value: Sendable>: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<Value?, Never>)
        case over
    }

    private let state = Mutex(State.idle)

    /// False if the task was cancelled before it came to wait.
    func wait(_ continuation: CheckedContinuation<Value?, Never>) -> Bool {
        state.withLock { state in
            guard case .idle = state else { return false }
            state = .waiting(continuation)
            return true
        }
    }

    /// False if nobody waits any more.
    func complete(with value: Value) -> Bool {
        guard let continuation = takeContinuation() else { return false }
        continuation.resume(returning: value)
        return true
    }

    func abandon() {
        takeContinuation()?.resume(returning: nil)
    }

    private func takeContinuation() -> CheckedContinuation<Value?, Never>? {
        state.withLock { state in
            defer { state = .over }
            guard case .waiting(let continuation) = state else { return nil }
            return continuation
        }
    }
}
