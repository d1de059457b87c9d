import ATGrammar
import Telephony

/// What has been said about the PIN of the SIM.
///
/// A PIN is offered once. Three wrong ones lock the SIM for good, so one that was refused is never sent
/// again.
struct PINConversation: Hashable, Sendable {
    /// The SIM asks, and nothing has been offered since.
    var isWaiting = false
    /// Sent, and the outcome not yet known.
    var offered: PINDigits?
    /// The SIM has said OK, and may need a moment until AT+CPIN? says so too.
    var acceptedLooks = 0
    var refused: Set<PINDigits> = []
}

extension BringUp {
    /// The answer to AT+CPIN? and to AT+CPIN="...".
    mutating func simAnswerTaken(_ step: BringUpStep, _ answer: CommandAnswer, at now: MonotonicInstant)
        -> [Effect]
    {
        if case .enterPIN = step { return pinAnswered(answer) }
        if let state = answer.lines.lazy.compactMap(SIMState.init(line:)).first {
            return simStateTaken(state, at: now)
        }
        // 4: operation not supported (3GPP TS 27.007 §9.2).
        guard case .equipmentError(let code, _) = answer.result, code != 4 else {
            // A modem without AT+CPIN? may still have an open SIM.
            simOpened()
            return []
        }
        return simStateTaken(state(ofError: code), at: now)
    }

    /// 3GPP TS 27.007 §9.2.
    private func state(ofError code: Int?) -> SIMState {
        switch code {
        case 10: .absent
        case 11: .needsPIN
        case 12: .needsPUK
        case 5: .locked("PH-SIM PIN")
        case 6: .locked("PH-FSIM PIN")
        case 7: .locked("PH-FSIM PUK")
        case .some(40...47): .locked("PH-NET PIN")
        case 13, 15: .blocked
        case 14: .notReady
        default: .absent
        }
    }

    private mutating func simStateTaken(_ state: SIMState, at now: MonotonicInstant) -> [Effect] {
        switch state {
        case .ready, .needsSecondPIN:
            let accepted = pin.offered != nil
            pin.offered = nil
            pin.acceptedLooks = 0
            pin.isWaiting = false
            simOpened()
            return accepted ? [.report(.pinAccepted)] : []
        case .needsPIN where pin.acceptedLooks > 0:
            pin.acceptedLooks -= 1
            return simBusy(at: now)
        case .needsPIN: return pinNeeded(at: now)
        case .needsPUK:
            let refusal = pinRefused()
            return refusal + hold(.simBlocked, "SIM PUK", at: now) + locked("SIM PUK")
        case .locked(let words): return hold(.simBlocked, words, at: now) + locked(words)
        case .blocked: return hold(.simBlocked, "SIM failure", at: now) + locked("SIM failure")
        case .absent: return hold(.noSIM, nil, at: now)
        case .inserted, .notReady: return simBusy(at: now)
        }
    }

    /// Told once, not at each look.
    private mutating func locked(_ words: String) -> [Effect] {
        guard lockTold != words else { return [] }
        lockTold = words
        return [.report(.simLocked(words))]
    }

    private mutating func pinNeeded(at now: MonotonicInstant) -> [Effect] {
        let refusal = pinRefused()
        let isNews = !pin.isWaiting
        pin.isWaiting = true
        var effects = refusal + hold(.needsPIN, nil, at: now)
        if isNews {
            effects.append(.report(.identified(facts.identity)))
            if refusal.isEmpty { effects.append(.report(.pinWanted(attemptsLeft: nil))) }
        }
        return effects
    }

    /// The SIM still asks: what was offered was wrong.
    private mutating func pinRefused() -> [Effect] {
        guard let offered = pin.offered else { return [] }
        pin.refused.insert(offered)
        pin.offered = nil
        return [.report(.pinRefused(attemptsLeft: nil))]
    }

    /// A SIM that is still starting is asked again soon, and for ever slowly.
    private mutating func simBusy(at now: MonotonicInstant) -> [Effect] {
        let effects = hold(.identifying, "The SIM is not ready yet.", at: now)
        wait(until: now.advanced(by: Timing.busyWait))
        return effects
    }

    /// The PIN as its owner gave it. One that this SIM has refused, or that cannot be a PIN, is refused
    /// without asking it.
    mutating func pinGiven(_ text: String, at now: MonotonicInstant) -> [Effect] {
        guard case .held(.needsPIN, _) = phase, pin.isWaiting, current == nil else {
            return [.log(LogNote(.notice, "A PIN was given, but the SIM does not ask for one."))]
        }
        guard let digits = PINDigits(text), !pin.refused.contains(digits) else {
            return [.report(.pinRefused(attemptsLeft: nil))]
        }
        pin.isWaiting = false
        pin.offered = digits
        return pinSent(digits, at: now)
    }

    /// Right or wrong, AT+CPIN? tells how the SIM stands now.
    private mutating func pinAnswered(_ answer: CommandAnswer) -> [Effect] {
        remaining = [.simState]
        guard answer.isOK else { return [] }
        pin.offered = nil
        pin.acceptedLooks = 5
        return [.report(.pinAccepted)]
    }
}
