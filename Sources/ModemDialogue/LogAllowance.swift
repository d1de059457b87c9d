import Telephony

/// Keeps a port full of noise from filling the log.
struct LogAllowance: Hashable, Sendable {
    static let most = 10
    static let window = Duration.seconds(60)

    private var began: MonotonicInstant?
    private var count = 0

    mutating func take(at now: MonotonicInstant) -> Bool {
        if began.map({ $0.duration(to: now) >= Self.window }) ?? true {
            began = now
            count = 0
        }
        count += 1
        return count <= Self.most
    }
}
