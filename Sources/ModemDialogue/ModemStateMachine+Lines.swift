import ATGrammar
import Telephony

/// The header of a text or report whose PDU stands on the next line.
enum DirectPDU: Hashable, Sendable {
    case message(length: Int)
    /// Something that is passed over.
    case ignored
    /// A line in the words of whoever wrote the text: it must not pass for a line of the modem.
    case words

    fileprivate init?(announcedBy code: UnsolicitedResultCode) {
        switch code {
        case .directMessage(let length), .statusReport(let length): self = .message(length: length)
        case .cellBroadcast: self = .ignored
        case .directTextMessage: self = .words
        default: return nil
        }
    }
}

/// Whose is this line?
extension ModemStateMachine {
    mutating func tokenReceived(_ token: ATToken, at now: MonotonicInstant) {
        switch token {
        case .line(let line): lineReceived(line, at: now)
        case .prompt: promptReceived(at: now)
        case .overlong(let octetCount):
            if unknownLines.take(at: now) { log(.notice, "A line of \(octetCount) octets was passed over.") }
        }
    }

    private mutating func promptReceived(at now: MonotonicInstant) {
        guard link.isSteady, queue.inFlight?.exchange.expectsPrompt == true else {
            latePromptUntil = nil
            if link.isBringingBack { perform(link.latePromptSeen(at: now), at: now) }
            if link.isSteady { perform(link.promptLeft(at: now), at: now) }
            return
        }
        latePromptUntil = nil
        link.promptSeen()
        let effects = submission.promptSeen()
        perform(effects, at: now)
        queue.extend(to: now.advanced(by: MessageSubmission.Timing.hold))
    }

    private mutating func lineReceived(_ line: String, at now: MonotonicInstant) {
        if directPDUReceived(line, from: .conversation, at: now)
            || serviceLineReceived(line, from: .conversation, at: now)
            || lateReferenceReceived(line, at: now)
        {
            return
        }
        if !link.hasAnswered, PositionSentence.begins(line) { tellsPositions = true }
        switch queue.lineReceived(line, at: now) {
        case .echoed: echoSeen(at: now)
        case .dropped:
            if queue.inFlight == nil { link.strayResultSeen(at: now) }
        case .taken: answerLineReceived(line, at: now)
        case .completed(let answer): answered(answer, at: now)
        case .foreign: foreignLineReceived(line, at: now)
        }
    }

    /// `+CMGS: reference` means that the network has the text; what follows is a formality.
    private mutating func answerLineReceived(_ line: String, at now: MonotonicInstant) {
        guard queue.inFlight?.exchange.purpose == .submission, let response = SubmissionResponse(line: line)
        else { return }
        perform(submission.referenceTold(response.reference), at: now)
        queue.extend(to: now.advanced(by: MessageSubmission.Timing.finish))
    }

    /// The modem had more to do than was waited for.
    private mutating func lateReferenceReceived(_ line: String, at now: MonotonicInstant) -> Bool {
        guard queue.inFlight?.exchange.purpose != .submission, let response = SubmissionResponse(line: line)
        else { return false }
        let effects = submission.referenceTold(response.reference)
        perform(effects, at: now)
        return !effects.isEmpty
    }

    mutating func directPDUReceived(_ line: String, from source: LineSource, at now: MonotonicInstant) -> Bool
    {
        guard let header = unfinished[source]?.directPDU else { return false }
        // The PDU was lost on the way; the next one belongs to another header.
        let isHeader = StoredMessage(line: line) != nil
        if isHeader { unfinished[source]?.directPDU = nil }
        guard header == .words || !isHeader && MessageLines.isHexadecimal(line) else { return false }
        unfinished[source]?.directPDU = nil
        let pdu = line.uppercased()
        if case .message(let length) = header, sidePorts.isNews(.line(pdu), from: source, at: now) {
            perform(reception.delivered(pdu, statedLength: length), at: now)
        }
        return true
    }

    private mutating func foreignLineReceived(_ line: String, at now: MonotonicInstant) {
        if let code = UnsolicitedResultCode(line: line) ?? numericCode(line) {
            codeReceived(code, line, from: .conversation, at: now)
        } else if !isEchoOfPDU(line), FinalResultCode(line: line) == nil,
            !bringUp.facts.profile.printsAtRest(line), unknownLines.take(at: now)
        {
            log(.debug, "A line that nobody expected: \(Self.shape(of: line)).")
        }
    }

    private func numericCode(_ line: String) -> UnsolicitedResultCode? {
        queue.isNumeric ? UnsolicitedResultCode(numericLine: line) : nil
    }

    /// RULE 9: the PDU may come back, with or without its Ctrl-Z.
    private func isEchoOfPDU(_ line: String) -> Bool {
        queue.inFlight?.exchange.purpose == .submission && MessageLines.isHexadecimal(line)
    }

    /// What can be told of a line without telling what is in it.
    static func shape(of line: String) -> String {
        let prefix = InformationResponse(line: line)?.prefix ?? ""
        return prefix.isEmpty ? "\(line.utf8.count) octets" : "\(prefix), \(line.utf8.count) octets"
    }

    // MARK: Unsolicited

    mutating func codeReceived(
        _ code: UnsolicitedResultCode, _ line: String, from source: LineSource, at now: MonotonicInstant
    ) {
        // A header is told with the PDU after it.
        if let header = DirectPDU(announcedBy: code) {
            unfinished[source, default: UnfinishedLines()].directPDU = header
            if header == .words { textModeSeen(at: now) }
            return
        }
        guard sidePorts.isNews(.line(line), from: source, at: now) else { return }
        if let sign = CallSign(code) {
            report(calls.signSeen(sign, at: now))
            return
        }
        switch code {
        case .newMessage(let storage, let index), .storedStatusReport(let storage, let index):
            perform(reception.announced(storage, index: index), at: now)
        case .textStatusReport: textModeSeen(at: now)
        case .memoryFull(let storage): perform(reception.memoryFull(storage), at: now)
        case .registration(let registration): registrationSeen(registration, at: now)
        case .simState(let state): simStateSeen(state, at: now)
        case .boot(let boot): bootLineSeen(boot, at: now)
        case .noise(let name): noiseSeen(name, at: now)
        case .directMessage, .statusReport, .cellBroadcast, .directTextMessage: break
        // Causes in words of the modem's own, and notices that change nothing.
        case .callInProgress, .releaseCause, .supplementaryService: break
        case .ring, .callRing, .callerLine, .callWaiting, .callState, .voiceCallBegan, .callEnded,
            .missedCall:
            // A call that is no voice call.
            break
        }
    }

    /// RULE 53: the modem has left PDU mode. The text is lost to us unless it is stored too.
    private mutating func textModeSeen(at now: MonotonicInstant) {
        guard isOperational, !queue.isPending(.bringUp(.messageFormat)) else { return }
        if unknownLines.take(at: now) { log(.warning, "The modem has left PDU mode; it is set again.") }
        // What has been begun would go to the number that the length of the PDU reads as.
        if let part = submission.stage.submission { abandon(part.id, at: now) }
        queue.add(
            Exchange(
                command: .set(.messageFormat, .integer(0)), purpose: .bringUp(.messageFormat),
                urgency: .repair))
        perform(reception.sweepAsked(), at: now)
    }

    private mutating func registrationSeen(_ registration: Registration, at now: MonotonicInstant) {
        bringUp.facts.registrations.update(registration)
        guard bringUp.phase == .done else { return }
        registrationRead(at: now)
    }

    /// The operator is asked for when the network is found.
    mutating func registrationRead(at now: MonotonicInstant) {
        let was = registeredBefore
        reportRegistration()
        registeredBefore = isRegistered
        guard isRegistered, !was, isOperational else { return }
        perform(bringUp.operatorWanted(at: now), at: now)
        status.started(at: now)
        pollStatus(at: now)
    }

    private mutating func simStateSeen(_ state: SIMState, at now: MonotonicInstant) {
        guard link.isSteady else { return }
        let wasDone = bringUp.phase == .done
        perform(bringUp.simStateSeen(state, at: now), at: now)
        guard wasDone, bringUp.phase != .done else { return }
        breakOffInquiries()
        queue.clear()
        calls.rejectionsLost()
        missedCalls.closed()
        reception.closed()
        status.stopped()
        perform(submission.interrupted(), at: now)
    }

    /// A modem that was told not to, and has not done so since, repeats a command: it has restarted without a word
    /// and lost its settings. In text mode AT+CMGS would take the length of a PDU for a number.
    private mutating func echoSeen(at now: MonotonicInstant) {
        guard isEchoOff else { return }
        isEchoOff = false
        if link.isBringingBack { link.settingsLost() }
        guard isOperational, unseenRestarts < Self.mostUnseenRestarts else { return }
        unseenRestarts += 1
        log(.notice, "The modem has lost its settings; they are made again.")
        perform(link.settingsToBeMade(at: now), at: now)
    }

    /// A modem that echoes now and then is not set up anew for ever.
    private static let mostUnseenRestarts = 5

    /// RULES 41 and 42: a hint while the modem starts, an event in mid-operation.
    private mutating func bootLineSeen(_ boot: BootLine, at now: MonotonicInstant) {
        switch boot.meaning {
        case .stageReached: return
        case .powerTrouble:
            guard unknownLines.take(at: now) else { return }
            log(.warning, "The modem has trouble with its power supply: \(boot.text).")
        case .started, .shuttingDown:
            let isNews =
                wasReady && boot.meaning == .started && !isRestartExpected && !link.ladder.isResetting
            link.modemRestarted(at: now)
            breakOff(at: now)
            submission.forgetAnswer()
            report(calls.interrupted(at: now))
            guard isNews else { return }
            restarts += 1
            report([.restarted])
        }
    }
}
