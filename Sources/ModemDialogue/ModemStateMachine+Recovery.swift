import ATGrammar
import Telephony

/// What is done about a modem that does not answer.
extension ModemStateMachine {
    /// Something on this port has answered AT: it is a modem, and its port need not be looked for.
    package var knowsModem: Bool { link.hasAnswered && link.ladder.phase != .failed }

    /// The modem is being brought back, port or no port.
    package var isBringingBack: Bool { link.ladder.isActive && link.hasAnswered }

    package var history: RecoveryHistory {
        RecoveryHistory(
            hasAnswered: link.hasAnswered, ladder: link.ladder, promptsMissed: link.promptsMissed,
            softResets: softResets)
    }

    /// Silence until the deadline: the one whose command it was is told, and the link is brought back.
    mutating func unanswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        let isPromptMissed = answer.exchange.purpose == .submission && submission.isAwaitingPrompt
        switch answer.exchange.purpose {
        case .bringUp(let step): suspicion.falls(on: .bringUp(step))
        case .status(let poll): suspicion.falls(on: .status(poll))
        case .callListing: calls.listingRefused(at: now)
        case .submission:
            if isPromptMissed { latePromptUntil = now.advanced(by: MessageSubmission.Timing.latePrompt) }
            perform(submission.answered(answer), at: now)
        case .reception:
            if let storage = reception.currentTaskBroke() { suspicion.falls(on: .listing(storage)) }
        case .releaseCause: calls.tellsCauses = false
        case .missedCalls: missedCalls.froze()
        case .inquiry(let id):
            inquiryAnswered(id, answer, at: now)
            // Whoever was told to restart need not say so.
            if !link.isSteady { return }
        case .service(let id): perform(inquiries.serviceAnswered(id, answer), at: now)
        case .wakeUp, .probe, .verification, .softReset, .hangUp, .moreMessages, .endOfService: break
        }
        log(.notice, "No answer to \(answer.exchange.command).")
        perform(isPromptMissed ? link.promptMissed(at: now) : link.commandTimedOut(at: now), at: now)
    }

    mutating func probeAnswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        if !answer.isOK { attentionAnswered(false) }
        perform(link.probeAnswered(isOK: answer.isOK, at: now), at: now)
    }

    mutating func attentionAnswered(_ isAnswered: Bool) {
        switch suspicion.attentionAsked(isAnswered: isAnswered) {
        case .bringUp(let step): bringUp.stepFroze(step)
        case .status(let poll): status.froze(poll)
        case .listing(let storage): reception.listingFroze(storage)
        case nil: break
        }
    }

    /// OK and nothing else to a question that was answered before: it may be the answer to another.
    mutating func isDoubtful(_ answer: CommandAnswer, to poll: StatusPoll, at now: MonotonicInstant) -> Bool {
        guard answer.isOK, answer.lines.isEmpty, status.hasAnswered(poll) else { return false }
        suspicion.falls(on: .status(poll))
        perform(link.commandTimedOut(at: now), at: now)
        return true
    }

    mutating func verificationAnswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        let step = link.verified(
            isAnswered: answer.result != nil, isOK: answer.isOK, tells: !answer.lines.isEmpty, at: now)
        if !link.isSteady, !link.asksAgain { attentionAnswered(false) }
        perform(step, at: now)
    }

    /// A modem that has not told whose it is, as it did before, is set up again.
    mutating func remindModem(at now: MonotonicInstant) {
        guard isOperational, recollection.isDue(at: now, isBusy: isBusy) else { return }
        log(.notice, "The modem has not told of itself what it told before; it is set up again.")
        perform(link.settingsToBeMade(at: now), at: now)
    }

    /// Something is under way that new settings would break off: a text would be left without its outcome.
    private var isBusy: Bool {
        calls.isRinging || queue.inFlight != nil || submission.stage.submission != nil || inquiries.isRunning
    }

    // MARK: Starting anew

    /// Nothing is under way any more: a text whose outcome was open has been told of as such.
    mutating func softReset(_ place: Int, at now: MonotonicInstant) {
        breakOff(at: now)
        guard softResets.indices.contains(place) else {
            return softResetAnswered(place, isOK: false, isAnswered: true, at: now)
        }
        ask(softResets[place], .softReset(place), at: now)
    }

    mutating func softResetAnswered(_ place: Int, isOK: Bool, isAnswered: Bool, at now: MonotonicInstant) {
        let hasAnother = place + 1 < softResets.count
        let step = link.softResetAnswered(
            at: place, isOK: isOK, isAnswered: isAnswered, hasAnother: hasAnother, at: now)
        perform(step, at: now)
    }

    // MARK: Telling

    mutating func tellRecovery() {
        for step in link.takeNews() {
            log(step.level, step.words)
            report([.recoveryStepTaken(step)])
        }
    }

    /// What is told of the state while the modem is in trouble; nil: it is not.
    var troubledState: (ModemState, String?)? {
        guard link.isTroubled else {
            return link.withoutPromptUntil == nil ? nil : (.failed, Self.withoutPromptWords)
        }
        guard link.hasAnswered else {
            guard link.stage != .closed else { return nil }
            let words = tellsPositions ? Self.positionsWords : "Nothing on this port answers as a modem does."
            return (.failed, words)
        }
        guard link.ladder.phase == .failed else { return (.recovering, "The modem does not answer.") }
        let obstacle = link.obstacle.map { " It was not reset over USB: \($0)" } ?? ""
        return (.failed, Self.failedWords + obstacle)
    }

    private static let failedWords = """
        The modem does not answer, whatever is tried. Pull it out, wait ten seconds, and plug it in again.
        """
    private static let withoutPromptWords = """
        The modem takes no texts, although it was started anew. Pull it out, wait ten seconds, and plug it in again.
        """
}

extension RecoveryStep {
    fileprivate var level: LogNote.Level {
        switch self {
        case .attention: .info
        case .escape, .reopen, .recovered: .notice
        case .softReset, .usbReset, .usbResetImpossible, .failed: .warning
        }
    }

    fileprivate var words: String {
        switch self {
        case .attention: "The modem is asked whether it is still there."
        case .escape:
            "The modem does not answer. It may stand in the middle of something and is called out of it."
        case .reopen: "The modem does not answer. Its port is opened again."
        case .softReset: "The modem does not answer. It is told to start anew."
        case .usbReset: "The modem does not answer. It is reset over USB."
        case .usbResetImpossible: "The modem could not be reset over USB."
        case .failed: "The modem does not answer, whatever is tried. It is tried again now and then."
        case .recovered: "The modem answers again."
        }
    }
}
