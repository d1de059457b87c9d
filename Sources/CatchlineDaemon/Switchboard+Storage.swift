import Logging
import Storage
import Telephony

/// What is known of the disk's trouble, and when it is looked whether it is over.
struct StorageWatch: Sendable {
    /// What was said of it last.
    var announced = StorageStanding.State.good
    var retry: MonotonicInstant?
    /// Looks since the trouble began.
    var looks = 0
    /// What the last process had under way is still to be settled, since the database could not be opened.
    var unsettledVersion: String?

    /// A card that stumbled once is soon well again, and one that is full for days is not asked all the time.
    var patience: Duration {
        switch looks {
        case 0, 1: .seconds(1)
        case 2, 3: .seconds(5)
        default: Switchboard.retryInterval
        }
    }
}

/// A disk that does not take what it is given: texts stay on the SIM, nothing is sent, calls are kept in memory, and it is
/// looked again and again whether the trouble is over.
extension Switchboard {
    /// What is not on the disk may not leave: after the next start nobody would know of it.
    var maySend: Bool { !store.standing.isTroubled && storage.unsettledVersion == nil }

    /// The last process's outbox could not be settled. It is as soon as the disk permits, before anything is sent.
    mutating func settleLater(version: String) {
        storage.unsettledVersion = version
    }

    /// A failed step, unless the disk is to blame: of that is told once, not for each thing that it did not take.
    func complaint(_ level: Logger.Level, _ what: String, _ error: any Error) -> [Action] {
        if let error = error as? StorageError, error.isDiskTrouble { return [] }
        return [.log(level, "\(what): \(error)")]
    }

    /// The disk did not take what somebody else had for it.
    mutating func storageFailed(at now: Moment) -> [Action] {
        noteStorage(at: now)
    }

    /// Says what has changed about the disk, and plans the next look.
    mutating func noteStorage(at now: Moment) -> [Action] {
        let standing = store.standing
        defer { includeDeadline(storage.retry) }
        if standing.isTroubled || storage.unsettledVersion != nil {
            storage.retry = storage.retry ?? now.monotonic.advanced(by: storage.patience)
        }
        guard standing.state != storage.announced else { return [] }
        storage.announced = standing.state
        switch standing.state {
        case .good: return [.log(.notice, "The disk is well again.")]
        case .reserve:
            // There is room now for what was refused just before.
            if !unrecorded.isEmpty { unrecordedRetry = now.monotonic }
            includeDeadline(unrecordedRetry)
            return [
                .log(.critical, "The disk is full. The reserve of 16 MB is used up now: free some space.")
            ] + sweeps
                + attempting("note that the disk is full") {
                    try store.recordStanding(.reserve, at: now)
                    return []
                }
        case .full, .readOnly, .failing, .damaged:
            return [
                .log(
                    .critical,
                    """
                    \(standing.detail ?? "The disk does not work.") Texts stay on the SIM, nothing is sent, and calls are \
                    kept in memory until the disk is well again.
                    """)
            ]
        }
    }

    /// Looks whether the trouble is over. If so, everything goes on where it stood.
    mutating func recoverStorage(at now: Moment) -> [Action] {
        guard let retry = storage.retry, retry <= now.monotonic else { return [] }
        storage.looks += 1
        storage.retry = nil
        do {
            let recovery = store.standing.isTroubled ? try store.recover(at: now) : .sameDatabase
            var told: [Action] = []
            if case .replaced(let restoration) = recovery { told = databaseReplaced(restoration) }
            let settled = try settle(after: recovery, at: now)
            storage.looks = 0
            if !unrecorded.isEmpty { unrecordedRetry = now.monotonic }
            return told + settled + seatAgain(at: now) + sweeps
        } catch {
            // What is not the disk's fault is not forgotten over it.
            return complaint(.error, "Cannot go on after the disk was in trouble", error)
        }
    }

    private mutating func settle(after recovery: StorageRecovery, at now: Moment) throws(StorageError)
        -> [Action]
    {
        guard recovery != .sameDatabase || storage.unsettledVersion != nil else { return [] }
        let inHand = desks.values.flatMap { desk in
            [desk.submission?.message, desk.postponed?.message].compactMap(\.self)
        }
        let version = storage.unsettledVersion ?? Release.version
        // Until this has gone well, nothing is sent.
        storage.unsettledVersion = version
        let actions = try settleStart(version: version, inHand: Set(inHand), at: now)
        storage.unsettledVersion = nil
        return actions
    }

    /// Settles what was under way when the last process, or the last connection to the database, ended.
    mutating func settleStart(
        version: String, inHand: Set<MessageID> = [], at now: Moment
    ) throws(StorageError) -> [Action] {
        let settled = try store.settleAtStart(version: version, inHand: inHand, at: now)
        var actions: [Action] = []
        if !settled.unconfirmed.isEmpty {
            actions.append(
                .log(
                    .warning,
                    "\(settled.unconfirmed.count) texts may have left before the last stop: unconfirmed"))
        }
        return try actions + recoverCalls(at: now) + recoverTexts(at: now)
    }

    /// Another database: what was remembered of rows is forgotten, and who is in mid-sentence about one is stopped.
    mutating func databaseReplaced(_ restoration: Restoration) -> [Action] {
        leftovers = []
        harmless = []
        for index in unrecorded.indices { unrecorded[index].row = nil }
        var actions: [Action] = [.log(.critical, restoration.words)]
        for target in desks.keys.sorted() {
            if let part = desks[target]?.submission {
                actions.append(.request(.abandon(part), target: target))
            }
            desks[target]?.forgetRows()
        }
        return actions
    }

    /// SIMs that were changed meanwhile.
    private mutating func seatAgain(at now: Moment) -> [Action] {
        var actions: [Action] = []
        for target in desks.keys.sorted() {
            guard var desk = desks[target], desk.isIdentified else { continue }
            actions += seat(&desk, now)
            desks[target] = desk
        }
        return actions
    }

    /// What stayed on the SIMs is read at once.
    private var sweeps: [Action] {
        desks.keys.sorted().filter { desks[$0]?.isReady ?? false }.map { .request(.sweep, target: $0) }
    }

    private mutating func includeDeadline(_ deadline: MonotonicInstant?) {
        setNextDeadline([nextDeadline, deadline].compactMap(\.self).min())
    }
}

extension Desk.SubmissionOutcome {
    fileprivate var message: MessageID {
        switch self {
        case .submitted(let part, _), .failed(let part, _): part.message
        }
    }
}

extension Restoration {
    /// What was lost, for a person.
    package var words: String {
        let lost =
            from.map { "what came and went between \($0) and \(until) is not in it" }
            ?? "there was no copy: a new one begins at \(until), and the box is to be set up again"
        let texts = held == 0 ? "" : " \(held) texts that waited in it are held: catchline messages release."
        return
            "The database was damaged and is kept beside the new one; \(lost). Texts that are still on the SIM come by "
            + "themselves.\(texts)"
    }
}
