package import FoundationEssentials
import GRDB
package import Telephony

/// Which calls or messages are asked for; all unless narrowed, oldest first.
package struct CallFilter: Hashable, Sendable {
    /// Every outcome but `answered` and `answered_elsewhere`; a call that still rings is not missed yet.
    package var isMissedOnly = false
    package var since: Date?
    package var number: String?
    /// The latest so many.
    package var limit: Int?

    package init(isMissedOnly: Bool = false, since: Date? = nil, number: String? = nil, limit: Int? = nil) {
        self.isMissedOnly = isMissedOnly
        self.since = since
        self.number = number
        self.limit = limit
    }
}

extension StoreReader {
    /// - Parameter now: tells whether the delay of a reply still runs.
    package func calls(_ filter: CallFilter = CallFilter(), at now: Moment) throws(StorageError)
        -> [CallReport]
    {
        try read { db in
            try db.rows(
                CallReport.query + """
                     WHERE (?1 = 0 OR outcome NOT IN ('answered', 'answered_elsewhere'))
                        AND (?2 IS NULL OR started_at >= ?2) AND (?3 IS NULL OR call.number = ?3)
                    ORDER BY call.id DESC LIMIT ?4
                    """,
                [filter.isMissedOnly, filter.since?.milliseconds, filter.number, filter.limit ?? -1]
            ).reversed().map { CallReport($0, at: now) }
        }
    }

    package func call(_ id: Int64, at now: Moment) throws(StorageError) -> CallReport? {
        try read { db in
            try db.row(CallReport.query + " WHERE call.id = ?", [id]).map { CallReport($0, at: now) }
        }
    }
}

extension CallReport {
    static let query = """
        SELECT call.*, line.name AS line_name, message.id AS message_id, message_state.state AS message_state,
            message_state.error AS message_error, not_before_monotonic, clock.boot AS not_before_boot
        FROM call JOIN line ON line.id = call.line
        LEFT JOIN message ON message.call = call.id AND message.reply_kind = 'first'
        LEFT JOIN message_state ON message_state.message = message.id
        LEFT JOIN clock ON clock.id = not_before_clock
        """

    init(_ row: Row, at now: Moment) {
        let kind: String? = row["number_kind"]
        let outcome: String? = row["outcome"]
        id = row["id"]
        line = LineID(rawValue: row["line_name"])
        number = row["number"]
        withheld = row["withheld"]
        numberKind = kind.flatMap(NumberKind.init(rawValue:))
        startedAt = Timestamp(milliseconds: row["started_at"])
        endedAt = (row["ended_at"] as Int64?).map(Timestamp.init(milliseconds:))
        rings = row["rings"]
        rang = (row["rang_ms"] as Int64?).map { Double($0) / 1000 }
        self.outcome = outcome.flatMap(CallOutcome.init(rawValue:))
        forwarded = row["forwarded"]
        cause = (row["cause"] as Int?).map(CallCause.init(rawValue:))
        reply = Reply(row, at: now)
    }
}

extension CallReport.Reply {
    fileprivate init?(_ row: Row, at now: Moment) {
        guard let stored: String = row["reply_decision"] else { return nil }
        reason = ReplyReason(rawValue: row["reply_reason"] ?? "")
        guard stored == Decision.queued.rawValue else {
            decision = .leftAlone
            messageID = nil
            return
        }
        messageID = (row["message_id"] as Int64?).map(MessageID.init(rawValue:))
        let isQueued = row["message_state"] as String? == MessageState.queued.rawValue
        let notBefore: Int64 = row["not_before_monotonic"] ?? 0
        let isDelayed = row["not_before_boot"] as String? == now.boot && notBefore > now.monotonic.nanoseconds
        // One that failed waits too, but its delay is over.
        let hasFailed = row["message_error"] as String? != nil
        decision = isQueued && isDelayed && !hasFailed ? .waiting : .queued
    }
}
