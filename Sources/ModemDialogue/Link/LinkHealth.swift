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

    var stage = Stage.closed
    var ladder = RecoveryLadder()
    /// A modem is on this port: it has answered as only a modem does, in this session or in one before.
    var hasAnswered = false
    /// Settings may be lost: the script has to be run again.
    var needsBringUp = true
    /// AT without an answer since the last try began.
    var probes = 0
    var probedAt: MonotonicInstant?
    var answersLate = false
    /// AT+CMEE? was answered with OK alone; whether late answers came after it.
    var bareVerification: Bool?
    var startingUntil: MonotonicInstant?
    var hasAnsweredSinceOpening = false
    /// Openings in a row of a port that closed before anything answered.
    var deaths = 0
    var isAbsent = false
    /// It was still away when nothing helped.
    var hasVanishedInReset = false
    /// Texts in a row for which no prompt came.
    var promptsMissed = 0
    var withoutPromptUntil: MonotonicInstant?
    /// Why there was no reset over USB.
    var obstacle: String?

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

    mutating func newSession() {
        ladder.forget()
        deaths = 0
        promptsMissed = 0
        withoutPromptUntil = nil
        obstacle = nil
        hasVanishedInReset = false
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
}
