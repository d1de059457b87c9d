package import Telephony

/// Whether a missed call gets a text, and what becomes of a text when its turn comes.
///
/// The guards are asked in the order in which reasons are given to the outside; the first that objects
/// decides, but all are asked, so that the trace shows everything that stands in the way:
///
/// 1. `not_set_up`, `answered`, `withheld`
/// 2. the kind of number
/// 3. `own_number`, `opted_out`, `blocked`, `private`
/// 4. `foreign`, `landline`, `unassigned`
/// 5. `too_short`, `late`, `paused`
/// 6. `cooldown`, `loop`
///
/// The caps are judged when the text is about to go (`judge`), inside the transaction that claims it.
package struct ReplyPolicy: Sendable {
    package init() {}

    /// The name of the one rule there is: a missed call is answered.
    package static let rule = "missed_call"

    package func decide(
        call: CallFacts, history: CallerHistory, now: Moment, settings: Settings
    ) -> ReplyRuling {
        let situation = ReplySituation(call: call, history: history, now: now, settings: settings)
        let findings = Self.guards.map {
            GuardFinding(guardName: $0.name, reason: $0.objection(to: situation))
        }
        if let reason = findings.lazy.compactMap(\.reason).first {
            return ReplyRuling(decision: .leaveAlone(reason), words: nil, findings: findings)
        }
        let words: WordsChoice = situation.isLate ? .late : .onAJob
        let text = words.text(name: history.name, settings: settings)
        return ReplyRuling(
            decision: .text(words: text, rule: Self.rule, wait: settings.replyDelay), words: words,
            findings: findings)
    }

    static let guards: [any ReplyGuard] = [
        SetUpGuard(), AnsweredGuard(), WithheldGuard(), KindGuard(), OwnNumberGuard(), OptOutGuard(),
        BlockedGuard(),
        PrivateGuard(), ForeignGuard(), LandlineGuard(), UnassignedGuard(), TooShortGuard(), LateGuard(),
        PausedGuard(),
        CooldownGuard(),
        LoopGuard(),
    ]
}

/// A decision with all that led to it.
package struct ReplyRuling: Hashable, Sendable {
    package var decision: ReplyDecision
    /// Which words; nil if none are sent.
    package var words: WordsChoice?
    /// Every guard, in order, whether it objected or not.
    package var findings: [GuardFinding]
}

/// What one guard said.
package struct GuardFinding: Hashable, Sendable {
    package var guardName: String
    /// Nil if it had nothing against a text.
    package var reason: ReplyReason?

    package var stops: Bool { reason != nil }
}

/// Which of the words are used.
package enum WordsChoice: String, Hashable, Sendable {
    case onAJob = "on_a_job"
    case late

    package func text(name: String?, settings: Settings) -> String {
        let template =
            switch self {
            case .onAJob: settings.words
            case .late: settings.lateWords
            }
        return WordsTemplate(template).filled(
            with: WordsValues(company: settings.company, me: settings.ownerName, name: name))
    }
}
