import FoundationEssentials
import Logging
import Numbering
import ReplyEngine
import Storage
import Telephony

/// The end of a call that the store could not take. Kept in memory until it can.
package struct UnrecordedCall: Sendable {
    var line: LineID
    /// The row of the call, if its start could be recorded.
    var row: Int64?
    var facts: CallFacts
    var notes: CallNotes
    var started: Moment
}

extension Switchboard {
    /// A box whose disk is full keeps the last calls rather than all.
    private static let unrecordedLimit = 1_000

    /// A call that is heard before it is known whose line it is. Its number is kept as printed: which country's it is
    /// the SIM will tell.
    func recordEarly(_ event: LineEvent, at desk: inout Desk, _ now: Moment) -> [Action] {
        guard case .callStarted(let call, let caller) = event, leftovers.isEmpty else { return [] }
        return attempting("record a call") {
            desk.earlyRows[call] = try store.recordCallStarted(
                line: desk.line, number: caller.asPrinted, isWithheld: caller == .withheld, at: now)
            return []
        }
    }

    mutating func callStarted(_ call: CallID, _ caller: Caller, at desk: inout Desk, _ now: Moment)
        -> [Action]
    {
        if desk.calls[call] != nil { return callerAnnounced(call, caller, at: &desk, now) }
        // It may be a call that rang when the last process ended. Who rings will tell.
        if caller == .notAnnounced, leftovers.contains(where: { $0.line == desk.line }) { return [] }
        return callAnnounced(call, caller, at: &desk, now)
    }

    /// Asked for each call by itself, so that what the owner sets holds from the next one on.
    func rejection(of call: CallID, at desk: Desk) -> [Action] {
        attempting("see at which ring a call is rejected") {
            guard let ring = try settings().rejectsAtRing else { return [] }
            return [.request(.reject(call, atRing: ring), target: desk.target)]
        }
    }

    mutating func callerAnnounced(
        _ call: CallID, _ caller: Caller, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        guard let row = desk.calls[call] else { return callAnnounced(call, caller, at: &desk, now) }
        return attempting("record who rings") {
            let number = identify(caller, desk, try settings())
            try store.recordCaller(
                call: row, line: desk.line, number: number, isWithheld: caller == .withheld)
            return []
        }
    }

    /// Gives the call its row: the one it had before a restart, or a new one.
    private mutating func callAnnounced(
        _ call: CallID, _ caller: Caller, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        attempting("record a call") {
            let number = identify(caller, desk, try settings())
            if let row = takeLeftover(of: caller, number, line: desk.line) {
                desk.calls[call] = row
                try store.recordCaller(call: row, number: number, isWithheld: caller == .withheld)
                return []
            }
            desk.calls[call] = try store.recordCallStarted(
                line: desk.line, number: number, isWithheld: caller == .withheld, at: now)
            checkpoint(.callStartRecorded)
            return []
        }
    }

    mutating func callEnded(_ call: EndedCall, at desk: inout Desk, _ now: Moment) -> [Action] {
        var row = desk.calls.removeValue(forKey: call.id)
        do {
            let settings = try settings()
            row = row ?? takeLeftover(of: call.caller, identify(call.caller, desk, settings), line: desk.line)
            let recorded = try record(ended(call, row, desk, settings, now), settings, at: now)
            desk.lastEnded = (call.id, recorded.id)
            return [.log(.info, recorded.logLine)]
                + causeQuestion(call, recorded, settings).map { .request($0, target: desk.target) }
        } catch {
            keep(ended(call, row, desk, Settings([:]), now), at: now)
            return complaint(.critical, "Cannot record the end of a call; it is kept in memory", error)
        }
    }

    /// Only a twin can be told that another telephone has taken the call, and only a text that waits can be stopped by
    /// it. AT+CEER takes longer than a text that has no delay: the modem is asked after it had its chance to go.
    private func causeQuestion(_ call: EndedCall, _ recorded: RecordedCall, _ settings: Settings)
        -> [ModemRequest]
    {
        guard settings.mode == .twin, call.cause == nil, recorded.message != nil else { return [] }
        return [.askCause(call.id)]
    }

    func callCauseTold(_ call: CallID, _ cause: CallCause, at desk: Desk, _ now: Moment) -> [Action] {
        guard let ended = desk.lastEnded, ended.call == call else { return [] }
        return attempting("record why a call ended") {
            try store.recordCallCause(call: ended.row, cause: cause, at: now)
            return []
        }
    }

    /// Brings the ends of calls to the store that it could not take before.
    mutating func recordLateEnds(at now: Moment) -> [Action] {
        guard let retry = unrecordedRetry, retry <= now.monotonic else { return [] }
        unrecordedRetry = now.monotonic.advanced(by: Self.retryInterval)
        return attempting("record \(unrecorded.count) calls that are kept in memory") {
            let settings = try settings()
            while let call = unrecorded.first {
                _ = try record(call, settings, at: now)
                unrecorded.removeFirst()
            }
            unrecordedRetry = nil
            return [.log(.notice, "All calls are recorded again.")]
        }
    }

    private mutating func keep(_ call: UnrecordedCall, at now: Moment) {
        unrecorded.append(call)
        if unrecorded.count > Self.unrecordedLimit { unrecorded.removeFirst() }
        unrecordedRetry = unrecordedRetry ?? now.monotonic.advanced(by: Self.retryInterval)
    }

    private func ended(
        _ call: EndedCall, _ row: Int64?, _ desk: Desk, _ settings: Settings, _ now: Moment
    ) -> UnrecordedCall {
        UnrecordedCall(
            line: desk.line, row: row, facts: facts(of: call, desk, settings, now),
            notes: CallNotes(isForwarded: call.isForwarded, cause: call.cause),
            started: now.shifted(to: call.started))
    }

    private func record(_ call: UnrecordedCall, _ settings: Settings, at now: Moment) throws(StorageError)
        -> RecordedCall
    {
        let facts = call.facts
        let start = CallStart(
            line: call.line, number: facts.number, isWithheld: facts.isWithheld, at: call.started)
        let recorded = try store.recordCallEnded(
            call: call.row, start: start, rings: facts.rings, rang: facts.rang,
            outcome: facts.outcome.judged(rang: facts.rang, settings: settings), notes: call.notes,
            ended: facts.ended, at: now
        ) { history in
            policy.decide(call: facts, history: history, now: now, settings: settings).decision
        }
        checkpoint(.callEndRecorded)
        return recorded
    }
}

// MARK: - Calls that rang when the last process ended

extension Switchboard {
    /// No modem is silent for so long while it rings.
    private static let leftoverPatience = Duration.seconds(30)

    /// Decides about the calls that rang when the last process ended, but for those that may ring on.
    mutating func recoverCalls(at now: Moment) throws(StorageError) -> [Action] {
        let settings = try settings()
        let ringing = Set(
            desks.values.flatMap { Array($0.calls.values) + Array($0.earlyRows.values) }
                + unrecorded.compactMap(\.row))
        let recovered = try store.recoverRingingCalls(
            at: now, olderThan: Self.leftoverPatience, except: ringing
        ) { call, history in
            let home = Country.ofIMSI(call.imsi) ?? settings.country
            let own = call.ownNumber.flatMap { Numbering.identify($0, homeCountry: home).phoneNumber }
            let facts = CallFacts(
                number: call.number, isWithheld: call.isWithheld, outcome: .missed, rang: .zero, rings: 1,
                ended: call.started, ownNumbers: Set([own].compactMap(\.self)), homeCountry: home)
            return policy.decide(call: facts, history: history, now: now, settings: settings).decision
        }
        leftovers = try store.reader.unfinishedCalls().filter { !ringing.contains($0.id) }
        leftoverDeadline = leftovers.isEmpty ? nil : now.monotonic.advanced(by: Self.leftoverPatience)
        return recovered.map { .log(.notice, "Found in mid-ring after a restart: \($0.logLine)") }
    }

    mutating func recoverLeftovers(at now: Moment) -> [Action] {
        guard let deadline = leftoverDeadline, deadline <= now.monotonic else { return [] }
        leftoverDeadline = now.monotonic.advanced(by: Self.retryInterval)
        return attempting("decide about calls that rang at the last stop") { try recoverCalls(at: now) }
    }

    /// The row of a call that goes on ringing after a restart.
    private mutating func takeLeftover(of caller: Caller, _ number: IdentifiedNumber?, line: LineID) -> Int64?
    {
        let index = leftovers.firstIndex { leftover in
            guard leftover.line == line else { return false }
            if leftover.isWithheld { return caller == .withheld }
            return leftover.number == nil || leftover.number?.text == number?.text
        }
        return index.map { leftovers.remove(at: $0).id }
    }
}

extension Switchboard {
    /// National forms are read as the SIM's country writes them.
    func identify(_ caller: Caller, _ desk: Desk, _ settings: Settings) -> IdentifiedNumber? {
        guard case .number(let number) = caller else { return nil }
        return Numbering.identify(number, homeCountry: desk.homeCountry ?? settings.country)
    }

    private func facts(of call: EndedCall, _ desk: Desk, _ settings: Settings, _ now: Moment) -> CallFacts {
        let home = desk.homeCountry ?? settings.country
        return CallFacts(
            number: identify(call.caller, desk, settings), isWithheld: call.isWithheld, outcome: call.outcome,
            rang: call.rang, rings: call.rings, ended: now.shifted(to: call.ended),
            ownNumbers: ownNumbers(homeCountry: home, beside: desk.identity.ownNumber), homeCountry: home)
    }

    /// Of all SIMs in the box. The desk in hand may know one that its modem has just told.
    func ownNumbers(homeCountry: String?, beside number: String?) -> Set<PhoneNumber> {
        let own = desks.values.map(\.identity.ownNumber) + [number]
        return Set(
            own.compactMap(\.self).compactMap {
                Numbering.identify($0, homeCountry: homeCountry).phoneNumber
            })
    }
}

extension Caller {
    /// The number before anybody has read it.
    fileprivate var asPrinted: IdentifiedNumber? {
        guard case .number(let number) = self else { return nil }
        return IdentifiedNumber(
            phoneNumber: nil, text: number.digits, kind: .unknown, country: nil, isPossible: false)
    }
}

extension EndedCall {
    /// A network that shows numbers has shown none in the whole call: that is a hidden one. Of a call that was cut short
    /// nobody knows.
    fileprivate var isWithheld: Bool {
        caller == .withheld || caller == .notAnnounced && outcome != .unknown
    }
}

extension RecordedCall {
    /// No number and no words: logs are read by many.
    var logLine: String {
        switch decision {
        case .text(_, let rule, let wait): "call \(id): text in \(wait), rule \(rule)"
        case .leaveAlone(let reason): "call \(id): left alone, \(reason.rawValue)"
        }
    }
}

extension Moment {
    /// The same run of the machine at another instant.
    func shifted(to instant: MonotonicInstant) -> Moment {
        Moment(
            boot: boot, monotonic: instant,
            wall: wall.addingTimeInterval(monotonic.duration(to: instant).inSeconds), trust: trust)
    }
}
