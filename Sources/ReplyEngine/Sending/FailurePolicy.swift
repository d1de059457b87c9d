package import Telephony

/// What becomes of a text that a modem did not get rid of, and of its line.
///
/// Phase beats code. Before the prompt nothing has left, so that it is tried again whatever the code. After the PDU only
/// what the network itself said is a definite no (`SubmissionFailure.isDefinite`); everything else leaves it open
/// whether the text was taken, and it is not sent again by itself. What is definitely not sent follows the table.
package struct FailurePolicy: Sendable {
    /// Definite failures of one part before it is given up.
    static let attemptLimit = 4
    /// Numbers in a row that the network rejects before the line is to blame.
    static let rejectionLimit = 3
    private static let badNumberPeriod = Duration.seconds(30 * 86_400)
    private static let rejectionHold = LineHold(for: .seconds(6 * 3_600))
    /// A report settles most of what is open by then.
    private static let reportPatience = Duration.seconds(120)

    package init() {}

    /// - Parameters:
    ///   - age: of the message.
    ///   - isInCall: a call rang or was up. Some modems do nothing else meanwhile, and the next one can.
    ///   - keepsReference: the modem is known to send the TP-MR that it is given, so that the service centre knows again
    ///     what it has taken.
    ///   - isPlainPossible: the words can be written in the GSM 7 bit alphabet.
    ///   - chance: 0 to 1; times are spread by it, so that many boxes do not come back at one moment.
    package func verdict(
        on failure: SubmissionFailure, of part: FailedPart, age: Duration, isInCall: Bool = false,
        keepsReference: Bool = false, isPlainPossible: Bool = false, chance: Double
    ) -> FailureVerdict {
        let rule = failure.rule
        if rule.meaning == .duplicate, failure.phase == .afterPDU {
            return part.isRepetition ? FailureVerdict(.sent) : .final
        }
        // What was submitted once before may have left then, whatever is said of it now.
        guard failure.isDefinite, !part.isRepetition else {
            var verdict = FailureVerdict(.unconfirmed, hold: rule.hold)
            if keepsReference, part.origin == .auto, !part.isRepetition {
                verdict.repeatsAfter = Self.reportPatience
            }
            return verdict
        }
        if let awaited = untried(failure, rule, age: age, isInCall: isInCall, chance) { return awaited }
        var verdict =
            failure.phase == .beforePrompt
            ? beforePrompt(rule, part, chance) : refused(rule, part, isPlainPossible, chance)
        if part.attempts >= Self.attemptLimit, case .retry(_, countsAttempt: true) = verdict.outcome {
            verdict.outcome = .final
        }
        return verdict
    }

    /// The modem or its network was not there to try. That is no attempt, however often it happens.
    private func untried(
        _ failure: SubmissionFailure, _ rule: FailureRule, age: Duration, isInCall: Bool, _ chance: Double
    ) -> FailureVerdict? {
        if isInCall, failure.phase == .beforePrompt || rule.meaning == .temporary {
            return .retry(after: .zero, countsAttempt: false)
        }
        guard failure.phase == .beforePrompt, failure.answer == .none || rule.measure == .awaitNetwork else {
            return nil
        }
        return .retry(after: Self.delay(atAge: age), countsAttempt: false)
    }

    private func beforePrompt(_ rule: FailureRule, _ part: FailedPart, _ chance: Double) -> FailureVerdict {
        switch rule.meaning {
        // Without a SIM nothing was tried either.
        case .hold(let hold): held(hold, countsAttempt: false)
        case .temporary: again(rule.retries, part, chance)
        case .permanent, .ambiguous, .configuration, .duplicate: again(FailureRule.usualRetries, part, chance)
        }
    }

    /// The network has said no.
    private func refused(
        _ rule: FailureRule, _ part: FailedPart, _ isPlainPossible: Bool, _ chance: Double
    ) -> FailureVerdict {
        switch rule.measure {
        case .plainAlphabet:
            return part.alphabet == .ucs2 && isPlainPossible ? reformed(.plainAlphabet, part) : .final
        case .noValidity: return reformed(.noValidity, part)
        case .otherDomain where part.attempts == 1:
            var verdict = again([.seconds(10)], part, chance)
            verdict.changesDomain = true
            return verdict
        case .countRejection: return rejected(rule, part, chance)
        default: break
        }
        if case .hold(let hold) = rule.meaning { return held(hold) }
        // A code of the modem's own, that its family is known to mean as a refusal.
        let retries = rule.meaning == .ambiguous ? FailureRule.usualRetries : rule.retries
        var verdict = again(retries, part, chance)
        if rule.measure == .markNumber { verdict.numberIsBadFor = Self.badNumberPeriod }
        return verdict
    }

    private func rejected(_ rule: FailureRule, _ part: FailedPart, _ chance: Double) -> FailureVerdict {
        var verdict =
            part.rejections >= Self.rejectionLimit
            ? held(Self.rejectionHold) : again(rule.retries, part, chance)
        verdict.countsRejection = true
        return verdict
    }

    private func held(_ hold: LineHold, countsAttempt: Bool = true) -> FailureVerdict {
        FailureVerdict(.retry(after: .zero, countsAttempt: countsAttempt), hold: hold)
    }

    /// Encoded in another way, once, and only as a whole.
    private func reformed(_ form: OutgoingForm, _ part: FailedPart) -> FailureVerdict {
        guard part.isWhole, !part.form.contains(form) else { return .final }
        var verdict = FailureVerdict.retry(after: .seconds(1), countsAttempt: true)
        verdict.form = part.form.union(form)
        return verdict
    }

    private func again(_ retries: [Duration], _ part: FailedPart, _ chance: Double) -> FailureVerdict {
        let position = part.attempts - 1
        guard retries.indices.contains(position) else { return .final }
        return .retry(after: Self.spread(retries[position], chance), countsAttempt: true)
    }

    /// A fifth more or less.
    private static func spread(_ delay: Duration, _ chance: Double) -> Duration {
        .milliseconds(Int64(delay.inSeconds * (800 + 400 * min(max(chance, 0), 1))))
    }

    /// Each try is written to the disk, so that what waits for long is tried less and less often. A modem that was not
    /// there is brought back before it is given anything again: from then on a text shall not wait for long.
    private static func delay(atAge age: Duration) -> Duration {
        min(max(age / 20, .seconds(1)), .seconds(300))
    }
}

extension SubmissionFailure {
    var rule: FailureRule {
        switch answer {
        case .messageService(let code): .row(of: code)
        case .equipment(let code): .row(of: FailureRule.messageServiceCode(ofEquipment: code))
        case .unspecified: .row(of: 500)
        case .none: .noAnswer
        }
    }
}

extension FailureRule {
    static let noAnswer = FailureRule(
        codes: -1 ... -1, meaning: .ambiguous, words: "the modem gave no answer and may have sent it")

    /// How the line rests after a text of which nobody knows.
    fileprivate var hold: LineHold? {
        switch (meaning, measure) {
        case (.hold(let hold), _): hold
        case (_, .rest(let duration)): LineHold(for: duration)
        default: nil
        }
    }
}
