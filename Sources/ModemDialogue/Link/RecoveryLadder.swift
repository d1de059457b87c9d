import Telephony

/// How a modem is brought back that used to answer and does not: one rung after the other, each with a limit.
///
/// ## Overview
///
/// What costs least comes first. A rung is left when its limit has passed and the modem does not answer; with a
/// modem that answers AT and nothing else there is more patience, since each command that it does not answer takes
/// its time. The rung is kept when the port goes and comes back, so that a port that dies again and again does not
/// start at the bottom for ever. The ladder is left when the modem has been made ready again.
///
/// Resets are for modems alone: what has never answered AT on a port is never reset.
struct RecoveryLadder: Hashable, Sendable {
    enum Rung: Int, CaseIterable, Hashable, Sendable, Comparable {
        /// ESC, since the modem may stand at a prompt, and AT three times (RULE 14).
        case attention
        /// ESC before each AT.
        case escape
        /// The port is given back and opened again (RULE 73).
        case reopen
        /// The command of its family that starts the modem anew (RULE 75). Boot lines, or the port's return, are
        /// waited for within the limit (RULE 76); then everything is set again.
        case softReset
        /// The device is taken off the bus and put back (RULE 73).
        case usbReset

        static func < (lhs: Rung, rhs: Rung) -> Bool { lhs.rawValue < rhs.rawValue }

        /// How long a modem may stay silent on this rung.
        var limit: Duration {
            switch self {
            case .attention, .escape: LinkHealth.Timing.cadence * 3
            case .reopen: .seconds(12)
            // A7670E boots in 15 s, SIM7600 is back on the bus after 8 s and takes as long again.
            case .softReset: .seconds(54)
            case .usbReset: .seconds(36)
            }
        }

        /// Until when a modem that answers AT may leave other commands unanswered on this rung, from the first step
        /// on. The command under way, up to 20 s, is waited for: from the first to the alarm it is two minutes.
        var end: Duration {
            switch self {
            case .attention, .escape: .seconds(20)
            case .reopen: .seconds(40)
            case .softReset: .seconds(65)
            case .usbReset: .seconds(100)
            }
        }

        var next: Rung? { Rung(rawValue: rawValue + 1) }

        var step: RecoveryStep {
            switch self {
            case .attention: .attention
            case .escape: .escape
            case .reopen: .reopen
            case .softReset: .softReset
            case .usbReset: .usbReset
            }
        }
    }

    enum Phase: Hashable, Sendable {
        case atRest
        case climbing(Rung)
        /// Nothing has helped, or nothing that is no modem may be tried: AT now and then.
        case failed
    }

    /// From the first command without an answer to the modem's first answer, if this rung is the one that helps.
    static func bound(through rung: Rung) -> Duration {
        Rung.allCases.filter { $0 <= rung }.map(\.limit).reduce(.zero, +)
    }

    /// From the first command without an answer to the alarm, but for the try that is under way at the end of each
    /// rung: in all, two minutes.
    static var bound: Duration { bound(through: .usbReset) }

    /// A modem that took a soft reset without a word of it is given this long to show that it heard.
    static let unheardReset = Duration.seconds(20)

    /// Between attempts to hear of a modem that nothing has brought back.
    static let rests: [Duration] = [
        .seconds(2), .seconds(4), .seconds(8), .seconds(15), .seconds(30), .seconds(60),
    ]
    static let retriesThatReopen = 3
    /// Between resets of a modem that no reset has brought back.
    static let betweenResets: [Duration] = [
        .seconds(1_800), .seconds(3_600), .seconds(7_200), .seconds(14_400),
    ]

    private(set) var phase = Phase.atRest
    /// The end of the current rung.
    private(set) var deadline: MonotonicInstant?
    private var began: MonotonicInstant?
    /// The beginning of the first rung.
    private var started: MonotonicInstant?
    /// Attempts to hear of the modem since nothing helped.
    private(set) var retries = 0
    /// How often the top was reached since the modem last worked.
    private var failures = 0
    private var resetsAgainAt: MonotonicInstant?
    /// Steps that have not been told yet.
    private var news: [RecoveryStep] = []
    /// A port on which nothing ever answered: nobody misses it.
    private var isQuiet = false

    var isActive: Bool { phase != .atRest }

    var rung: Rung? {
        if case .climbing(let rung) = phase { rung } else { nil }
    }

    /// The modem was told to start anew: its silence, and that its port goes, are expected.
    var isResetting: Bool { rung.map { $0 >= .softReset } ?? false }

    /// Whether the rung is to be left, for a modem that answers AT or does not.
    func isOver(at now: MonotonicInstant, answersAttention: Bool) -> Bool {
        guard let rung, let started, let deadline else { return false }
        return now >= (answersAttention ? started.advanced(by: rung.end) : deadline)
    }

    func resetsAgain(at now: MonotonicInstant) -> Bool {
        resetsAgainAt.map { $0 <= now } ?? false
    }

    mutating func takeNews() -> [RecoveryStep] {
        defer { news = [] }
        return news
    }

    // MARK: Steps

    mutating func climb(to rung: Rung, at now: MonotonicInstant) {
        if self.rung == nil { started = now }
        phase = .climbing(rung)
        began = now
        deadline = now.advanced(by: rung.limit)
        isQuiet = false
        news.append(rung.step)
    }

    /// The modem starts by itself: it is given that time.
    mutating func extend(to moment: MonotonicInstant) {
        deadline = deadline.map { max($0, moment) }
    }

    mutating func shorten(to moment: MonotonicInstant) {
        deadline = deadline.map { min($0, moment) }
    }

    /// A sign that the modem took the reset.
    mutating func resetHeard() {
        guard let rung, isResetting, let began else { return }
        extend(to: began.advanced(by: rung.limit))
    }

    mutating func usbResetImpossible() {
        news.append(.usbResetImpossible)
    }

    mutating func fail(at now: MonotonicInstant) {
        let pause = Self.betweenResets[min(failures, Self.betweenResets.count - 1)]
        failures += 1
        leave()
        resetsAgainAt = now.advanced(by: pause)
        news.append(.failed)
    }

    /// A person has to know of something that no rung has helped against, though the modem works otherwise.
    mutating func alarm() {
        news.append(.failed)
    }

    /// There is no modem on this port, as far as anybody knows.
    mutating func failQuietly() {
        leave()
        isQuiet = true
    }

    private mutating func leave() {
        phase = .failed
        (deadline, began, started) = (nil, nil, nil)
        retries = 0
    }

    /// How long to rest before it is looked for again.
    mutating func rest() -> Duration {
        retries += 1
        return Self.rests[min(retries, Self.rests.count) - 1]
    }

    /// The modem works.
    mutating func arrived() {
        guard isActive else { return }
        let isNews = !isQuiet
        forget()
        if isNews { news.append(.recovered) }
    }

    /// Another session of the device, or another device.
    mutating func forget() {
        let untold = news
        self = RecoveryLadder()
        news = untold
    }
}
