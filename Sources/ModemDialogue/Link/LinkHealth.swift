import Telephony

/// Whether command and answer belong together, and what is done when they do not.
///
/// ## Overview
///
/// After a command that got no answer nobody knows whose the next OK will be (RULE 14). The link is then
/// brought back: ESC, since the modem may stand at a prompt; a pause in which everything is drained; AT until
/// exactly one OK comes. If that fails the modem rests, longer each time, and every third time the port is
/// given back and opened again.
struct LinkHealth: Hashable, Sendable {
    enum Stage: Hashable, Sendable {
        /// There is no port.
        case closed
        /// The first AT on a new port is under way.
        case greeting
        case draining(until: MonotonicInstant)
        /// AT is under way.
        case probing
        /// OK has come; whether another follows is waited for.
        case settling(until: MonotonicInstant)
        case steady
        case resting(until: MonotonicInstant)
        /// The shell was asked for a new port.
        case reopening
    }

    /// What is to be done next.
    enum Step: Hashable, Sendable {
        case none
        case escape
        case probe
        /// Command and answer belong together again.
        case established
        case reopen
    }

    enum Timing {
        static let drain = Duration.milliseconds(200)
        static let settle = Duration.milliseconds(150)
        static let probe = Duration.seconds(1)
        /// A modem that has just said that it starts is given this long.
        static let restart = Duration.seconds(1)
        static let probesThatFail = 5
        static let failuresThatReopen = 3
        /// A modem that answers AT and freezes again and again is no better than a silent one.
        static let stallsThatFail = 6
        static let rests: [Duration] = [
            .seconds(2), .seconds(4), .seconds(8), .seconds(15), .seconds(30), .seconds(60),
        ]
    }

    private(set) var stage = Stage.closed
    /// Attempts to bring the link back that failed, since it last worked.
    private(set) var failures = 0
    /// Something on this port has once said OK to AT.
    private(set) var hasAnswered = false
    /// Settings may be lost: the script has to be run again.
    private(set) var needsBringUp = true
    private var probes = 0
    /// Commands that got no answer since the script last ran through.
    private var stalls = 0

    var isSteady: Bool { stage == .steady }
    var isOpen: Bool { stage != .closed && stage != .reopening }
    var isTroubled: Bool { failures > 0 }

    /// Between the first ESC and the OK that settles it.
    var isBringingBack: Bool {
        switch stage {
        case .draining, .probing, .settling: true
        case .closed, .greeting, .steady, .resting, .reopening: false
        }
    }

    var nextDeadline: MonotonicInstant? {
        switch stage {
        case .draining(let until), .settling(let until), .resting(let until): until
        case .closed, .greeting, .probing, .steady, .reopening: nil
        }
    }

    // MARK: Events

    mutating func connected() -> Step {
        stage = .greeting
        probes = 0
        needsBringUp = true
        return .probe
    }

    mutating func disconnected() {
        stage = .closed
    }

    /// A command got no answer. The modem may have restarted unseen, so that everything is set again.
    mutating func commandTimedOut(at now: MonotonicInstant) -> Step {
        needsBringUp = true
        stalls += 1
        return stalls.isMultiple(of: Timing.stallsThatFail) ? failed(at: now) : bringBack(at: now)
    }

    /// ESC is the way out of a prompt, and what the modem says to it differs.
    mutating func promptLeft(at now: MonotonicInstant) -> Step {
        bringBack(at: now)
    }

    /// The script is run again as soon as command and answer belong together.
    mutating func settingsLost() {
        needsBringUp = true
    }

    mutating func modemRestarted(at now: MonotonicInstant) {
        guard isOpen else { return }
        needsBringUp = true
        probes = 0
        stage = .resting(until: now.advanced(by: Timing.restart))
    }

    /// The prompt came while nobody waits for it: the modem would take AT for a PDU.
    mutating func latePromptSeen(at now: MonotonicInstant) -> Step {
        stage = .draining(until: now.advanced(by: Timing.drain))
        return .escape
    }

    mutating func probeAnswered(isOK: Bool, at now: MonotonicInstant) -> Step {
        if isOK {
            hasAnswered = true
            guard stage == .greeting else {
                stage = .settling(until: now.advanced(by: Timing.settle))
                return .none
            }
            return established()
        }
        probes += 1
        guard probes < Timing.probesThatFail else { return failed(at: now) }
        stage = .draining(until: now.advanced(by: Timing.drain))
        // Every other time: a modem that takes ESC for the beginning of the command has its chance too.
        return probes.isMultiple(of: 2) || probes == 1 ? .escape : .none
    }

    /// A result that belongs to nothing: the OK before it was a late one.
    mutating func strayResultSeen(at now: MonotonicInstant) {
        guard case .settling = stage else { return }
        stage = .draining(until: now.advanced(by: Timing.drain))
    }

    mutating func deadlinePassed(at now: MonotonicInstant) -> Step {
        guard let due = nextDeadline, due <= now else { return .none }
        switch stage {
        case .draining:
            stage = .probing
            return .probe
        case .settling: return established()
        case .resting:
            if failures > 0, failures.isMultiple(of: Timing.failuresThatReopen) {
                stage = .reopening
                return .reopen
            }
            return bringBack(at: now)
        case .closed, .greeting, .probing, .steady, .reopening: return .none
        }
    }

    /// The script has run through: what was before is forgiven.
    mutating func provedSound() {
        answeredSoundly()
        needsBringUp = false
        stalls = 0
    }

    /// The modem answers, though its SIM may want something.
    mutating func answeredSoundly() {
        failures = 0
    }

    // MARK: Steps

    private mutating func bringBack(at now: MonotonicInstant) -> Step {
        probes = 0
        stage = .draining(until: now.advanced(by: Timing.drain))
        return .escape
    }

    private mutating func established() -> Step {
        stage = .steady
        return .established
    }

    private mutating func failed(at now: MonotonicInstant) -> Step {
        failures += 1
        needsBringUp = true
        let rest = Timing.rests[min(failures, Timing.rests.count) - 1]
        stage = .resting(until: now.advanced(by: rest))
        return .none
    }
}
