import Telephony

/// What the modem says to the questions that bring it back, or does not say.
extension LinkHealth {
    /// A command got no answer. The modem may have restarted unseen, so that everything is set again.
    mutating func commandTimedOut(at now: MonotonicInstant) -> Step {
        needsBringUp = true
        switch ladder.phase {
        case .atRest: return climb(to: .attention, at: now)
        case .climbing(let rung):
            guard ladder.isOver(at: now, answersAttention: true) else { return bringBack(at: now) }
            // ESC is no help to a modem that answers AT.
            return climb(to: max(rung.next ?? rung, .reopen), from: rung, at: now)
        case .failed: return rest(at: now)
        }
    }

    /// AT+CMGS and no prompt. A modem that is sound otherwise climbs a rung with each text.
    mutating func promptMissed(at now: MonotonicInstant) -> Step {
        promptsMissed += 1
        guard ladder.phase == .atRest else { return commandTimedOut(at: now) }
        needsBringUp = true
        switch promptsMissed {
        case 1: return climb(to: .attention, at: now)
        case 2: return climb(to: .reopen, at: now)
        case 3: return climb(to: .softReset, at: now)
        case 4: return climb(to: .usbReset, at: now)
        default:
            if withoutPromptUntil == nil, promptsMissed == Timing.promptsThatFail { ladder.alarm() }
            withoutPromptUntil = now.advanced(by: Timing.withoutPrompt)
            return bringBack(at: now)
        }
    }

    mutating func promptSeen() {
        promptsMissed = 0
        withoutPromptUntil = nil
    }

    /// ESC is the way out of a prompt, and what the modem says to it differs.
    mutating func promptLeft(at now: MonotonicInstant) -> Step {
        bringBack(at: now)
    }

    /// The script is run again as soon as command and answer belong together.
    mutating func settingsLost() {
        needsBringUp = true
    }

    /// The modem has lost its settings, and nothing else.
    mutating func settingsToBeMade(at now: MonotonicInstant) -> Step {
        needsBringUp = true
        return bringBack(at: now)
    }

    mutating func modemRestarted(at now: MonotonicInstant) {
        guard isOpen else { return }
        needsBringUp = true
        probes = 0
        let until = now.advanced(by: Timing.start)
        startingUntil = until
        ladder.resetHeard()
        ladder.extend(to: until)
        stage = .draining(until: now.advanced(by: Timing.afterBootLine), then: .probe)
    }

    /// The prompt came while nobody waits for it: the modem would take AT for a PDU.
    mutating func latePromptSeen(at now: MonotonicInstant) -> Step {
        stage = .draining(until: now.advanced(by: Timing.drain), then: .probe)
        return .escape
    }

    mutating func probeAnswered(isOK: Bool, at now: MonotonicInstant) -> Step {
        guard isOK else { return tryAgain(at: now) }
        hasAnsweredSinceOpening = true
        deaths = 0
        guard stage == .greeting, !ladder.isActive else {
            stage = .settling(until: now.advanced(by: Timing.settle))
            return .none
        }
        return established()
    }

    /// - Parameters:
    ///   - isAnswered: a result came.
    ///   - tells: with the value that was asked for.
    mutating func verified(isAnswered: Bool, isOK: Bool, tells: Bool, at now: MonotonicInstant) -> Step {
        let before = bareVerification
        bareVerification = nil
        guard isAnswered else { return tryAgain(at: now) }
        hasAnswered = hasAnswered || tells
        if isOK, !tells, before == nil {
            // Another command's OK, or a modem that says no more. Asked again, once all that is late has come.
            bareVerification = false
            stage = .draining(until: now.advanced(by: Timing.longQuiet), then: .verify)
            return .none
        }
        // The answer to the question before: the modem is one answer behind.
        if tells, before == false { return tryAgain(at: now) }
        return established()
    }

    /// An answer that belongs to nothing: the OK before it was a late one.
    mutating func strayResultSeen(at now: MonotonicInstant) {
        switch stage {
        case .settling:
            stage = .draining(until: now.advanced(by: Timing.drain), then: .probe)
        case .draining(let until, let then) where then != .reset:
            if bareVerification != nil { bareVerification = true }
            answersLate = answersLate || probes > 0
            let quiet = then == .verify ? Timing.longQuiet : Timing.quiet
            if probes > 0 { stage = .draining(until: max(until, now.advanced(by: quiet)), then: then) }
        default: break
        }
    }

    mutating func softResetAnswered(
        at place: Int, isOK: Bool, isAnswered: Bool, hasAnother: Bool, at now: MonotonicInstant
    )
        -> Step
    {
        guard stage == .resetting else { return .none }
        if isAnswered, !isOK {
            guard hasAnother else { return climb(to: .usbReset, from: .softReset, at: now) }
            return .softReset(place + 1)
        }
        probes = 0
        guard isAnswered else {
            ladder.shorten(to: now.advanced(by: RecoveryLadder.unheardReset))
            return drain(escaping: false, at: now)
        }
        stage = .draining(until: now.advanced(by: Timing.resetBegins), then: .probe)
        return .none
    }

    /// - Parameter obstacle: why it could not be done; nil: it was.
    mutating func usbResetEnded(obstacle: String?, at now: MonotonicInstant) {
        guard ladder.rung == .usbReset, let obstacle else { return }
        self.obstacle = obstacle
        ladder.usbResetImpossible()
        fail(at: now)
    }
}
