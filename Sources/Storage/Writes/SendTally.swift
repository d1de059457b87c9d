import FoundationEssentials
import GRDB
import Telephony

/// How many texts have gone, counted once for all that is judged in one transaction.
final class SendTally {
    private let now: Moment
    private let zone: TimeZone
    /// By whether a person or a program had asked for them.
    private var counters: [Bool: SendCounters] = [:]

    init(at now: Moment, in zone: TimeZone) {
        self.now = now
        self.zone = zone
    }

    func read(for candidate: OutgoingCandidate, from db: Database) throws -> SendCounters {
        let counted = try db.integer("SELECT message FROM send WHERE message = ?", [candidate.id.rawValue])
        guard counted == nil else {
            // It does not stand in its own way, and may be none any more once it is judged.
            counters = [:]
            return try db.sendCounters(for: candidate, at: now, zone: zone)
        }
        let sort = candidate.origin.isManual
        if let known = counters[sort] { return known }
        let read = try db.sendCounters(for: candidate, at: now, zone: zone)
        counters[sort] = read
        return read
    }
}
