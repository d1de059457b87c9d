import Telephony

/// Nothing is sent before the box knows whose it is.
struct SetUpGuard: ReplyGuard {
    let name = "not_set_up"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.settings.isSetUp ? nil : .notSetUp
    }
}

/// Who was spoken to needs no text. A twin of the owner's phone cannot tell what became of a call that the
/// modem lost in mid-ring: the owner may well have taken it.
struct AnsweredGuard: ReplyGuard {
    let name = "answered"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        switch situation.call.outcome {
        case .answered, .answeredElsewhere: .answered
        case .unknown: situation.settings.mode == .twin ? .answered : nil
        case .missed, .rejected, .tooShort: nil
        }
    }
}

/// Without a number there is nobody to text, whether the caller hid it or the network did not tell it.
struct WithheldGuard: ReplyGuard {
    let name = "withheld"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.call.isWithheld || situation.call.number == nil ? .withheld : nil
    }
}

/// A call too short to be meant: a slip of the finger, or bait to be rung back. How long a call rang that the
/// modem lost in mid-ring, nobody knows; how long one would have rung that the box itself ended, neither.
struct TooShortGuard: ReplyGuard {
    let name = "too_short"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        switch situation.call.outcome {
        case .tooShort: .tooShort
        case .unknown, .rejected: nil
        case .missed, .answered, .answeredElsewhere:
            situation.call.rang < situation.settings.minimumRing ? .tooShort : nil
        }
    }
}

/// After an hour a text explains nothing any more; nor does one to a call of unknown age.
struct LateGuard: ReplyGuard {
    let name = "late"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        guard let age = situation.age, age <= situation.settings.giveUpAfter else { return .late }
        return nil
    }
}

/// Somebody has said `pause`.
struct PausedGuard: ReplyGuard {
    let name = "paused"

    func objection(to situation: ReplySituation) -> ReplyReason? {
        situation.settings.pause.holds(at: situation.now) ? .paused : nil
    }
}
