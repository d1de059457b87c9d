import ATGrammar
import Telephony

/// What has been said about the PIN of the SIM.
///
/// A PIN is offered once. Three wrong ones lock the SIM for good, so one that was refused is never sent
/// again.
struct PINConversation: Hashable, Sendable {
    /// The SIM asks, and nothing has been offered since.
    var isWaiting = false
    /// The modem is being asked how many attempts are left, before anything is told.
    var isCounting = false
    /// As the modem told; nil if it does not tell.
    var attemptsLeft: Int?
    /// Sent, and the outcome not yet known.
    var offered: PINDigits?
    /// The modem has answered to what was offered.
    var isAnswered = false
    /// The SIM has said OK, and may need a moment until AT+CPIN? says so too.
    var acceptedLooks = 0
    var refused: Set<PINDigits> = []
    /// The last one was wrong.
    var isRefused = false
    /// Offered once more, since the first answer was lost and no attempt with it.
    var repeated: Set<PINDigits> = []

    /// What a SIM grants after each right PIN (ETSI TS 102 221 §9.5.1).
    static let allAttempts = 3

    /// A wrong PIN costs an attempt: where none is missing, one whose answer was lost was not wrong. Believed once.
    func mayRepeat(_ digits: PINDigits) -> Bool {
        !isAnswered && attemptsLeft == Self.allAttempts && !repeated.contains(digits)
    }
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
            pin.isRefused = false
            simOpened()
            return accepted ? [.report(.pinAccepted)] : []
        case .needsPIN where pin.acceptedLooks > 0:
            pin.acceptedLooks -= 1
            return simBusy(at: now)
        case .needsPIN: return pinNeeded(at: now)
        case .needsPUK:
            pin.attemptsLeft = pin.offered == nil ? nil : 0
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

    /// Before it is told that the SIM asks, the modem says how many attempts are left.
    private mutating func pinNeeded(at now: MonotonicInstant) -> [Effect] {
        guard !pin.isWaiting else { return hold(.needsPIN, pinWords, at: now) }
        pin.isCounting = true
        pin.attemptsLeft = nil
        // A modem that one such command has frozen is asked no other.
        let hasFrozen = frozen.contains { if case .pinAttempts = $0 { true } else { false } }
        let questions = hasFrozen ? [] : facts.profile.pinAttempts.indices.map { BringUpStep.pinAttempts($0) }
        // A SIM that was put in after the modem was asked who it is.
        hold(.needsPIN, asking: (facts.identity.iccid == nil ? [.cardIdentity(0)] : []) + questions)
        return []
    }

    /// The first that tells is believed.
    mutating func pinAttemptsTaken(_ answer: CommandAnswer) {
        guard answer.isOK, let left = answer.lines.lazy.compactMap(PINAttempts.left).first else { return }
        pin.attemptsLeft = left
        remaining = []
    }

    mutating func pinAttemptsCounted(at now: MonotonicInstant) -> [Effect] {
        pin.isCounting = false
        pin.isWaiting = true
        let identified = Effect.report(.identified(facts.identity))
        let outcome: [Effect]
        if let offered = pin.offered, pin.mayRepeat(offered) {
            pin.repeated.insert(offered)
            pin.offered = nil
            outcome = [identified, .report(.pinWanted(attemptsLeft: pin.attemptsLeft))]
        } else if pin.offered != nil {
            outcome = pinRefused() + [identified]
        } else {
            outcome = [identified, .report(.pinWanted(attemptsLeft: pin.attemptsLeft))]
        }
        return outcome + hold(.needsPIN, pinWords, at: now)
    }

    /// What a person has to know who is to give the PIN.
    private var pinWords: String? {
        let wrong = pin.isRefused ? "The PIN was wrong. " : ""
        guard let left = pin.attemptsLeft, left < PINConversation.allAttempts else {
            return pin.isRefused ? wrong + "Check it in a phone first." : nil
        }
        let attempts = left == 1 ? "1 attempt" : "\(left) attempts"
        return wrong + "The SIM has \(attempts) left. Enter the PIN in a phone, and switch it off there."
    }

    /// The SIM still asks: what was offered was wrong.
    private mutating func pinRefused() -> [Effect] {
        guard let offered = pin.offered else { return [] }
        pin.refused.insert(offered)
        pin.isRefused = true
        pin.offered = nil
        return [.report(.pinRefused(attemptsLeft: pin.attemptsLeft))]
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
            return [.report(.pinRefused(attemptsLeft: pin.attemptsLeft))]
        }
        pin.isWaiting = false
        pin.isAnswered = false
        pin.offered = digits
        return pinSent(digits, at: now)
    }

    /// Right or wrong, AT+CPIN? tells how the SIM stands now.
    private mutating func pinAnswered(_ answer: CommandAnswer) -> [Effect] {
        remaining = [.simState]
        pin.isAnswered = true
        guard answer.isOK else { return [] }
        pin.offered = nil
        pin.acceptedLooks = 5
        return [.report(.pinAccepted)]
    }
}
