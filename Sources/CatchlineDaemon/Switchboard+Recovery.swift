import Storage
import Telephony

/// What was done about modems that had stopped answering: what an owner asks whose calls were not answered.
extension Switchboard {
    mutating func recoveryStepTaken(_ step: RecoveryStep, at desk: inout Desk, _ now: Moment) -> [Action] {
        // Whose line it is was told before the modem fell silent, in this session or in one before.
        guard desk.isIdentified || desk.identity != ModemIdentity() else { return [] }
        let line = desk.line
        guard desk.recoverySteps.take(step, at: now.monotonic) else { return [] }
        return attempting("record what is done about a modem that does not answer") {
            try store.recordRecovery(line: line, step: step, at: now)
            return []
        }
    }
}

/// Keeps a modem that falls silent every few seconds from filling the disk. What nobody should miss is always
/// written down: it is rare by itself.
struct RecoveryAllowance: Hashable, Sendable {
    static let most = 30
    static let window = Duration.seconds(3_600)

    private var began: MonotonicInstant?
    private var count = 0

    mutating func take(_ step: RecoveryStep, at now: MonotonicInstant) -> Bool {
        if step == .failed { return true }
        if began.map({ $0.duration(to: now) >= Self.window }) ?? true {
            began = now
            count = 0
        }
        count += 1
        return count <= Self.most
    }
}
