package import FoundationEssentials
import GRDB
package import Telephony

extension StoreReader {
    /// What was written down of a line's signal and of its network, the oldest first.
    package func signalHistory(
        of line: LineID, since start: Date, limit: Int = 1_000
    ) throws(StorageError) -> [SignalReport] {
        try read { db in
            try db.rows(
                """
                SELECT * FROM (
                    SELECT seq, at, payload ->> 'state' AS state, payload ->> 'weakest_dbm' AS weakest,
                        payload ->> 'strongest_dbm' AS strongest
                    FROM event WHERE kind IN ('modem.signal', 'modem.registration') AND at >= ?
                        AND payload ->> 'line' = (SELECT id FROM line WHERE name = ?)
                    ORDER BY seq DESC LIMIT ?
                ) ORDER BY seq
                """, [start.milliseconds, line.rawValue, limit]
            ).map { row in
                SignalReport(
                    at: Timestamp(milliseconds: row["at"]),
                    registration: NetworkRegistration(rawValue: row["state"]) ?? .none,
                    weakest: row["weakest"], strongest: row["strongest"])
            }
        }
    }

    package func outboxCounts() throws(StorageError) -> OutboxCounts {
        try read { db in
            var counts = OutboxCounts()
            let rows = try db.rows(
                """
                SELECT state, count(*) AS count FROM message_state INDEXED BY message_in_motion
                WHERE is_in_motion IS NOT NULL GROUP BY state
                """)
            for row in rows {
                switch MessageState(rawValue: row["state"]) {
                case .queued: counts.queued = row["count"]
                case .held: counts.held = row["count"]
                case .sending: counts.sending = row["count"]
                case .unconfirmed: counts.unconfirmed = row["count"]
                default: break
                }
            }
            return counts
        }
    }

    /// - Parameter dayStart: midnight in the owner's zone.
    package func todayCounts(since dayStart: Date) throws(StorageError) -> TodayCounts {
        try read { db in
            let start = dayStart.milliseconds
            func count(_ sql: String) throws -> Int { Int(try db.integer(sql, [start]) ?? 0) }
            return TodayCounts(
                missed: try count(
                    """
                    SELECT count(*) FROM call WHERE started_at >= ?
                        AND outcome NOT IN ('answered', 'answered_elsewhere')
                    """),
                texted: try count(
                    """
                    SELECT count(*) FROM message JOIN message_state ON message_state.message = message.id
                    WHERE created_at >= ? AND origin = 'auto'
                        AND state IN ('sent', 'delivered', 'undelivered', 'unconfirmed')
                    """),
                wroteBack: try count(
                    """
                    SELECT count(DISTINCT number) FROM message AS answer
                    WHERE created_at >= ? AND direction = 'in' AND kind = 'text' AND number IS NOT NULL
                        AND id NOT IN (SELECT message FROM awaited)
                        AND EXISTS (
                            SELECT 1 FROM message JOIN message_state ON message_state.message = message.id
                            WHERE number = answer.number AND origin = 'auto' AND id < answer.id
                                AND state IN ('sending', 'sent', 'delivered', 'undelivered', 'unconfirmed'))
                    """),
                needsYou: try db.conversations().filter { $0.state == .needsYou }.count)
        }
    }

    /// The lines that have something to send, now or later.
    package func waitingLines() throws(StorageError) -> WaitingLines {
        try read { db in
            let names = try db.rows(
                """
                SELECT DISTINCT name FROM message_state INDEXED BY message_in_motion
                JOIN message ON message.id = message_state.message LEFT JOIN line ON line.id = message.line
                WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'held')
                """
            ).map { $0["name"] as String? }
            return WaitingLines(
                named: Set(names.compactMap { $0.map { LineID(rawValue: $0) } }),
                isAny: try names.contains(nil) || db.hasRepetitions())
        }
    }

    /// When the next message of the line is to be asked for: now if one is due, later if it is delayed or held;
    /// nil if none waits, or while one is under way. Nothing is due before a hold of the line is over.
    ///
    /// - Parameter repeats: the modem may send once more what nobody knows to have left.
    package func nextDue(
        line: LineID, repeats: Bool = false, at now: Moment
    ) throws(StorageError) -> MonotonicInstant? {
        try read { db in
            guard try !db.isSending(line) else { return nil }
            let key = try db.knownKey(of: line)
            let repetition = repeats ? try key.flatMap { try db.nextRepetition(line: $0, at: now) } : nil
            let rows = try db.rows(
                """
                SELECT state, boot, not_before_monotonic FROM message_state INDEXED BY message_in_motion
                JOIN message ON message.id = message_state.message
                LEFT JOIN line ON line.id = message.line LEFT JOIN clock ON clock.id = not_before_clock
                WHERE is_in_motion IS NOT NULL
                    AND (state = 'queued' OR state = 'held' AND error IS NOT 'restored')
                    AND (name = ? OR message.line IS NULL)
                """, [line.rawValue])
            if let key, let hold = try db.hold(of: key, at: now) {
                let isIdle = rows.isEmpty && repetition == nil
                return isIdle ? nil : now.monotonic.advanced(by: hold.left)
            }
            let due = rows.map { row in
                if row["state"] == MessageState.held.rawValue {
                    return now.monotonic.advanced(by: Self.heldInterval)
                }
                guard row["boot"] as String? == now.boot, let due: Int64 = row["not_before_monotonic"] else {
                    return now.monotonic
                }
                return max(now.monotonic, MonotonicInstant(nanoseconds: due))
            }
            return (due + [repetition].compactMap(\.self)).min()
        }
    }

    /// How often a text that is held is asked for again.
    package static let heldInterval = Duration.seconds(60)
}

/// The lines for which a message waits.
package struct WaitingLines: Hashable, Sendable {
    fileprivate var named: Set<LineID>
    /// One waits that any line may send.
    fileprivate var isAny: Bool

    package func contains(_ line: LineID) -> Bool {
        isAny || named.contains(line)
    }
}
