import Telephony

/// When AT+CLCC is asked while a call is open.
struct ListingPoll: Hashable, Sendable {
    /// The first answer to be counted, or the next one.
    fileprivate(set) var due: MonotonicInstant?
    fileprivate(set) var asked: MonotonicInstant?
    fileprivate(set) var refusals = 0

    /// Refused so often that the modem cannot do it.
    var isRefused: Bool { refusals >= CallTracker.Timing.absencesThatEnd }

    mutating func callOpened(at now: MonotonicInstant) {
        due = now.advanced(by: CallTracker.Timing.firstPoll)
    }

    /// Not before then.
    mutating func put(off moment: MonotonicInstant) {
        due = max(due ?? moment, moment)
    }
}

/// The listing as a witness (RULES 23 to 25): it may see a call first, it may miss it, and it may lie.
extension CallTracker {
    /// When AT+CLCC wants to be sent; nil while it is under way, or if there is nothing to ask.
    var pollDeadline: MonotonicInstant? {
        guard !calls.isEmpty, !polling.isRefused, polling.asked == nil, let due = polling.due else {
            return nil
        }
        guard let ringing = calls.filter(\.isRinging).map(pollStart).min() else { return due }
        return max(due, ringing)
    }

    /// A modem that announces ends is not troubled until its silence looks like a lost line, unless the listing
    /// may know a number that no line told, or must tell whether a call still rings that is to be rejected.
    private func pollStart(_ call: TrackedCall) -> MonotonicInstant {
        guard announcesEnds, call.rejection?.wasSent != true, call.caller != .notAnnounced else {
            return call.started
        }
        let patience = silenceDeadline(call).advanced(by: .zero - Timing.pollBeforeSilence)
        return min(patience, untoldRing(call) ?? patience)
    }

    mutating func listingAsked(at now: MonotonicInstant) {
        polling.asked = now
    }

    /// The command never went out or never came back: no witness at all.
    mutating func listingLost(at now: MonotonicInstant) {
        polling.asked = nil
        polling.due = now.advanced(by: Timing.pollInterval)
    }

    mutating func listingRefused(at now: MonotonicInstant) {
        polling.refusals += 1
        listingLost(at: now)
    }

    mutating func listed(_ entries: [CallStanding], at now: MonotonicInstant) -> [LineEvent] {
        let asked = polling.asked ?? now
        polling.asked = nil
        polling.refusals = 0
        var seen: Set<CallID> = []
        var events: [LineEvent] = []
        for entry in entries where entry.isVoice && entry.state != .released {
            events += entrySeen(entry, asked: asked, seen: &seen, at: now)
        }
        events += dataCallsEnded(entries, at: now)
        events += absencesCounted(except: seen, asked: asked, at: now)
        let isOnlyAnswered = calls.allSatisfy { !$0.isRinging }
        polling.due = now.advanced(by: isOnlyAnswered ? Timing.answeredPollInterval : Timing.pollInterval)
        return events
    }

    private mutating func entrySeen(
        _ entry: CallStanding, asked: MonotonicInstant, seen: inout Set<CallID>, at now: MonotonicInstant
    ) -> [LineEvent] {
        guard entry.isIncoming != false, entry.state != .dialling, entry.state != .alerting else {
            let events = signSeen(.dialled(index: entry.index), at: now)
            seen.formUnion(calls.filter { !$0.isIncoming }.map(\.id))
            return events
        }
        var (position, events) = matched(entry, at: now)
        if position == nil, entry.isRinging, lastEnd.map({ $0.moment < asked }) ?? true,
            !isStraggler(entry.caller, index: entry.index, at: now)
        {
            events += open(at: now) { $0.isWaiting = entry.state == .waiting }
            position = calls.indices.last
        }
        guard let position else { return events }
        seen.insert(calls[position].id)
        // RULE 25: one family goes on listing a finished call as active. It is no sign of life.
        if listingLies, entry.state == .active { return events }
        calls[position].wasListed = true
        calls[position].absences = 0
        return events + entryTaken(entry, at: position, now)
    }

    /// An entry is a sign of life, but no ring: the rings are counted by the lines that come by themselves.
    private mutating func entryTaken(
        _ entry: CallStanding, at position: Int, _ now: MonotonicInstant
    ) -> [LineEvent] {
        let rings = calls[position].rings
        let events = standingTaken(entry, at: position, now)
        calls[position].rings = rings
        return events
    }

    /// RING may have been for a data call; the listing then shows it with another mode and no voice call
    /// beside it.
    private mutating func dataCallsEnded(_ entries: [CallStanding], at now: MonotonicInstant) -> [LineEvent] {
        let data = entries.filter { !$0.isVoice && $0.isRinging }
        guard !data.isEmpty, !entries.contains(where: \.isVoice),
            let position = calls.firstIndex(where: { $0.isRinging && !$0.wasListed && $0.index == nil })
        else { return [] }
        let caller = calls[position].caller
        guard data.contains(where: { caller.mayBe($0.caller) }) else { return [] }
        return end(position, form: .poll, wasAnswered: true, ended: now, at: now)
    }

    private mutating func absencesCounted(
        except seen: Set<CallID>, asked: MonotonicInstant, at now: MonotonicInstant
    ) -> [LineEvent] {
        var events: [LineEvent] = []
        for id in calls.map(\.id) where !seen.contains(id) {
            guard let position = calls.firstIndex(where: { $0.id == id }), calls[position].started <= asked
            else { continue }
            calls[position].absences += 1
            calls[position].firstAbsence = calls[position].absences == 1 ? now : calls[position].firstAbsence
            // A modem whose listing never shows calls must not end them by not showing them.
            let call = calls[position]
            let isTelling = call.wasListed || call.rejection?.wasSent == true
            guard call.absences >= Timing.absencesThatEnd, isTelling else { continue }
            events += end(position, form: .poll, ended: call.firstAbsence ?? now, at: now)
        }
        return events
    }
}
