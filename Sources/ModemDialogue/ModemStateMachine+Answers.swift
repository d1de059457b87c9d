import ATGrammar
import Telephony

/// Gives each answer to the conversation that asked.
extension ModemStateMachine {
    mutating func answered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        let purpose = answer.exchange.purpose
        if answer.result == nil, !purpose.expectsSilence { return unanswered(answer, at: now) }
        switch purpose {
        case .bringUp(let step): suspicion.clears(.bringUp(step))
        case .status(let poll): suspicion.clears(.status(poll))
        default: break
        }
        switch purpose {
        case .wakeUp: break
        case .probe: probeAnswered(answer, at: now)
        case .verification: verificationAnswered(answer, at: now)
        case .softReset(let place):
            softResetAnswered(place, isOK: answer.isOK, isAnswered: answer.result != nil, at: now)
        case .bringUp(let step): bringUpAnswered(step, answer, at: now)
        case .callListing: callsListed(answer, at: now)
        case .releaseCause(let id): causeAnswered(id, answer)
        case .missedCalls(let step): perform(missedCalls.answered(step, answer), at: now)
        case .hangUp(let id): calls.rejectionAnswered(id, isOK: answer.isOK, at: now)
        case .reception: perform(reception.answered(answer), at: now)
        case .moreMessages(let value): perform(submission.moreMessagesAnswered(value, answer), at: now)
        case .submission: submissionAnswered(answer, at: now)
        case .status(let poll): statusAnswered(poll, answer, at: now)
        case .inquiry(let id): inquiryAnswered(id, answer, at: now)
        case .service(let id): perform(inquiries.serviceAnswered(id, answer), at: now)
        case .endOfService: break
        }
    }

    private mutating func bringUpAnswered(
        _ step: BringUpStep, _ answer: CommandAnswer, at now: MonotonicInstant
    ) {
        let wasDone = bringUp.phase == .done
        perform(bringUp.answered(step, answer, at: now), at: now)
        if case .registration = step, wasDone { registrationRead(at: now) }
        if case .echoOff = step { isEchoOff = answer.isOK }
        if case .verboseResults = step { queue.isNumeric = !answer.isOK }
        if case .held = bringUp.phase { link.answeredSoundly() }
        guard bringUp.phase == .done, !wasDone else { return }
        broughtUp(at: now)
    }

    /// The script has run through.
    private mutating func broughtUp(at now: MonotonicInstant) {
        link.provedSound()
        softResets = bringUp.facts.profile.softReset
        submission.refusals = bringUp.facts.profile.sendRefusals
        wasReady = true
        isRestartExpected = false
        calls.announcesEnds =
            bringUp.facts.profile.announcesEnds || bringUp.facts.reportsCalls || calls.announcesEnds
        calls.listingLies = bringUp.facts.profile.listingLies
        reportRegistration()
        registeredBefore = isRegistered
        status.started(at: now)
        recollection.broughtUp(bringUp.facts.identity, at: now)
        showCallersAside()
        perform(missedCalls.opened(), at: now)
        perform(reception.opened(bringUp.facts, at: now), at: now)
        pollStatus(at: now)
    }

    private mutating func callsListed(_ answer: CommandAnswer, at now: MonotonicInstant) {
        // An error is no listing (RULE 25).
        guard answer.isOK else { return calls.listingRefused(at: now) }
        let entries = answer.lines.compactMap(CurrentCalls.call).map { CallStanding($0) }
        report(calls.listed(entries, at: now))
    }

    private mutating func submissionAnswered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        let isBlank = answer.isOK && answer.lines.isEmpty
        framer.expectsPrompt = false
        perform(submission.answered(answer), at: now)
        if Self.tellsOfFullMemory(answer.result) { perform(reception.sweepAsked(), at: now) }
        // RULE 60: a modem that says OK and nothing more is about to fall deaf. Is it still there?
        if isBlank || Self.tellsOfFailedModem(answer.result) { perform(link.promptLeft(at: now), at: now) }
    }

    /// It says itself that it failed: it is asked whether it works, and brought back if not.
    private static func tellsOfFailedModem(_ result: FinalResultCode?) -> Bool {
        switch result {
        case .messageServiceError(300?, _), .equipmentError(0?, _): true
        default: false
        }
    }

    /// The SIM or the modem has no room, be it true or not (RULE 61).
    private static func tellsOfFullMemory(_ result: FinalResultCode?) -> Bool {
        switch result {
        case .messageServiceError(let code?, _): (208...212).contains(code) || (320...322).contains(code)
        // The same in the words of 3GPP TS 27.007 §9.2.
        case .equipmentError(let code?, _): [20, 21, 23].contains(code)
        default: false
        }
    }

    private mutating func statusAnswered(
        _ poll: StatusPoll, _ answer: CommandAnswer, at now: MonotonicInstant
    ) {
        switch poll {
        case .signal: signalAnswered(answer, at: now)
        case .clock: clockAnswered(answer, at: now)
        case .storage:
            if isDoubtful(answer, to: poll, at: now) { return }
            guard let response = answer.lines.lazy.compactMap(MessageStorageResponse.init(line:)).first else {
                return status.froze(.storage)
            }
            if let memory = response.memories.last, let storage = memory.storage {
                let reading = MessageStorageStatus(
                    name: storage.rawValue, used: memory.used, total: memory.total)
                perform(status.storageRead(reading), at: now)
            }
            perform(reception.fillSeen(response.memories), at: now)
        case .registration:
            guard let registration = answer.lines.lazy.compactMap(Registration.init(answer:)).first else {
                return
            }
            bringUp.facts.registrations.update(registration)
            registrationRead(at: now)
        }
    }

    // MARK: What the time asks for

    mutating func pollCalls(at now: MonotonicInstant) {
        guard let due = calls.pollDeadline, due <= now else { return }
        guard isOperational, !queue.isPending(.callListing) else { return calls.listingLost(at: now) }
        calls.listingAsked(at: now)
        queue.add(Exchange(command: .execute(.currentCalls), purpose: .callListing, urgency: .calls))
    }

    mutating func pollStatus(at now: MonotonicInstant) {
        guard isOperational else { return }
        let isDue = status.due.map { $0 <= now } ?? false
        let effects = status.deadlinePassed(
            bringUp.facts, isRegistered: isRegistered, every: configuration.statusPollEvery, at: now)
        for case .send(let exchange) in effects where !queue.isPending(exchange.purpose) {
            queue.add(exchange)
        }
        // Where the texts cannot be counted they are listed.
        if isDue, status.cannotCount { perform(reception.sweepAsked(), at: now) }
    }
}
