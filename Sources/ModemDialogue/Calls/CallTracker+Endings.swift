import Telephony

/// Whose end is it? One call, one end, however often and in whatever order it is said (RULES 26 to 32).
extension CallTracker {
    mutating func endSeen(_ end: CallEnding, at now: MonotonicInstant) -> [LineEvent] {
        guard let position = target(of: end) else {
            return noteTwin(end, at: now)
        }
        if isTwin(end, of: position, at: now) { return noteTwin(end, at: now) }
        return self.end(
            position, form: end.form, wasAnswered: end.wasAnswered, cause: end.cause, ended: now, at: now)
    }

    /// The call that an end line closes.
    private func target(of end: CallEnding) -> Int? {
        if let position = position(index: end.index) {
            let isAnother = !calls[position].caller.mayBe(end.caller) && end.caller.isNumber
            return isAnother ? nil : position
        }
        let open = calls.indices.filter { end.index == nil || calls[$0].index == nil }
        if end.caller.isNumber {
            return open.first { calls[$0].isIncoming && calls[$0].caller.mayBe(end.caller) }
        }
        // An index that was never told can only belong to the one call whose index was never told (RULE 30).
        if end.index != nil { return open.count == 1 ? open.first : nil }
        if let rejected = open.first(where: { calls[$0].rejection?.wasSent == true }) { return rejected }
        return open.first { !calls[$0].isIncoming } ?? open.first { calls[$0].isAnswered } ?? ringingPosition
    }

    func position(index: Int?) -> Int? {
        guard let index else { return nil }
        return calls.firstIndex { $0.index == index }
    }

    /// Whether the line repeats the last end in other words, rather than ending the call at `position`.
    ///
    /// RULE 27: a call that opened since must not be closed by a NO CARRIER that was late. To be wrong here
    /// costs little: the call then ends by the next line, by the listing or by silence.
    private func isTwin(_ end: CallEnding, of position: Int, at now: MonotonicInstant) -> Bool {
        guard let lastEnd, lastEnd.moment.duration(to: now) <= Timing.twinWindow,
            !lastEnd.forms.contains(end.form)
        else { return false }
        // Nobody is that late: the modem has announced the new call twice since.
        if calls[position].isRinging, calls[position].rings.count > 1 { return false }
        // A line that names this caller, and not the one of the last end, is about this call.
        return
            !(end.caller.isNumber && calls[position].caller.mayBe(end.caller)
            && !lastEnd.caller.mayBe(end.caller))
    }

    /// The twin may tell why, which the first did not.
    private mutating func noteTwin(_ end: CallEnding, at now: MonotonicInstant) -> [LineEvent] {
        guard let lastEnd, lastEnd.moment.duration(to: now) <= Timing.twinWindow else { return [] }
        self.lastEnd?.forms.insert(end.form)
        return end.cause.map { causeTold($0) } ?? []
    }

    /// MISSED_CALL: the end of the open call, the twin of an end just seen, or a whole call in one line (RULE
    /// 29).
    mutating func missedCallSeen(_ caller: Caller, at now: MonotonicInstant) -> [LineEvent] {
        let incoming = calls.indices.filter { calls[$0].isRinging }
        if let position = incoming.first(where: {
            calls[$0].caller.mayBe(caller) && calls[$0].caller != .notAnnounced
        })
            ?? incoming.first(where: { calls[$0].caller == .notAnnounced })
        {
            let news = calls[position].caller == .notAnnounced && caller != .notAnnounced
            let events = news ? announce(caller, at: position) : []
            return events + end(position, form: .missedCall, ended: now, at: now)
        }
        if let waiting = unsettled?.call, waiting.caller == .notAnnounced {
            lastEnd?.forms.insert(.missedCall)
            return settle(as: caller)
        }
        if let lastEnd, lastEnd.moment.duration(to: now) <= Timing.twinWindow,
            !lastEnd.forms.contains(.missedCall),
            lastEnd.caller.mayBe(caller)
        {
            self.lastEnd?.forms.insert(.missedCall)
            return []
        }
        let events = open(at: now) { $0.caller = caller }
        return events + end(calls.count - 1, form: .missedCall, ended: now, at: now)
    }

    /// A +CLIP with no call ringing: the number of a call that has just ended, or a leftover of it. Nil:
    /// neither.
    mutating func stragglerSeen(_ caller: Caller, at now: MonotonicInstant) -> [LineEvent]? {
        guard let lastEnd, lastEnd.moment.duration(to: now) <= Timing.straggle else { return nil }
        if unsettled != nil { return settle(as: caller) }
        return isStraggler(caller, index: nil, at: now) ? [] : nil
    }

    /// Whether a line about a ringing call is a leftover of the call that has just ended. Nobody redials
    /// within a second.
    func isStraggler(_ caller: Caller, index: Int?, at now: MonotonicInstant) -> Bool {
        guard let lastEnd, lastEnd.moment.duration(to: now) <= Timing.straggle else { return false }
        guard caller.isNumber else { return index != nil && index == lastEnd.index }
        return lastEnd.caller.mayBe(caller) && lastEnd.caller != .notAnnounced
    }
}
