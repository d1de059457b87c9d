import Telephony

/// One text in a while for one number, however often it rings. The owner's own number has none, so that a
/// second test call is answered too.
struct CooldownGuard: ReplyGuard {
    let name = "cooldown"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        guard let last = situation.history.lastAutomaticText, !situation.isFromOwner else { return nil }
        return situation.now.leastAge(of: last) < situation.settings.cooldown ? .cooldown : nil
    }
}

/// Two machines that answer each other would never stop.
struct LoopGuard: ReplyGuard {
    let name = "loop"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.history.automaticTextsSincePerson >= Self.most ? .loop : nil
    }

    private static let most = 3
}

extension Moment {
    /// How long ago `earlier` was at the very least: the stricter reading where the clocks cannot tell.
    ///
    /// A moment of an earlier run of the machine is at least as old as this run is long.
    func leastAge(of earlier: Moment) -> Duration {
        if let age = age(of: earlier) { return max(.zero, age) }
        return max(.zero, MonotonicInstant.zero.duration(to: monotonic))
    }
}
