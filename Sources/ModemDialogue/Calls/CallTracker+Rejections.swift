import Telephony

/// When a call is to be rejected from here, and whether that has worked.
extension CallTracker {
    /// The call is rejected at this ring. Without effect on one that is over, or that somebody took.
    mutating func reject(_ id: CallID, atRing ring: Int) {
        guard let position = position(of: id), calls[position].isRinging, calls[position].rejection == nil
        else { return }
        calls[position].rejection = Rejection(ring: ring)
    }

    /// The rejections whose command is to be sent now.
    mutating func rejectionsDue(at now: MonotonicInstant) -> [DueRejection] {
        noteSurvivors()
        var due: [DueRejection] = []
        for position in calls.indices where isDue(calls[position], at: now) {
            guard let way = rejectionWay(calls[position]) else { continue }
            let tries = calls[position].rejection?.failedTries ?? 0
            calls[position].rejection?.stage = .queued(way)
            due.append(DueRejection(call: calls[position].id, way: way, failedTries: tries))
        }
        return due
    }

    /// The calls whose command waits and would still end that call and no other. The others go back to waiting.
    mutating func rejectionsStillWanted() -> Set<CallID> {
        var wanted: Set<CallID> = []
        for position in calls.indices {
            guard case .queued(let way) = calls[position].rejection?.stage else { continue }
            if calls[position].isRinging, rejectionWay(calls[position]) == way {
                wanted.insert(calls[position].id)
            } else {
                calls[position].rejection?.stage = .waiting
            }
        }
        return wanted
    }

    mutating func rejectionSent(_ id: CallID) {
        guard let position = position(of: id) else { return }
        calls[position].rejection?.stage = .sent
        calls[position].rejection?.wasSent = true
        // A listing that does not know the call yet tells nothing of what the command did.
        if !calls[position].wasListed { calls[position].absences = 0 }
    }

    mutating func rejectionAnswered(_ id: CallID, isOK: Bool, at now: MonotonicInstant) {
        guard let position = position(of: id), calls[position].rejection?.stage == .sent else { return }
        guard isOK else { return tryNextWay(position) }
        calls[position].rejection?.stage = .answered(now)
        // The network takes a moment to let go.
        polling.put(off: now.advanced(by: Timing.rejectionSettles))
    }

    /// The modem knows no further command.
    mutating func rejectionFailed(_ id: CallID) {
        guard let position = position(of: id) else { return }
        calls[position].rejection?.stage = .failed
    }

    /// The commands under way are lost; what they did will show.
    mutating func rejectionsLost() {
        for position in calls.indices {
            switch calls[position].rejection?.stage {
            case .queued, .sent, .answered: calls[position].rejection?.stage = .waiting
            case .waiting, .failed, nil: break
            }
        }
    }

    /// When the ring at which a call is rejected has come for certain, of a modem that tells the first one and no
    /// more. Nil: there is none to wait for.
    func untoldRing(_ call: TrackedCall) -> MonotonicInstant? {
        guard call.isRinging, let rejection = call.rejection, rejection.stage == .waiting,
            call.rings.count < rejection.ring
        else { return nil }
        let learnt = max(call.rings.interval ?? .zero, usualInterval ?? .zero, Timing.slowRings)
        let missing = min(learnt, Timing.longestInterval) * (rejection.ring - call.rings.count)
        return (call.rings.last ?? call.started).advanced(by: missing + Timing.silenceMargin)
    }

    /// A ring that no line tells counts if the call has been seen to ring after it: by then it may be over, or taken.
    private func hasRung(_ call: TrackedCall) -> Bool {
        guard let ring = untoldRing(call) else { return true }
        return call.lastSeenRinging.map { $0 >= ring } ?? false
    }

    /// A call whose ring has come waits for the number of its caller, but not for long.
    func rejectionDeadline(_ call: TrackedCall) -> MonotonicInstant? {
        guard call.isRinging, let rejection = call.rejection, rejection.stage == .waiting,
            hasRung(call), call.caller == .notAnnounced, rejectionWay(call) != nil
        else { return nil }
        return call.started.advanced(by: Timing.callerLineWait)
    }

    private func isDue(_ call: TrackedCall, at now: MonotonicInstant) -> Bool {
        guard call.isRinging, call.rejection?.stage == .waiting, hasRung(call) else { return false }
        // RING comes before +CLIP: a call that is rejected in between has no number.
        return call.caller != .notAnnounced || call.started.duration(to: now) >= Timing.callerLineWait
    }

    /// Nil: it cannot be ended without risk for another one, and rings on until it is alone.
    private func rejectionWay(_ call: TrackedCall) -> RejectionWay? {
        let others = calls.filter { $0.id != call.id }
        if others.isEmpty { return .alone }
        // AT+CHLD=0 would end a held call if the waiting one has just gone.
        let isBesideTalk = others.allSatisfy { $0.isIncoming && $0.isAnswered && !$0.isHeld }
        return call.isWaiting && isBesideTalk ? .besideTalk : nil
    }

    /// What shows that a call rings, after the modem had time to end it.
    private mutating func noteSurvivors() {
        for position in calls.indices where calls[position].isRinging {
            guard case .answered(let moment) = calls[position].rejection?.stage,
                moment.duration(to: calls[position].lastSign) >= Timing.rejectionSettles
            else { continue }
            tryNextWay(position)
        }
    }

    private mutating func tryNextWay(_ position: Int) {
        calls[position].rejection?.failedTries += 1
        calls[position].rejection?.wasSent = false
        calls[position].rejection?.stage = .waiting
    }

    private func position(of id: CallID) -> Int? {
        calls.firstIndex { $0.id == id }
    }
}
