import Telephony

/// What is tried next.
extension LinkHealth {
    mutating func bringBack(at now: MonotonicInstant) -> Step {
        probes = 0
        bareVerification = nil
        stage = .draining(until: now.advanced(by: Timing.drain), then: .probe)
        return .escape
    }

    mutating func established() -> Step {
        bareVerification = nil
        stage = .steady
        return .established
    }

    /// AT was not answered as it should be.
    mutating func tryAgain(at now: MonotonicInstant) -> Step {
        probes += 1
        bareVerification = nil
        if startingUntil != nil { return drain(escaping: false, at: now) }
        switch ladder.phase {
        case .atRest where hasAnswered: return climb(to: .attention, at: now)
        case .atRest:
            guard probes >= Timing.probesOfRound else { return drain(escaping: true, at: now) }
            ladder.failQuietly()
            return rest(at: now)
        case .climbing(let rung):
            if ladder.isOver(at: now, answersAttention: false) { return climbOn(at: now) }
            // Every other time: a modem that takes ESC for the beginning of the command has its chance too.
            return drain(escaping: rung == .escape || rung > .escape && probes.isMultiple(of: 2), at: now)
        case .failed:
            return probes < Timing.probesOfRound ? drain(escaping: true, at: now) : rest(at: now)
        }
    }

    mutating func drain(escaping: Bool, at now: MonotonicInstant) -> Step {
        let cadence = startingUntil == nil ? Timing.cadence : Timing.startingCadence
        let due = probedAt?.advanced(by: cadence) ?? now
        let until = max(now.advanced(by: answersLate ? Timing.quiet : Timing.drain), due)
        stage = .draining(until: until, then: .probe)
        return escaping ? .escape : .none
    }

    mutating func rest(at now: MonotonicInstant) -> Step {
        needsBringUp = true
        stage = .resting(until: now.advanced(by: ladder.rest()))
        return .none
    }

    mutating func climbOn(at now: MonotonicInstant) -> Step {
        guard let rung = ladder.rung else { return .none }
        guard let next = rung.next else {
            fail(at: now)
            return .none
        }
        return climb(to: next, at: now)
    }

    /// Past the top there is nothing.
    mutating func climb(
        to rung: RecoveryLadder.Rung, from last: RecoveryLadder.Rung, at now: MonotonicInstant
    ) -> Step {
        guard last != .usbReset else {
            fail(at: now)
            return .none
        }
        return climb(to: rung, at: now)
    }

    mutating func climb(to rung: RecoveryLadder.Rung, at now: MonotonicInstant) -> Step {
        // What is not known to be a modem is not reset.
        guard rung < .softReset || hasAnswered else {
            ladder.failQuietly()
            return rest(at: now)
        }
        // A command needs a port.
        if rung == .softReset, !isOpen { return climb(to: .usbReset, at: now) }
        ladder.climb(to: rung, at: now)
        probes = 0
        bareVerification = nil
        needsBringUp = true
        switch rung {
        case .attention, .escape: return bringBack(at: now)
        case .reopen:
            guard isOpen else { return .none }
            stage = .reopening
            return .reopen
        case .softReset:
            stage = .draining(until: now.advanced(by: Timing.drain), then: .reset)
            return .escape
        case .usbReset:
            if isOpen { stage = .resettingUSB } else { stage = .closed }
            return .resetUSB
        }
    }

    mutating func fail(at now: MonotonicInstant) {
        hasVanishedInReset = isAbsent
        needsBringUp = true
        ladder.fail(at: now)
        stage = isOpen ? .resting(until: now.advanced(by: ladder.rest())) : .closed
    }
}
