import Telephony

/// Whether command and answer belong together, and what is done when they do not.
///
/// ## Overview
///
/// After a command that got no answer nobody knows whose the next OK will be (RULE 14). The link is then
/// brought back: ESC, since the modem may stand at a prompt; a pause in which everything is drained; AT until
/// exactly one OK comes; and a question whose answer cannot be mistaken, since a modem may have come to answer
/// each command with the answer to the one before. AT is repeated quickly, so that a modem is back as soon as it
/// answers again; what else is tried meanwhile is on the `RecoveryLadder`.
///
/// A command under its deadline is no reason for any of this, however slow the modem is.
struct LinkHealth: Hashable, Sendable {
    enum Stage: Hashable, Sendable {
        /// There is no port.
        case closed
        /// The first AT on a new port is under way.
        case greeting
        case draining(until: MonotonicInstant, then: Continuation)
        /// AT is under way.
        case probing
        /// OK has come; whether another follows is waited for.
        case settling(until: MonotonicInstant)
        /// AT+CMEE? is under way.
        case verifying
        case steady
        case resting(until: MonotonicInstant)
        /// The shell was asked for a new port.
        case reopening
        /// The modem was told to start anew.
        case resetting
        /// The shell was asked to reset the device.
        case resettingUSB
    }

    enum Continuation: Hashable, Sendable {
        case probe
        case verify
        case reset
    }

    /// What is to be done next.
    enum Step: Hashable, Sendable {
        case none
        case escape
        case probe
        case verify
        /// Command and answer belong together again.
        case established
        case reopen
        /// The command at this place in the profile's list.
        case softReset(Int)
        case resetUSB
    }

    enum Timing {
        static let drain = Duration.milliseconds(200)
        static let settle = Duration.milliseconds(150)
        static let probe = Duration.seconds(1)
        /// From one AT to the next.
        static let cadence = Duration.milliseconds(1_200)
        /// For a modem that has been seen to answer late.
        static let patientProbe = Duration.seconds(5)
        /// Without a late answer. The longer is more than the time from one AT to the next.
        static let quiet = Duration.milliseconds(400)
        static let longQuiet = Duration.milliseconds(1_500)

        /// After a boot line. It is a hint (RULE 41): AT may be lost, and is repeated soon (RULE 15).
        static let afterBootLine = Duration.milliseconds(300)
        static let startingProbe = Duration.milliseconds(500)
        static let startingCadence = Duration.milliseconds(600)
        /// How long a modem that says that it starts may take until it answers.
        static let start = Duration.seconds(30)
        /// A modem that has said OK to a reset goes on answering for a moment.
        static let resetBegins = Duration.seconds(3)

        static let probesOfRound = 3
        /// A port that closes at once is opened again this often before it counts as a fault of the modem.
        static let deathsThatCount = 2
        static let promptsThatFail = 5
        /// How long no text is begun on a modem that has no prompt for one.
        static let withoutPrompt = Duration.seconds(300)
    }

    private(set) var stage = Stage.closed
    private(set) var ladder = RecoveryLadder()
    /// A modem is on this port: it has answered as only a modem does, in this session or in one before.
    private(set) var hasAnswered = false
    /// Settings may be lost: the script has to be run again.
    private(set) var needsBringUp = true
    /// AT without an answer since the last try began.
    private(set) var probes = 0
    private var probedAt: MonotonicInstant?
    private var answersLate = false
    /// AT+CMEE? was answered with OK alone; whether late answers came after it.
    private var bareVerification: Bool?
    private var startingUntil: MonotonicInstant?
    private var hasAnsweredSinceOpening = false
    /// Openings in a row of a port that closed before anything answered.
    private var deaths = 0
    private(set) var isAbsent = false
    /// Texts in a row for which no prompt came.
    private(set) var promptsMissed = 0
    private(set) var withoutPromptUntil: MonotonicInstant?
    /// Why there was no reset over USB.
    private(set) var obstacle: String?

    var isSteady: Bool { stage == .steady }
    var isOpen: Bool { stage != .closed && stage != .reopening }

    /// Between the first ESC and the OK that settles it.
    var isBringingBack: Bool {
        switch stage {
        case .draining, .probing, .settling, .verifying, .resetting: true
        case .closed, .greeting, .steady, .resting, .reopening, .resettingUSB: false
        }
    }

    /// The verification is to be repeated.
    var asksAgain: Bool {
        if case .draining(_, .verify) = stage { true } else { false }
    }

    /// Whether more is wrong than one command without an answer.
    var isTroubled: Bool {
        switch ladder.phase {
        case .atRest: false
        case .climbing(let rung): rung > .attention
        case .failed: true
        }
    }

    /// How long AT may take.
    var probeDeadline: Duration {
        if answersLate { return Timing.patientProbe }
        return startingUntil == nil ? Timing.probe : Timing.startingProbe
    }

    var nextDeadline: MonotonicInstant? {
        switch stage {
        case .draining(let until, _), .settling(let until), .resting(let until): until
        case .closed, .reopening, .resettingUSB: ladder.deadline
        case .steady: withoutPromptUntil
        case .greeting, .probing, .verifying, .resetting: nil
        }
    }

    init() {}

    /// What was known of the modem in another session, which has ended with its device's going.
    init(continuing history: RecoveryHistory) {
        hasAnswered = history.hasAnswered
        ladder = history.ladder
        promptsMissed = history.promptsMissed
        isAbsent = true
    }

    // MARK: The port

    mutating func connected() -> Step {
        // A device that was away and comes back is new, unless it was us who sent it away.
        if isAbsent, !ladder.isResetting { newSession() }
        isAbsent = false
        hasAnsweredSinceOpening = false
        answersLate = false
        bareVerification = nil
        startingUntil = nil
        probedAt = nil
        stage = .greeting
        probes = 0
        needsBringUp = true
        return .probe
    }

    mutating func disconnected(at now: MonotonicInstant) {
        let wasReopening = stage == .reopening
        stage = .closed
        ladder.resetHeard()
        guard !wasReopening, !ladder.isResetting, !hasAnsweredSinceOpening, hasAnswered else { return }
        deaths += 1
        guard deaths >= Timing.deathsThatCount else { return }
        if ladder.phase == .failed {
            if ladder.resetsAgain(at: now) { ladder.climb(to: .reopen, at: now) }
        } else if ladder.rung.map({ $0 < .reopen }) ?? true {
            ladder.climb(to: .reopen, at: now)
        }
    }

    /// There is no port to be opened: the device was pulled out, or has not come back yet.
    mutating func portAbsent() {
        guard stage == .closed || stage == .reopening else { return }
        stage = .closed
        isAbsent = true
        // One that did not come back from a reset stays a fault.
        if !ladder.isResetting, ladder.phase != .failed || !hasVanishedInReset { newSession() }
    }

    private var hasVanishedInReset = false

    private mutating func newSession() {
        ladder.forget()
        deaths = 0
        promptsMissed = 0
        withoutPromptUntil = nil
        obstacle = nil
        hasVanishedInReset = false
    }

    // MARK: Answers

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

    // MARK: Time

    mutating func deadlinePassed(at now: MonotonicInstant) -> Step {
        guard let due = nextDeadline, due <= now else { return .none }
        switch stage {
        case .draining(_, .probe):
            stage = .probing
            return probe(at: now)
        case .draining(_, .verify), .settling: return verifyOrEstablish()
        case .draining(_, .reset):
            stage = .resetting
            return .softReset(0)
        case .resting: return restOver(at: now)
        case .closed, .reopening, .resettingUSB: return climbOn(at: now)
        case .steady:
            withoutPromptUntil = nil
            return .none
        case .greeting, .probing, .verifying, .resetting: return .none
        }
    }

    private mutating func probe(at now: MonotonicInstant) -> Step {
        probedAt = now
        if let until = startingUntil, until <= now { startingUntil = nil }
        return .probe
    }

    private mutating func verifyOrEstablish() -> Step {
        guard ladder.isActive || probes > 0 || bareVerification != nil else { return established() }
        stage = .verifying
        return .verify
    }

    private mutating func restOver(at now: MonotonicInstant) -> Step {
        if hasAnswered, ladder.resetsAgain(at: now) { return climb(to: .softReset, at: now) }
        guard ladder.retries.isMultiple(of: RecoveryLadder.retriesThatReopen) else {
            return bringBack(at: now)
        }
        stage = .reopening
        return .reopen
    }

    /// The script has run through: what was before is forgiven.
    mutating func provedSound() {
        answeredSoundly()
        needsBringUp = false
    }

    /// The modem answers, though its SIM may want something.
    mutating func answeredSoundly() {
        hasAnswered = true
        ladder.arrived()
        startingUntil = nil
        answersLate = false
        obstacle = nil
    }

    mutating func takeNews() -> [RecoveryStep] { ladder.takeNews() }

    // MARK: Steps

    private mutating func bringBack(at now: MonotonicInstant) -> Step {
        probes = 0
        bareVerification = nil
        stage = .draining(until: now.advanced(by: Timing.drain), then: .probe)
        return .escape
    }

    private mutating func established() -> Step {
        bareVerification = nil
        stage = .steady
        return .established
    }

    /// AT was not answered as it should be.
    private mutating func tryAgain(at now: MonotonicInstant) -> Step {
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

    private mutating func drain(escaping: Bool, at now: MonotonicInstant) -> Step {
        let cadence = startingUntil == nil ? Timing.cadence : Timing.startingCadence
        let due = probedAt?.advanced(by: cadence) ?? now
        let until = max(now.advanced(by: answersLate ? Timing.quiet : Timing.drain), due)
        stage = .draining(until: until, then: .probe)
        return escaping ? .escape : .none
    }

    private mutating func rest(at now: MonotonicInstant) -> Step {
        needsBringUp = true
        stage = .resting(until: now.advanced(by: ladder.rest()))
        return .none
    }

    private mutating func climbOn(at now: MonotonicInstant) -> Step {
        guard let rung = ladder.rung else { return .none }
        guard let next = rung.next else {
            fail(at: now)
            return .none
        }
        return climb(to: next, at: now)
    }

    /// Past the top there is nothing.
    private mutating func climb(
        to rung: RecoveryLadder.Rung, from last: RecoveryLadder.Rung, at now: MonotonicInstant
    ) -> Step {
        guard last != .usbReset else {
            fail(at: now)
            return .none
        }
        return climb(to: rung, at: now)
    }

    private mutating func climb(to rung: RecoveryLadder.Rung, at now: MonotonicInstant) -> Step {
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

    private mutating func fail(at now: MonotonicInstant) {
        hasVanishedInReset = isAbsent
        needsBringUp = true
        ladder.fail(at: now)
        stage = isOpen ? .resting(until: now.advanced(by: ladder.rest())) : .closed
    }
}
