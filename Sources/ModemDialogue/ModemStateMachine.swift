import ATGrammar
package import Telephony

/// One modem's conversation.
///
/// ## Overview
///
/// Octets, moments and requests go in; actions come out. There is no clock, no port and no log in here: the
/// shell performs each action in the order in which it is given, and calls `deadlinePassed` at the moment it
/// was last told to wake. The same machine lives on when its port goes and comes back, so that it can be
/// patient with a port that does not work.
///
/// ## Function
///
/// 1. Brings the modem up, through the questions of its SIM, and keeps it so (`BringUp`, `LinkHealth`).
/// 2. Sends one command at a time and gives each line to the conversation it belongs to (`CommandQueue`).
/// 3. Makes calls out of what the modem says of them (`CallTracker`).
/// 4. Fetches texts, hands them over, and deletes them when told (`MessageReception`).
/// 5. Submits texts, and knows how far it came when that fails (`MessageSubmission`).
/// 6. Answers what people ask: service codes, diverts, a reset (`Inquiries`).
/// 7. Hears what the modem says on its other ports (`SidePorts`).
///
/// ## Implementation
///
/// An event goes through three steps: the part concerned returns effects, `perform` turns them into actions,
/// `conclude` sends the next command and tells the next deadline. Commands go out only after the whole of a
/// read was looked at: what had arrived before a command cannot be its answer.
package struct ModemStateMachine: Sendable {
    var configuration: DialogueConfiguration
    var framer = ATFramer()
    var queue = CommandQueue()
    var link = LinkHealth()
    var bringUp: BringUp
    var calls = CallTracker()
    var missedCalls = MissedCallBook()
    var reception = MessageReception()
    var submission = MessageSubmission()
    var status = StatusPolling()
    var inquiries = Inquiries()

    /// By the port that has begun it.
    var unfinished: [LineSource: UnfinishedLines] = [:]
    var sidePorts = SidePorts()
    var unknownLines = LogAllowance()
    var restarts = 0
    /// A person has told the modem to restart.
    var isRestartExpected = false
    /// The script has run through in this session.
    var wasReady = false
    /// ATE0 was accepted, and nothing has come back since.
    var isEchoOff = false
    var unseenRestarts = 0
    var isFinishing = false
    /// The last traffic in either direction, for modems that must be woken.
    var lastTraffic: MonotonicInstant?
    /// What may have made the modem fall silent.
    var suspicion = FreezeSuspicion()
    /// What the modem on this port has told of itself before.
    var recollection = Recollection()
    /// What starts the modem anew, as it was last known.
    var softResets = ModemProfile.generic.softReset
    /// A prompt did not come in time; until then it still may.
    var latePromptUntil: MonotonicInstant?
    var actions: [ModemAction] = []
    var reported: (state: ModemState, detail: String?)?
    var reportedRegistration: NetworkRegistration?
    var reportedAbility = LineAbility()
    /// NMEA sentences come, as from the port for positions that many modems have.
    var tellsPositions = false
    /// Whether the network was there when it was last looked at.
    var registeredBefore = false
    private var reportedWake: MonotonicInstant?
    private(set) var isFinished = false
    /// Until then the end of a call may be followed by a text, which finds the line free.
    private var hushedUntil: MonotonicInstant?

    /// - Parameter history: of the modem on this port, if it was there before.
    package init(
        configuration: DialogueConfiguration = DialogueConfiguration(), history: RecoveryHistory? = nil
    ) {
        self.configuration = configuration
        bringUp = BringUp(families: configuration.families)
        guard let history else { return }
        link = LinkHealth(continuing: history)
        softResets = history.softResets
    }

    // MARK: Events

    package mutating func connected(at now: MonotonicInstant) -> [ModemAction] {
        breakOffInquiries()
        forgetSidePorts()
        let step = link.connected()
        // What a modem fell silent over before its port was opened again, it would fall silent over again.
        if !link.ladder.isActive { (suspicion, recollection) = (FreezeSuspicion(), Recollection()) }
        framer = ATFramer()
        queue = CommandQueue()
        bringUp.forget(isSameModem: link.ladder.isActive)
        calls.forget()
        missedCalls = MissedCallBook()
        reception.forget()
        submission.forget()
        status.forget()
        wasReady = link.ladder.isActive && wasReady
        isRestartExpected = false
        isFinished = false
        isFinishing = false
        reportedRegistration = nil
        reportedAbility = LineAbility()
        tellsPositions = false
        latePromptUntil = nil
        hushedUntil = nil
        isEchoOff = false
        unseenRestarts = 0
        perform(step, at: now)
        return conclude(at: now)
    }

    package mutating func bytesReceived(_ bytes: some Collection<UInt8>, at now: MonotonicInstant)
        -> [ModemAction]
    {
        guard link.isOpen, !isFinished else { return [] }
        lastTraffic = now
        for token in framer.append(bytes) {
            tokenReceived(token, at: now)
        }
        return conclude(at: now)
    }

    package mutating func deadlinePassed(at now: MonotonicInstant) -> [ModemAction] {
        reportedWake = nil
        guard !isFinished else { return [] }
        if let answer = queue.deadlinePassed(at: now) { answered(answer, at: now) }
        perform(link.deadlinePassed(at: now), at: now)
        if link.isSteady { perform(bringUp.deadlinePassed(at: now), at: now) }
        report(calls.deadlinePassed(at: now))
        inquiryDeadlinePassed(at: now)
        pollCalls(at: now)
        pollStatus(at: now)
        remindModem(at: now)
        return conclude(at: now)
    }

    package mutating func requested(_ request: ModemRequest, at now: MonotonicInstant) -> [ModemAction] {
        guard !isFinished else { return refusal(of: request) }
        take(request, at: now)
        return conclude(at: now)
    }

    package mutating func disconnected(at now: MonotonicInstant) -> [ModemAction] {
        breakOff(at: now)
        report(calls.interrupted(at: now))
        reception.forget()
        forgetSidePorts()
        link.disconnected(at: now)
        return conclude(at: now)
    }

    /// There is no port to be opened: the device was pulled out, or has not come back yet.
    package mutating func portAbsent(at now: MonotonicInstant) -> [ModemAction] {
        link.portAbsent()
        // Why there is none is for the shell to tell.
        if currentState.0 == .gone { reported = currentState }
        return conclude(at: now)
    }

    /// The answer to `ModemAction.resetUSB`.
    ///
    /// - Parameter obstacle: why it could not be done, in words; nil: it was.
    package mutating func usbResetEnded(obstacle: String?, at now: MonotonicInstant) -> [ModemAction] {
        link.usbResetEnded(obstacle: obstacle, at: now)
        return conclude(at: now)
    }

    // MARK: Actions

    mutating func perform(_ effects: [Effect], at now: MonotonicInstant) {
        for effect in effects {
            switch effect {
            case .send(let exchange): queue.add(exchange)
            case .withdraw(let purpose): queue.withdraw(purpose)
            case .report(let event): actions.append(.report(event))
            case .log(let note): actions.append(.log(note))
            }
        }
    }

    mutating func perform(_ step: LinkHealth.Step, at now: MonotonicInstant) {
        tellRecovery()
        switch step {
        case .none: break
        case .escape:
            breakOff(at: now)
            // Half a line may be the beginning of RING; a prompt that nobody waited for is not.
            if framer.pending.hasPrefix(">") { framer.reset() }
            framer.expectsPrompt = true
            write([0x1B])
        case .probe: ask(.basic(.attention), .probe, within: link.probeDeadline, at: now)
        case .verify: ask(.read(.errorReporting), .verification, needsInformation: true, at: now)
        case .established:
            framer.expectsPrompt = mayPromptLate(at: now)
            established(at: now)
        case .reopen:
            breakOff(at: now)
            actions.append(.reopen)
        case .softReset(let place): softReset(place, at: now)
        case .resetUSB:
            breakOff(at: now)
            actions.append(.resetUSB)
        }
    }

    /// Past all commands that wait: they wait until command and answer belong together.
    mutating func ask(
        _ command: ATCommand, _ purpose: Exchange.Purpose, within deadline: Duration = .seconds(5),
        needsInformation: Bool = false, at now: MonotonicInstant
    ) {
        let exchange = Exchange(
            command: command, purpose: purpose, urgency: .bringUp, deadline: deadline,
            needsInformation: needsInformation)
        write(queue.send(exchange, at: now).command.octets)
    }

    private mutating func established(at now: MonotonicInstant) {
        attentionAnswered(true)
        guard !link.needsBringUp else {
            return perform(bringUp.start(isNumeric: queue.isNumeric, at: now), at: now)
        }
        perform(bringUp.resume(at: now), at: now)
        perform(reception.reopened(), at: now)
    }

    /// Nothing that is under way can be relied on any more. Calls go on: they are told by lines.
    mutating func breakOff(at now: MonotonicInstant) {
        breakOffInquiries()
        queue.clear()
        unfinished[.conversation] = nil
        if link.needsBringUp { bringUp.stop() }
        reception.closed()
        calls.listingLost(at: now)
        calls.rejectionsLost()
        missedCalls.closed()
        perform(submission.interrupted(), at: now)
    }

    mutating func report(_ events: [LineEvent]) {
        actions += events.map { .report($0) }
    }

    mutating func log(_ level: LogNote.Level, _ text: String) {
        actions.append(.log(LogNote(level, text)))
    }

    mutating func write(_ octets: [UInt8]) {
        actions.append(.write(octets))
    }

    // MARK: Conclusion

    /// Sends what can be sent, tells what has changed, and says when to be woken.
    mutating func conclude(at now: MonotonicInstant) -> [ModemAction] {
        tellRecovery()
        hushAfterCall(at: now)
        rejectCalls(at: now)
        sendNext(at: now)
        finishIfDone()
        askToListen()
        reportAbility()
        reportState()
        let wake = isFinished ? nil : nextDeadline
        if wake != reportedWake {
            reportedWake = wake
            actions.append(.wake(at: wake))
        }
        defer { actions = [] }
        return actions
    }

    private mutating func sendNext(at now: MonotonicInstant) {
        let isHushed = isHushed(at: now)
        guard link.isSteady, queue.isReadyToSend(isHushed: isHushed), !isFinishing else { return }
        if needsWakeUp(at: now) {
            let exchange = Exchange(
                command: .basic(.attention), purpose: .wakeUp, urgency: .submission,
                deadline: .milliseconds(500))
            write(queue.send(exchange, at: now).command.octets)
        } else if let exchange = queue.sendNext(isHushed: isHushed, at: now) {
            framer.expectsPrompt = exchange.expectsPrompt || mayPromptLate(at: now)
            if case .hangUp(let call) = exchange.purpose { calls.rejectionSent(call) }
            write(exchange.command.octets)
        }
        lastTraffic = now
    }

    /// While a call rings, and for a moment after it, nothing is asked that can be asked later: the answer to the
    /// caller would have to wait for it.
    private func isHushed(at now: MonotonicInstant) -> Bool {
        guard bringUp.phase == .done, isRegistered else { return false }
        return calls.isRinging || (hushedUntil.map { now < $0 } ?? false)
    }

    private mutating func hushAfterCall(at now: MonotonicInstant) {
        if let hushedUntil, hushedUntil <= now { self.hushedUntil = nil }
        let isOver = actions.contains { if case .report(.callEnded) = $0 { true } else { false } }
        if isOver { hushedUntil = now.advanced(by: Self.hush) }
    }

    private static let hush = Duration.seconds(1)

    private func mayPromptLate(at now: MonotonicInstant) -> Bool {
        latePromptUntil.map { now < $0 } ?? false
    }

    /// RULE 15: the first command after a pause is lost.
    private func needsWakeUp(at now: MonotonicInstant) -> Bool {
        guard bringUp.facts.profile.needsWakeUp, let lastTraffic else { return false }
        return lastTraffic.duration(to: now) > .seconds(5)
    }

    private mutating func finishIfDone() {
        guard isFinishing, !isFinished, queue.inFlight == nil || !link.isSteady else { return }
        isFinished = true
        actions.append(.finished)
    }

    private var nextDeadline: MonotonicInstant? {
        let link = [queue.nextDeadline, link.nextDeadline, inquiries.nextDeadline, wordsDeadline]
        let talk = self.link.isSteady ? [bringUp.resumes] : []
        let idle = isOperational ? [status.due, recollection.due] : []
        let hush = queue.isReadyToSend(isHushed: false) && !calls.isRinging ? hushedUntil : nil
        return (link + talk + idle + [calls.nextDeadline, hush]).compactMap(\.self).min()
    }
}
