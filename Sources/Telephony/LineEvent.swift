/// What a modem tells the rest of the house. Each is a fact about the world; what follows from it is decided elsewhere.
package enum LineEvent: Hashable, Sendable {
    /// The state of the modem, with words where they help.
    case stateChanged(ModemState, detail: String?)
    case identified(ModemIdentity)
    case registrationChanged(NetworkRegistration)
    case operatorChanged(String?)
    /// dBm; nil if not known.
    case signalChanged(Int?)
    case storageChanged(MessageStorageStatus)
    case abilityChanged(LineAbility)
    /// Four fifths of a memory are taken by what is not to be got rid of. Told once, until it is relieved.
    case storageCrowded(MessageStorageStatus)
    case storageRelieved(MessageStorageStatus)
    /// The SIM asks for its PIN. Answer with `ModemRequest.enterPIN`, or not at all.
    case pinWanted(attemptsLeft: Int?)
    case pinAccepted
    case pinRefused(attemptsLeft: Int?)
    /// The SIM asks for something that only a person can give (PUK, PH-SIM PIN, ...), in the words of +CPIN.
    case simLocked(String)

    case callStarted(CallID, Caller)
    /// A later line told who rings.
    case callerAnnounced(CallID, Caller)
    case callEnded(EndedCall)
    /// Said after the end of the call.
    case callCauseTold(CallID, CallCause)
    /// The modem's own list of missed calls, as it is now: what was heard here is in it too.
    case missedCallsListed([MissedCallEntry])

    case pduReceived(ReceivedPDU)
    /// The modem no longer holds it. `found` is false if the slot had been emptied or filled anew by something else.
    case pduDeleted(ReceivedPDU.ID, found: Bool)
    /// The first look through all memories of this SIM in this session is done: what comes from now on is news.
    case sweepFinished

    /// The modem waits for the PDU of this part: commit, then answer with `ModemRequest.proceed`.
    case promptSeen(Submission.ID)
    /// +CMGS: the network has taken it. The reference is the TP-MR that a status report will carry.
    case submitted(Submission.ID, reference: Int)
    case submissionFailed(Submission.ID, SubmissionFailure)
    /// +CMGS came after its deadline: what had failed with no answer was taken by the network.
    case submittedAfterAll(Submission.ID, reference: Int)

    /// Local time as the modem's clock tells it: `year/month/day,hour:minute:second±quarters` (AT+CCLK?).
    case clockRead(String)
    /// A boot line in mid-operation: the modem has restarted by itself.
    case restarted
    /// The one answer to `ModemRequest.ask`.
    case answered(LineQuestion.ID, LineAnswer)
    /// The modem had stopped answering: what is done about it now, or how it ended.
    case recoveryStepTaken(RecoveryStep)
}

/// What a modem can be asked to do.
package enum ModemRequest: Hashable, Sendable {
    case submit(Submission)
    /// `prompt_seen` is committed: the PDU may go.
    case proceed(Submission.ID)
    /// Leave the prompt without sending (ESC); answered by `submissionFailed` before the prompt.
    case abandon(Submission.ID)
    /// It is on disk: delete it from the modem.
    case acknowledge(ReceivedPDU.ID)
    /// It could not be stored: it stays on the modem and is read again by the next sweep.
    case keep(ReceivedPDU.ID)
    case enterPIN(String)
    /// Reject the call when it has rung so often, if it still rings then.
    case reject(CallID, atRing: Int)
    /// Why did this call end, the last one? Answered by `callCauseTold`, or not at all.
    case askCause(CallID)
    /// List all memories now.
    case sweep
    /// How often signal and memories are looked at while nothing happens, from now on.
    case lookEvery(Duration)
    /// Send texts by the other way into the network from now on, where the modem knows two (AT+CGSMS).
    case changeMessageDomain
    /// Answered once by `LineEvent.answered`, whatever becomes of the modem.
    case ask(LineQuestion.ID, LineQuestion)
    /// Finish the command in flight, then fall silent.
    case finish
}
