/// A moment on the clock that never jumps: nanoseconds since the machine was started, sleep included.
///
/// Deadlines, ages and the order of things are told on this clock; wall-clock time is only for people to read. It
/// is a plain value, so that tests and simulations invent it.
package struct MonotonicInstant: InstantProtocol, Hashable, Codable, Sendable {
    /// Nanoseconds since the start of the machine (CLOCK_BOOTTIME).
    package var nanoseconds: Int64

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static let zero = MonotonicInstant(nanoseconds: 0)

    package func advanced(by duration: Duration) -> MonotonicInstant {
        MonotonicInstant(nanoseconds: nanoseconds &+ duration.wholeNanoseconds)
    }

    package func duration(to other: MonotonicInstant) -> Duration {
        .nanoseconds(other.nanoseconds &- nanoseconds)
    }

    package static func < (lhs: MonotonicInstant, rhs: MonotonicInstant) -> Bool {
        lhs.nanoseconds < rhs.nanoseconds
    }
}

extension Duration {
    /// The duration in nanoseconds; what is finer is cut off.
    package var wholeNanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }

    /// The duration in milliseconds; what is finer is cut off.
    package var wholeMilliseconds: Int64 {
        wholeNanoseconds / 1_000_000
    }

    /// The duration in seconds, with fractions.
    package var inSeconds: Double {
        Double(wholeNanoseconds) / 1e9
    }
}
