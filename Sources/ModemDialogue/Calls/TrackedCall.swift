import Telephony

/// A call that is not over yet, as the lines about it have told so far.
struct TrackedCall: Hashable, Sendable {
    let id: CallID
    let isIncoming: Bool
    let started: MonotonicInstant
    /// The modem's own number for the call, once a line has told it.
    var index: Int?
    var caller: Caller
    /// When a line other than +CLIP first showed the call with an empty number. It is withheld if no +CLIP
    /// says otherwise within `CallTracker.Timing.callerLineWait`.
    var hiddenSince: MonotonicInstant?
    var lastSign: MonotonicInstant
    /// When a line or AT+CLCC last showed that it rings.
    var lastSeenRinging: MonotonicInstant?
    var rings = RingCount()
    /// A second caller: its signs are not repeated while the first call lasts.
    var isWaiting = false
    var isAnswered = false
    var isForwarded = false
    /// Told before the end.
    var cause: CallCause?
    /// By the last line about it: not by any command from here.
    var isHeld = false
    /// What is to be done about it from here; nil: it is let ring.
    var rejection: Rejection?
    /// AT+CLCC has shown it, so that its absence there means something.
    var wasListed = false
    var absences = 0
    var firstAbsence: MonotonicInstant?

    init(id: CallID, isIncoming: Bool, started: MonotonicInstant) {
        self.id = id
        self.isIncoming = isIncoming
        self.started = started
        caller = .notAnnounced
        lastSign = started
    }

    var isRinging: Bool { isIncoming && !isAnswered }

    /// What is to be told of the caller: an empty number that nothing contradicted is a hidden one.
    var knownCaller: Caller {
        caller == .notAnnounced && hiddenSince != nil ? .withheld : caller
    }

    /// By all that is known at its end.
    var outcome: CallOutcome {
        if isAnswered { return .answered }
        if rejection?.wasSent == true { return .rejected }
        return cause == .nonSelectedUserClearing ? .answeredElsewhere : .missed
    }

    func ended(at moment: MonotonicInstant, outcome: CallOutcome) -> EndedCall {
        EndedCall(
            id: id, caller: knownCaller, started: started, ended: max(started, moment), rings: rings.count,
            outcome: outcome, isForwarded: isForwarded, cause: cause)
    }
}

/// Counts rings, not lines: one ring may be RING, +CLIP and a state line together.
struct RingCount: Hashable, Sendable {
    enum Line: Hashable, Sendable {
        case ring
        case callerLine
        case state
    }

    /// Two lines of one kind nearer than this are one ring printed twice. A modem that rings each second is
    /// known.
    static let nearest = Duration.milliseconds(150)

    private var counts: [Line: Int] = [:]
    private var latest: [Line: MonotonicInstant] = [:]

    /// The longest pause between two rings so far. It differs from 1 s to 7 s between modems, so it is
    /// learnt.
    private(set) var interval: Duration?

    /// The last line that was part of a ring.
    var last: MonotonicInstant? { latest.values.max() }

    var count: Int { max(1, counts.values.max() ?? 1) }

    mutating func lineSeen(_ line: Line, at moment: MonotonicInstant) {
        if let previous = latest[line] {
            let pause = previous.duration(to: moment)
            guard pause >= Self.nearest else { return }
            interval = max(interval ?? .zero, pause)
        }
        latest[line] = moment
        counts[line, default: 0] += 1
    }
}

extension Caller {
    /// Whether the two can be the same caller: numbers are compared by their last digits, since one modem
    /// prints the same caller once in national and once in international form.
    func mayBe(_ other: Caller) -> Bool {
        switch (self, other) {
        case (.notAnnounced, _), (_, .notAnnounced): true
        case (.withheld, .withheld): true
        case (.withheld, .number), (.number, .withheld): false
        case (.number(let one), .number(let two)): one.isLike(two)
        }
    }

    var isNumber: Bool {
        if case .number = self { true } else { false }
    }

    func isRemnant(of other: Caller) -> Bool {
        guard case (.number(let one), .number(let two)) = (self, other) else { return false }
        return one.isRemnant(of: two)
    }
}

extension NetworkNumber {
    func isLike(_ other: NetworkNumber) -> Bool {
        if digits == other.digits { return true }
        let one = Array(digits.utf8.filter { $0 != UInt8(ascii: "+") })
        let two = Array(other.digits.utf8.filter { $0 != UInt8(ascii: "+") })
        // A trunk prefix of at most two digits stands in the place of the country code.
        let common = zip(one.reversed(), two.reversed()).prefix { $0 == $1 }.count
        let shorter = one.count <= two.count ? one : two
        // Two numbers of one form and length that differ at all are two numbers.
        let isOneForm = isWrittenInternationally == other.isWrittenInternationally
        guard common >= 7, !isOneForm || one.count != two.count else { return false }
        let trunk = shorter.prefix(shorter.count - common)
        return trunk.count <= 1 || Self.longTrunkPrefixes.contains(Array(trunk))
    }

    private var isWrittenInternationally: Bool { digits.hasPrefix("+") }

    /// Hungary's. All others have one digit at most.
    private static let longTrunkPrefixes: Set<[UInt8]> = [Array("06".utf8)]

    /// Whether this is what remains of the other after octets were lost on the line.
    func isRemnant(of other: NetworkNumber) -> Bool {
        let lost = other.digits.utf8.count - digits.utf8.count
        guard (1...Self.mostLost).contains(lost), digits.utf8.count >= Self.mostLost else { return false }
        var rest = digits.utf8[...]
        for octet in other.digits.utf8 where octet == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }

    private static let mostLost = 4
}
