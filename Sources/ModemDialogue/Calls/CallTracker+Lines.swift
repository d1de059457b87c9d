import Telephony

/// Lines that announce a call or a caller, and those of a call that somebody took or dialled.
extension CallTracker {
    mutating func ringSeen(at now: MonotonicInstant) -> [LineEvent] {
        if let position = ringingPosition {
            calls[position].isWaiting = false
            signed(position, by: .ring, at: now)
            return []
        }
        return open(at: now) { $0.rings.lineSeen(.ring, at: now) }
    }

    /// The call that a line without a name is about: what rings, the latest first; else the second caller,
    /// whose turn has come.
    var ringingPosition: Int? {
        let ringing = calls.indices.filter { calls[$0].isRinging }
        return ringing.filter { !calls[$0].isWaiting }.max { calls[$0].lastSign < calls[$1].lastSign }
            ?? ringing.first
    }

    mutating func callerLineSeen(_ caller: Caller, at now: MonotonicInstant) -> [LineEvent] {
        if calls.allSatisfy({ !$0.isRinging }), let straggler = stragglerSeen(caller, at: now) {
            return straggler
        }
        if let events = damageMended(by: caller, at: now) { return events }
        let known = calls.indices.filter { calls[$0].isIncoming && calls[$0].caller != .notAnnounced }
        if let position = known.last(where: { calls[$0].caller.mayBe(caller) }) {
            signed(position, by: .callerLine, at: now)
            return []
        }
        if let position = ringingPosition {
            // A line that was damaged on the way still shows that it rings.
            if caller == .notAnnounced {
                signed(position, by: .callerLine, at: now)
                return []
            }
            if accepts(caller, at: position, now) {
                signed(position, by: .callerLine, at: now)
                return announce(caller, at: position)
            }
            // A hidden second caller would come by +CCWA; an empty line takes nothing back.
            if caller == .withheld {
                signed(position, by: .callerLine, at: now)
                return []
            }
        }
        return open(at: now) {
            $0.caller = caller
            $0.rings.lineSeen(.callerLine, at: now)
        }
    }

    /// RULE 7: of two lines about the ringing call one had lost octets on the way. Nil: neither had.
    private mutating func damageMended(by caller: Caller, at now: MonotonicInstant) -> [LineEvent]? {
        guard let position = ringingPosition else { return nil }
        let isMended = calls[position].caller.isRemnant(of: caller)
        guard isMended || caller.isRemnant(of: calls[position].caller) else { return nil }
        signed(position, by: .callerLine, at: now)
        return isMended ? announce(caller, at: position) : []
    }

    /// Whether a ringing call can still learn that it is this one who rings.
    private func accepts(_ caller: Caller, at position: Int, _ now: MonotonicInstant) -> Bool {
        let call = calls[position]
        if call.caller == .notAnnounced { return true }
        return call.caller == .withheld && caller.isNumber
            && call.started.duration(to: now) <= Timing.callerLineWait
    }

    mutating func waitingCallerSeen(_ caller: Caller, at now: MonotonicInstant) -> [LineEvent] {
        let known = calls.indices.filter { calls[$0].isIncoming && calls[$0].caller != .notAnnounced }
        if let position = known.last(where: { calls[$0].caller.mayBe(caller) }) {
            signed(position, by: .state, at: now)
            return []
        }
        let isSecond = !calls.isEmpty
        return open(at: now) {
            $0.caller = caller
            $0.isWaiting = isSecond
            $0.rings.lineSeen(.state, at: now)
        }
    }

    mutating func connectedSeen(index: Int?, at now: MonotonicInstant) -> [LineEvent] {
        if let position = position(index: index) ?? (index == nil ? ringingPosition : nil) {
            calls[position].isAnswered = true
            calls[position].lastSign = now
            return []
        }
        return dialledSeen(index: index, at: now)
    }

    mutating func dialledSeen(index: Int?, at now: MonotonicInstant) -> [LineEvent] {
        if let position = calls.firstIndex(where: { !$0.isIncoming && ($0.index == index || $0.index == nil) }
        ) {
            calls[position].index = index ?? calls[position].index
            calls[position].lastSign = now
            return []
        }
        return open(isIncoming: false, at: now) { $0.index = index }
    }
}
