import Telephony

/// Lines about the state of one call, and the entries of a listing.
extension CallTracker {
    mutating func standingSeen(_ standing: CallStanding, at now: MonotonicInstant) -> [LineEvent] {
        guard standing.isVoice else { return [] }
        if standing.state == .released {
            let isOutgoing = standing.isIncoming == false
            guard !isOutgoing || calls.contains(where: { !$0.isIncoming && $0.index == standing.index })
            else { return [] }
            return endSeen(CallEnding(form: .state, index: standing.index, caller: standing.caller), at: now)
        }
        if standing.isIncoming == false || standing.state == .dialling || standing.state == .alerting {
            return dialledSeen(index: standing.index, at: now)
        }
        var (position, events) = matched(standing, at: now)
        if position == nil, standing.isRinging {
            guard !isStraggler(standing.caller, index: standing.index, at: now) else { return events }
            events += open(at: now) { $0.isWaiting = standing.state == .waiting }
            position = calls.indices.last
        }
        guard let position else { return events }
        return events + standingTaken(standing, at: position, now)
    }

    /// The open call that a state line or an entry of a listing is about.
    ///
    /// The index of a call that ended without a word is used again: same index, another number means that the
    /// old one is gone.
    mutating func matched(
        _ standing: CallStanding, at now: MonotonicInstant
    ) -> (position: Int?, events: [LineEvent]) {
        let incoming = calls.indices.filter { calls[$0].isIncoming }
        if calls.contains(where: { !$0.isIncoming && $0.index != nil && $0.index == standing.index }) {
            return (nil, [])
        }
        if let index = standing.index, let position = incoming.first(where: { calls[$0].index == index }) {
            let known = calls[position].caller
            if known.mayBe(standing.caller) || standing.caller == .withheld
                || known.isRemnant(of: standing.caller) || standing.caller.isRemnant(of: known)
            {
                return (position, [])
            }
            return (nil, end(position, form: .silence, ended: calls[position].lastSign, at: now))
        }
        let unnamed = incoming.filter { calls[$0].index == nil }
        if standing.caller.isNumber,
            let position = unnamed.first(where: { calls[$0].caller.mayBe(standing.caller) })
        {
            return (position, [])
        }
        return (unnamed.count == 1 && !standing.caller.isNumber ? unnamed.first : nil, [])
    }

    mutating func standingTaken(_ standing: CallStanding, at position: Int, _ now: MonotonicInstant)
        -> [LineEvent]
    {
        calls[position].index = standing.index ?? calls[position].index
        if standing.state == .active || standing.state == .held {
            calls[position].isAnswered = true
            calls[position].isHeld = standing.state == .held
            calls[position].lastSign = now
        } else {
            signed(position, by: .state, at: now)
        }
        if calls[position].caller.isRemnant(of: standing.caller) {
            return announce(standing.caller, at: position)
        }
        guard calls[position].caller == .notAnnounced else { return [] }
        switch standing.caller {
        case .number: return announce(standing.caller, at: position)
        case .withheld:
            calls[position].hiddenSince = calls[position].hiddenSince ?? now
            return []
        case .notAnnounced: return []
        }
    }
}
