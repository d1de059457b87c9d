import Telephony

/// Makes calls out of lines.
///
/// ## Overview
///
/// No two modems announce a call alike, and few say reliably that it is over. The tracker takes every line
/// about calls (`CallSign`), the answers to AT+CLCC and the time, and tells of each incoming call three
/// things at most: that it started, who rings, and once that it ended.
///
/// ## Function
///
/// 1. A call opens at its first sign, whichever that is. Later lines are matched to it by the modem's index,
///    else by the number, else because it is the only one.
/// 2. It ends by an end line, by three listings without it, or by silence. End lines that come in pairs or
///    late are recognised and do not end the next call.
/// 3. A call that somebody answered, or that this end dialled, is followed so that its end is not taken for
///    another's.
///
/// ## Implementation
///
/// Calls live in `calls`, oldest first. A call that ended before anybody said who rang is kept in `unsettled`
/// for a moment, since the number may still come. What an end line did is kept in `lastEnd`, to know its
/// twins.
struct CallTracker: Sendable {
    enum Timing {
        /// How long after the first sign the number may come before the caller counts as not announced.
        static let callerLineWait = Duration.seconds(2)
        /// Silence that ends a call: two learnt ring intervals, but never less than this.
        static let leastSilence = Duration.seconds(12)
        /// Beyond the two intervals, since no modem rings like clockwork.
        static let silenceMargin = Duration.milliseconds(500)
        /// No modem is known to ring less often; a longer pause is a lost line.
        static let longestInterval = Duration.seconds(10)
        /// The slowest that was measured (RULE 21). Rings that no line tells are not believed to come faster.
        static let slowRings = Duration.seconds(7)
        /// A second caller gives no sign while the first call lasts.
        static let waitingSilence = Duration.seconds(60)
        /// An end line in another form than the last one, within this time of it, is its twin.
        static let twinWindow = Duration.seconds(10)
        /// Lines about a call that straggle in after its end.
        static let straggle = Duration.seconds(1)
        static let pollInterval = Duration.seconds(1)
        /// Rings come on the full second, and calls are given up there: the listing is asked for in between.
        static let firstPoll = Duration.milliseconds(700)
        static let answeredPollInterval = Duration.seconds(10)
        /// Where a modem tells ends by itself, the listing is asked for only this long before silence would
        /// end the call: time for three answers.
        static let pollBeforeSilence = Duration.milliseconds(3500)
        static let absencesThatEnd = 3
        /// A connected call whose end was never told is forgotten after this.
        static let longestCall = Duration.seconds(4 * 3600)
        static let mostCalls = 8
        /// A call that shows itself this long after the modem said that it was ended goes on.
        static let rejectionSettles = Duration.seconds(1)
    }

    /// An end line and the forms in which it has been said so far.
    struct LastEnd: Hashable, Sendable {
        var call: CallID
        var moment: MonotonicInstant
        var caller: Caller
        var index: Int?
        var forms: Set<CallEnding.Form>
        var cause: CallCause?
    }

    var calls: [TrackedCall] = []
    var unsettled: (call: EndedCall, until: MonotonicInstant)?
    var lastEnd: LastEnd?
    private var nextID = 1
    /// What the last call that rang twice has taught.
    private(set) var usualInterval: Duration?

    /// Whether the modem announces the end of a call by a line: known of its family, or seen in this session.
    var announcesEnds: Bool
    /// Whether an active entry in AT+CLCC may be left over from a call that is gone (RULE 25).
    var listingLies: Bool
    var polling = ListingPoll()
    /// AT+CEER has not been refused, nor frozen the modem.
    var tellsCauses = true
    /// When the network said that a call is diverted to here that has not been announced.
    var forwardingSeen: MonotonicInstant?

    init(announcesEnds: Bool = false, listingLies: Bool = false) {
        self.announcesEnds = announcesEnds
        self.listingLies = listingLies
    }

    /// A new session: what was learnt of the modem is forgotten, and no call gets the name of an earlier one.
    mutating func forget() {
        let nextID = nextID
        self = CallTracker()
        self.nextID = nextID
    }

    var isRinging: Bool { calls.contains(where: \.isRinging) }

    // MARK: Lines

    mutating func signSeen(_ sign: CallSign, at now: MonotonicInstant) -> [LineEvent] {
        switch sign {
        case .ring: ringSeen(at: now)
        case .callerLine(let caller): callerLineSeen(caller, at: now)
        case .waitingCaller(let caller): waitingCallerSeen(caller, at: now)
        case .state(let standing): standingSeen(standing, at: now)
        case .connected(let index): connectedSeen(index: index, at: now)
        case .dialled(let index): dialledSeen(index: index, at: now)
        case .ended(let end): endSeen(end, at: now)
        case .missed(let caller): missedCallSeen(caller, at: now)
        case .forwarded: noteForwarding(at: now)
        case .cause(let cause): causeSeen(cause, at: now)
        }
    }

    // MARK: Time and breaks

    /// When the tracker wants to be asked again.
    var nextDeadline: MonotonicInstant? {
        let ends = calls.map(silenceDeadline)
        let announcements = calls.compactMap(hiddenDeadline) + calls.compactMap(rejectionDeadline)
        return (ends + announcements + [unsettled?.until, pollDeadline].compactMap(\.self)).min()
    }

    mutating func deadlinePassed(at now: MonotonicInstant) -> [LineEvent] {
        var events = settle(if: { $0 <= now })
        for id in calls.map(\.id) {
            guard let position = calls.firstIndex(where: { $0.id == id }) else { continue }
            if let deadline = hiddenDeadline(calls[position]), deadline <= now {
                events += announce(.withheld, at: position)
            }
            if silenceDeadline(calls[position]) <= now {
                events += end(position, form: .silence, ended: calls[position].lastSign, at: now)
            }
        }
        return events
    }

    /// The modem restarted or vanished: nobody knows how its calls went on.
    mutating func interrupted(at now: MonotonicInstant) -> [LineEvent] {
        var events = settle(if: { _ in true })
        for call in calls where call.isIncoming {
            events.append(.callEnded(call.ended(at: now, outcome: call.isAnswered ? .answered : .unknown)))
        }
        calls = []
        lastEnd = nil
        polling = ListingPoll()
        return events
    }

    func silenceDeadline(_ call: TrackedCall) -> MonotonicInstant {
        guard call.isRinging else { return call.lastSign.advanced(by: Timing.longestCall) }
        let isSecond = call.isWaiting && calls.contains { $0.id != call.id && !$0.isWaiting }
        let interval = call.rings.interval ?? usualInterval ?? .zero
        let learnt = min(interval, Timing.longestInterval) * 2 + Timing.silenceMargin
        return call.lastSign.advanced(by: isSecond ? Timing.waitingSilence : max(Timing.leastSilence, learnt))
    }

    private func hiddenDeadline(_ call: TrackedCall) -> MonotonicInstant? {
        guard call.caller == .notAnnounced else { return nil }
        return call.hiddenSince?.advanced(by: Timing.callerLineWait)
    }

    // MARK: Opening and closing

    mutating func signed(_ position: Int, by line: RingCount.Line, at now: MonotonicInstant) {
        calls[position].rings.lineSeen(line, at: now)
        calls[position].lastSign = now
        calls[position].lastSeenRinging = now
    }

    mutating func open(
        isIncoming: Bool = true, at now: MonotonicInstant, _ prepare: (inout TrackedCall) -> Void
    ) -> [LineEvent] {
        var events = settle(if: { _ in true })
        if calls.count >= Timing.mostCalls {
            events += end(0, form: .silence, ended: calls[0].lastSign, at: now)
        }
        var call = TrackedCall(id: CallID(nextID), isIncoming: isIncoming, started: now)
        nextID += 1
        prepare(&call)
        if isIncoming { call.isForwarded = takeForwarding(at: now) }
        if calls.isEmpty { polling.callOpened(at: now) }
        calls.append(call)
        return isIncoming ? events + [.callStarted(call.id, call.caller)] : events
    }

    mutating func announce(_ caller: Caller, at position: Int) -> [LineEvent] {
        calls[position].caller = caller
        return [.callerAnnounced(calls[position].id, caller)]
    }

    /// Takes a call off the list and tells of its end, if it was an incoming one.
    mutating func end(
        _ position: Int, form: CallEnding.Form, wasAnswered: Bool = false, cause: CallCause? = nil,
        ended: MonotonicInstant, at now: MonotonicInstant
    ) -> [LineEvent] {
        var call = calls.remove(at: position)
        call.cause = cause ?? call.cause
        lastEnd = LastEnd(
            call: call.id, moment: now, caller: call.knownCaller, index: call.index, forms: [form],
            cause: call.cause)
        usualInterval = call.rings.interval ?? usualInterval
        if call.isRinging { announcesEnds = form != .silence && form != .poll }
        for other in calls.indices where calls[other].isWaiting && !calls.contains(where: { !$0.isWaiting }) {
            calls[other].lastSign = now
        }
        guard call.isIncoming else { return [] }
        let outcome = wasAnswered ? .answered : call.outcome
        return settled(call.ended(at: ended, outcome: outcome), form: form, at: now)
    }

    /// Tells of an end at once, or a little later if the number may still come.
    private mutating func settled(_ call: EndedCall, form: CallEnding.Form, at now: MonotonicInstant)
        -> [LineEvent]
    {
        var events = settle(if: { _ in true })
        let mayStillCome = call.caller == .notAnnounced && form != .silence && form != .missedCall
        if mayStillCome, call.outcome == .missed {
            unsettled = (call, now.advanced(by: Timing.callerLineWait))
        } else {
            events.append(.callEnded(call))
        }
        return events
    }

    mutating func settle(if isDue: (MonotonicInstant) -> Bool) -> [LineEvent] {
        guard let waiting = unsettled, isDue(waiting.until) else { return [] }
        unsettled = nil
        return [.callEnded(waiting.call)]
    }

    /// Gives the call that is over its number, which came late.
    mutating func settle(as caller: Caller) -> [LineEvent] {
        guard var waiting = unsettled?.call else { return [] }
        unsettled = nil
        waiting.caller = caller
        return [.callerAnnounced(waiting.id, caller), .callEnded(waiting)]
    }
}
