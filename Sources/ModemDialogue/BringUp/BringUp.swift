import ATGrammar
import Telephony

/// What a part of the dialogue wants done.
enum Effect: Hashable, Sendable {
    case send(Exchange)
    /// What waits to be sent for this purpose is not sent any more.
    case withdraw(Exchange.Purpose)
    case report(LineEvent)
    case log(LogNote)
}

/// Makes a modem ready: a script of steps, one command each.
///
/// A modem may refuse what is only nice to have; the script then goes on. The SIM's own questions (PIN, PUK,
/// absent) hold it up until they are settled.
struct BringUp: Sendable {
    enum Phase: Hashable, Sendable {
        case idle
        case running
        /// The SIM is not ready to be used, for the reason of the state.
        case held(ModemState, detail: String?)
        case done
    }

    enum Timing {
        /// RULE 43: a busy SIM is asked again.
        static let busyWait = Duration.seconds(3)
        static let mostBusyTries = 20
        static let mostBusyTriesOfNiceties = 3
        /// A SIM may be put in, or unlocked by another program.
        static let simRecheck = Duration.seconds(30)
    }

    private let families: ModemFamilies
    private(set) var phase = Phase.idle
    var facts = ModemFacts()
    var remaining: [BringUpStep] = []
    /// The step whose command is in the queue.
    private(set) var current: BringUpStep?
    /// Commands that froze this modem once are not tried again in this session.
    private(set) var frozen: Set<BringUpStep> = []
    private var busyTries = 0
    /// When the script goes on by itself.
    private(set) var resumes: MonotonicInstant?
    var pin = PINConversation()
    var indicationLadder: [[Int]] = []
    /// The lock of the SIM that has been told of.
    var lockTold: String?

    init(families: ModemFamilies) {
        self.families = families
    }

    // MARK: Events

    /// Starts from the beginning. What the last run learnt of identity and network is learnt again.
    mutating func start(isNumeric: Bool, at now: MonotonicInstant) -> [Effect] {
        let frozen = frozen
        var pin = pin
        pin.isCounting = false
        self = BringUp(families: families)
        self.frozen = frozen
        self.pin = pin
        phase = .running
        remaining = (isNumeric ? [.verboseResults] : []) + BringUpStep.untilReady
        return next(at: now)
    }

    /// The link broke: nothing is going on until `start`.
    mutating func stop() {
        phase = .idle
        remaining = []
        current = nil
        resumes = nil
    }

    /// The queue was emptied, and the modem has kept its settings: on with the step that was under way.
    mutating func resume(at now: MonotonicInstant) -> [Effect] {
        switch current {
        // A PIN is sent once; how it fared is asked.
        case .enterPIN?: remaining = [.simState]
        case let step?: remaining.insert(step, at: 0)
        case nil: break
        }
        current = nil
        return next(at: now)
    }

    /// A new session: another modem may be there. A PIN that was refused stays refused.
    ///
    /// - Parameter isSameModem: its port was opened again, or it has started anew.
    mutating func forget(isSameModem: Bool) {
        let (refused, repeated, frozen) = (pin.refused, pin.repeated, frozen)
        self = BringUp(families: families)
        (pin.refused, pin.repeated) = (refused, repeated)
        if isSameModem { self.frozen = frozen }
    }

    mutating func answered(_ step: BringUpStep, _ answer: CommandAnswer, at now: MonotonicInstant) -> [Effect]
    {
        guard step == current else { return [] }
        current = nil
        if answer.result?.isTemporary == true, busyTries < patience(step) {
            busyTries += 1
            remaining.insert(step, at: 0)
            resumes = now.advanced(by: Timing.busyWait)
            return []
        }
        busyTries = 0
        return take(step, answer, at: now) + next(at: now)
    }

    /// The command of this step froze the modem: it is left out from now on, unless nothing works without it.
    mutating func stepFroze(_ step: BringUpStep) {
        if !step.mustBeSent { frozen.insert(step) }
    }

    mutating func deadlinePassed(at now: MonotonicInstant) -> [Effect] {
        guard let due = resumes, due <= now else { return [] }
        resumes = nil
        if case .held = phase { remaining = [.simState] }
        return next(at: now)
    }

    /// A SIM was put in or taken out, or has become ready by itself.
    mutating func simStateSeen(_ state: SIMState, at now: MonotonicInstant) -> [Effect] {
        switch (state, phase) {
        case (.ready, .held), (.inserted, .held), (.needsPIN, .held(.noSIM, _)):
            guard current == nil else { return [] }
            resumes = nil
            remaining = [.simState]
            return next(at: now)
        case (.absent, .done):
            remaining = []
            current = nil
            return hold(.noSIM, nil, at: now)
        default: return []
        }
    }

    /// The network was found: who is it?
    mutating func operatorWanted(at now: MonotonicInstant) -> [Effect] {
        guard phase == .done, !remaining.contains(.networkOperator) else { return [] }
        if !facts.showsCallers { remaining.append(.callerLine) }
        remaining.append(.networkOperator)
        remaining += VoiceQuestion.ofNetwork.map { .voice($0) }
        return next(at: now)
    }

    // MARK: Steps

    mutating func next(at now: MonotonicInstant) -> [Effect] {
        while current == nil, resumes == nil, !remaining.isEmpty {
            let step = remaining.removeFirst()
            guard !frozen.contains(step), let command = command(step) else { continue }
            current = step
            return [.send(step.exchange(command))]
        }
        if pin.isCounting, current == nil, resumes == nil { return pinAttemptsCounted(at: now) }
        if phase == .running, current == nil, resumes == nil {
            phase = .done
            remaining = facts.showsCallers ? [] : [.callerLine]
            remaining += BringUpStep.onceReady(facts.profile)
            return next(at: now)
        }
        return []
    }

    mutating func hold(_ state: ModemState, _ detail: String?, at now: MonotonicInstant) -> [Effect] {
        phase = .held(state, detail: detail)
        if state == .noSIM { forgetSIM() }
        remaining = []
        resumes = now.advanced(by: Timing.simRecheck)
        return []
    }

    /// The next SIM may be another one: its texts are not to leave by the name of this.
    private mutating func forgetSIM() {
        facts.identity.iccid = nil
        facts.identity.imsi = nil
        facts.identity.ownNumber = nil
        pin.isWaiting = false
        pin.isRefused = false
    }

    /// Held, with something more to ask before it is told.
    mutating func hold(_ state: ModemState, asking steps: [BringUpStep]) {
        phase = .held(state, detail: nil)
        remaining = steps
        resumes = nil
    }

    mutating func wait(until moment: MonotonicInstant) {
        resumes = moment
    }

    mutating func pinSent(_ digits: PINDigits, at now: MonotonicInstant) -> [Effect] {
        phase = .running
        resumes = nil
        remaining = [.enterPIN(digits), .simState]
        return next(at: now)
    }

    /// The SIM is open: on with the script.
    mutating func simOpened() {
        phase = .running
        lockTold = nil
        resumes = nil
        remaining = BringUpStep.withSIM
    }

    private func patience(_ step: BringUpStep) -> Int {
        switch step {
        // A PIN is sent once, whatever the SIM says.
        case .enterPIN: return 0
        // The next command may tell.
        case .pinAttempts: return 0
        // Asked again once the SIM is open.
        case .cardIdentity where remaining.contains(.simState) || pin.isCounting: return 0
        default: break
        }
        return phase == .done ? Timing.mostBusyTriesOfNiceties : Timing.mostBusyTries
    }

    /// Nil: this modem has no such step.
    private func command(_ step: BringUpStep) -> ATCommand? {
        switch step {
        case .echoOff: .basic(.echoOff)
        case .verboseResults: .basic(.verboseResults)
        case .errorReporting: .set(.errorReporting, .integer(1))
        case .firstCommand(let position): element(position, of: facts.profile.firstCommands)
        case .manufacturer: .execute(.manufacturer)
        case .model: .execute(.model)
        case .firmware: .execute(.firmware)
        case .serialNumber: .execute(.serialNumber)
        case .simState: .read(.pin)
        case .pinAttempts(let position): element(position, of: facts.profile.pinAttempts)
        case .enterPIN(let digits): .set(.pin, .pin(digits))
        case .subscriberIdentity: .execute(.subscriberIdentity)
        case .cardIdentity(let position): cardIdentityCommand(position)
        case .messageFormat: .set(.messageFormat, .integer(0))
        case .callerLine: .set(.callerLineIdentity, .integer(1))
        case .ringFormat: .set(.ringFormat, .integer(1))
        case .callReports(let position): element(position, of: facts.profile.callReports ?? [])
        case .callReportGuess(let position): element(position, of: ModemProfile.everyCallReport)
        case .messageService: .read(.messageService)
        case .messageServiceOn: .set(.messageService, .integer(1))
        case .indicationValues: .test(.newMessageIndications)
        case .indications(let rung):
            element(rung, of: indicationLadder).map { .set(.newMessageIndications, $0.map { .integer($0) }) }
        case .storageValues: .test(.messageStorage)
        case .storage(let storage, let arguments): facts.storages.selection(of: storage, arguments: arguments)
        case .registrationReports(let name, let mode): .set(name, .integer(mode))
        case .registration(let name): .read(name)
        case .characterSet: .set(.characterSet, .word(.gsm))
        case .operatorFormat: .set(.networkOperator, .integer(3), .integer(0))
        case .networkOperator: facts.registrations.overall.isRegistered ? .read(.networkOperator) : nil
        case .serviceCentre: .read(.serviceCentre)
        case .ownNumber: .execute(.subscriberNumber)
        case .callWaiting: .set(.callWaiting, .integer(1))
        // RULE 40: those of incoming calls alone.
        case .serviceNotices: .set(.serviceNotices, .integer(0), .integer(1))
        case .voice(let question): facts.wants(question) ? question.command : nil
        case .clockUpdate(let position): element(position, of: facts.profile.clockUpdates)
        case .clockReports: .set(.timeZoneReports, .integer(1))
        case .clock: .read(.clock)
        case .nicety(let position): element(position, of: facts.profile.niceties)
        case .resultCodePort: facts.profile.resultCodePort?.question
        case .resultCodePortSet(let choice): element(choice, of: facts.profile.resultCodePort?.choices ?? [])
        case .messageDomain: .read(.messageDomain)
        case .messageDomainSet(let domain): .set(.messageDomain, .integer(domain))
        }
    }

    private func cardIdentityCommand(_ position: Int) -> ATCommand? {
        facts.identity.iccid == nil ? element(position, of: facts.profile.cardIdentity) : nil
    }

    /// The family, now that the modem has said who made it, and what is sent before anything else.
    mutating func familyFound() -> [Effect] {
        facts.profile = families.profile(
            manufacturer: facts.identity.manufacturer, model: facts.identity.model)
        facts.identity.family = facts.profile.name
        facts.identity.familyFile = facts.profile.file
        remaining.insert(contentsOf: facts.profile.firstCommands.indices.map { .firstCommand($0) }, at: 0)
        return [.log(LogNote(.info, facts.profile.introduction))]
    }

    private func element<Element>(_ position: Int, of elements: [Element]) -> Element? {
        elements.indices.contains(position) ? elements[position] : nil
    }
}
