import ATGrammar
import Telephony

/// What the house asks of the modem.
extension ModemStateMachine {
    mutating func take(_ request: ModemRequest, at now: MonotonicInstant) {
        switch request {
        case .submit(let part): submit(part, at: now)
        case .proceed(let id): proceed(id, at: now)
        case .abandon(let id): abandon(id, at: now)
        case .acknowledge(let id): perform(reception.acknowledged(id), at: now)
        case .keep(let id): perform(reception.kept(id), at: now)
        case .enterPIN(let pin): enterPIN(pin, at: now)
        case .askCause(let id): askCause(of: id)
        case .reject(let id, let ring): calls.reject(id, atRing: ring)
        case .sweep: perform(reception.sweepAsked(), at: now)
        case .lookEvery(let interval): look(every: interval, at: now)
        case .changeMessageDomain: changeMessageDomain()
        case .ask(let id, let question): ask(id, question, at: now)
        case .finish: finish(at: now)
        }
    }

    private mutating func look(every interval: Duration, at now: MonotonicInstant) {
        configuration.statusPollEvery = interval
        status.intervalChanged(to: interval, at: now)
    }

    private mutating func submit(_ part: Submission, at now: MonotonicInstant) {
        guard isOperational, isRegistered, !isFinishing else {
            let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
            return report([.submissionFailed(part.id, failure)])
        }
        perform(submission.submitted(part), at: now)
    }

    private mutating func proceed(_ id: Submission.ID, at now: MonotonicInstant) {
        guard let octets = submission.proceeded(id) else { return }
        write(octets)
        queue.extend(to: now.advanced(by: bringUp.facts.profile.submissionPatience))
    }

    mutating func abandon(_ id: Submission.ID, at now: MonotonicInstant) {
        let (effects, leavesPrompt) = submission.abandoned(id)
        perform(effects, at: now)
        if leavesPrompt { perform(link.promptLeft(at: now), at: now) }
    }

    /// Packets before circuits, or the other way round (3GPP TS 27.007 §10.1.21).
    private mutating func changeMessageDomain() {
        guard isOperational, let current = bringUp.facts.messageDomain else { return }
        let other = current == 1 || current == 3 ? 2 : 3
        bringUp.facts.messageDomain = other
        queue.add(
            Exchange(
                command: .set(.messageDomain, .integer(other)), purpose: .bringUp(.messageDomainSet(other)),
                urgency: .submission))
    }

    private mutating func enterPIN(_ pin: String, at now: MonotonicInstant) {
        guard link.isSteady else {
            return log(.notice, "A PIN was given, but the modem is not there to take it.")
        }
        perform(bringUp.pinGiven(pin, at: now), at: now)
    }

    /// The command in flight is finished; a prompt is left; what waits is not begun.
    private mutating func finish(at now: MonotonicInstant) {
        isFinishing = true
        breakOffInquiries()
        guard case .atPrompt(let part) = submission.stage else { return }
        abandon(part.id, at: now)
    }
}
