import CSerial
package import Telephony

/// The clock that the driver lives by: a reading of monotonic time, and a way to sleep until a moment of it.
///
/// It is handed in, so that tests turn it by hand. Wall-clock time has no place here.
package struct MonotonicClock: Sendable {
    private let read: @Sendable () -> MonotonicInstant
    private let wait: @Sendable (MonotonicInstant) async throws -> Void

    /// - Parameter sleep: returns at the moment or after it, and throws if the task is cancelled before.
    package init(
        now: @escaping @Sendable () -> MonotonicInstant,
        sleep: @escaping @Sendable (MonotonicInstant) async throws -> Void
    ) {
        read = now
        wait = sleep
    }

    package var now: MonotonicInstant { read() }

    package func sleep(until moment: MonotonicInstant) async throws {
        try await wait(moment)
    }

    package func sleep(for duration: Duration) async throws {
        try await wait(now.advanced(by: duration))
    }

    /// CLOCK_BOOTTIME of the machine.
    package static let system = MonotonicClock(
        now: { MonotonicInstant(nanoseconds: cserial_boottime_nanoseconds()) },
        sleep: { moment in
            let now = MonotonicInstant(nanoseconds: cserial_boottime_nanoseconds())
            try await Task.sleep(for: now.duration(to: moment), clock: .continuous)
        })
}
