package import Telephony

extension ReplyPolicy {
    /// What becomes of an outgoing message whose turn has come. Asked inside the transaction that claims it.
    ///
    /// Much may have happened since it was queued: a STOP, a pause, an hour without a network. The counters
    /// are those of the message's own sort: automatic texts for an automatic one, all others for one that a
    /// person, a program or the box itself sends.
    ///
    /// - Parameter isRoaming: whether the line is in a foreign network, where a text costs more.
    package func judge(
        candidate: OutgoingCandidate, counters: SendCounters, history: CallerHistory, now: Moment,
        settings: Settings, isRoaming: Bool = false
    ) -> ClaimVerdict {
        switch candidate.origin {
        case .auto:
            judgeAutomatic(
                candidate, counters: counters, history: history, now: now, settings: settings,
                isRoaming: isRoaming)
        case .human, .ownerSMS, .api:
            counters.hour < settings.capManualHour
                ? .send(text: candidate.text) : .hold(reason: HoldReason.capHour)
        case .system:
            judgeConfirmation(candidate, now: now)
        }
    }

    /// Whether a text that is held for `reason` still is, as far as it can be told without asking what is known of its
    /// number. There may be hundreds, and they are asked for each minute.
    package func staysHeld(
        _ candidate: OutgoingCandidate, for reason: String, burst: CallerBurst, now: Moment,
        settings: Settings
    ) -> Bool {
        guard reason == HoldReason.burst, !settings.pause.holds(at: now),
            let age = now.age(of: candidate.callEnded ?? candidate.created), age <= settings.giveUpAfter
        else { return false }
        return burst.holds(candidate.number)
    }

    private func judgeAutomatic(
        _ candidate: OutgoingCandidate, counters: SendCounters, history: CallerHistory, now: Moment,
        settings: Settings, isRoaming: Bool
    ) -> ClaimVerdict {
        if let reason = objection(to: candidate, history, settings: settings) { return .suppress(reason) }
        guard let age = now.age(of: candidate.callEnded ?? candidate.created) else { return .suppress(.late) }
        if age > settings.giveUpAfter { return .expire(.late) }
        if settings.pause.holds(at: now) { return .suppress(.paused) }
        if isRoaming { return .hold(reason: HoldReason.roaming) }
        let burst = CallerBurst(callers: history.recentCallers, now: now, settings: settings)
        if burst.holds(candidate.number) { return .hold(reason: HoldReason.burst) }
        if let reason = Self.cap(reached: counters, settings: settings) { return .suppress(reason) }
        guard candidate.callEnded != nil, age > settings.lateAfter else { return .send(text: candidate.text) }
        return .send(text: WordsChoice.late.text(name: history.name, settings: settings))
    }

    private func objection(
        to candidate: OutgoingCandidate, _ history: CallerHistory, settings: Settings
    ) -> ReplyReason? {
        if !settings.isSetUp { return .notSetUp }
        if candidate.wasAnsweredElsewhere { return .answered }
        if history.isOptedOut { return .optedOut }
        if history.isBlocked { return .blocked }
        if history.isPrivate { return .isPrivate }
        return history.isUnassigned ? .unassigned : nil
    }

    private static func cap(reached counters: SendCounters, settings: Settings) -> ReplyReason? {
        if counters.hour >= settings.capHour { return .capHour }
        if counters.day >= settings.capDay { return .capDay }
        return counters.month >= settings.capMonth ? .capMonth : nil
    }

    /// A confirmation goes within five minutes or not at all; no opt-out and no cap stops it, for it is the
    /// answer to one, and there is one for each number.
    private func judgeConfirmation(_ candidate: OutgoingCandidate, now: Moment) -> ClaimVerdict {
        guard let age = now.age(of: candidate.created) else { return .suppress(.late) }
        return age > .seconds(300) ? .expire(.late) : .send(text: candidate.text)
    }
}

/// Why a text waits that will go once the reason is gone, unless it is too old by then.
package enum HoldReason {
    package static let capHour = ReplyReason.capHour.rawValue
    package static let roaming = "roaming"
    /// See `CallerBurst`.
    package static let burst = "burst"
}
