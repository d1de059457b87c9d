import Telephony

/// What the network adds to a call: that it was diverted to here, and why it ended. Optional lines, never needed
/// (RULES 34 and 40).
extension CallTracker {
    /// The notice comes before the call is announced (3GPP TS 27.007 §7.17); a modem may be late with it.
    mutating func noteForwarding(at now: MonotonicInstant) -> [LineEvent] {
        if let position = ringingPosition, isFresh(calls[position].started, at: now) {
            calls[position].isForwarded = true
        } else {
            forwardingSeen = now
        }
        return []
    }

    /// Whether the call that opens is the one of the notice.
    mutating func takeForwarding(at now: MonotonicInstant) -> Bool {
        defer { forwardingSeen = nil }
        return forwardingSeen.map { isFresh($0, at: now) } ?? false
    }

    private func isFresh(_ moment: MonotonicInstant, at now: MonotonicInstant) -> Bool {
        moment.duration(to: now) <= Timing.callerLineWait
    }

    /// A cause on a line of its own, before or after the line that ends the call.
    mutating func causeSeen(_ cause: CallCause, at now: MonotonicInstant) -> [LineEvent] {
        if let lastEnd, lastEnd.cause == nil, lastEnd.moment.duration(to: now) <= Timing.straggle {
            return causeTold(cause)
        }
        if let position = ringingPosition { calls[position].cause = cause }
        return []
    }

    /// Whether this is the call that AT+CEER would tell of.
    func isLastToEnd(_ call: CallID) -> Bool {
        lastEnd?.call == call && calls.isEmpty
    }

    /// Why the last call ended, which nobody knew at its end.
    mutating func causeTold(_ cause: CallCause) -> [LineEvent] {
        guard let lastEnd, lastEnd.cause == nil else { return [] }
        self.lastEnd?.cause = cause
        guard unsettled?.call.id == lastEnd.call else { return [.callCauseTold(lastEnd.call, cause)] }
        unsettled?.call.cause = cause
        if cause == .nonSelectedUserClearing { unsettled?.call.outcome = .answeredElsewhere }
        return []
    }
}
