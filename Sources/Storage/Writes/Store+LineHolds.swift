import GRDB
package import Telephony

/// A line by which nothing is sent for a while, because the network or the SIM says so.
package struct HeldLine: Hashable, Sendable {
    package var line: LineID
    /// In the words of the JSON output: `cms 8`.
    package var error: String
    package var left: Duration
}

extension Store {
    /// A person has put right what kept lines from sending: they are tried again now. Returns what was held.
    package func endHolds(at moment: Moment) throws(StorageError) -> [MessageID] {
        try write { db in
            try db.run("DELETE FROM rejection")
            return try db.rows("SELECT DISTINCT line FROM line_hold").flatMap { row in
                try db.endHold(of: row["line"], at: moment)
            }
        }
    }

    /// The modem was brought up anew: what had been wrong with it or its SIM is asked of it again.
    package func endSessionHolds(of line: LineID, at moment: Moment) throws(StorageError) {
        try write { db in
            guard let key = try db.knownKey(of: line) else { return }
            let isHeld = try db.integer(
                "SELECT id FROM line_hold WHERE line = ? AND ends_with_session LIMIT 1", [key])
            if isHeld != nil { _ = try db.endHold(of: key, at: moment, onlyOfSession: true) }
        }
    }
}

extension StoreReader {
    /// The lines by which nothing is sent now.
    package func heldLines(at now: Moment) throws(StorageError) -> [HeldLine] {
        try read { db in
            try db.rows("SELECT DISTINCT line FROM line_hold").compactMap {
                try db.hold(of: $0["line"], at: now)
            }
        }
    }
}

extension Database {
    /// The hold of a line that lasts longest; nil if none does.
    func hold(of line: Int64, at now: Moment) throws -> HeldLine? {
        let name = try name(of: line)
        return try rows(
            "SELECT line_hold.*, boot FROM line_hold JOIN clock ON clock.id = until_clock WHERE line = ?",
            [line]
        ).map { HeldLine(line: name, error: $0["error"], left: Self.left(of: $0, at: now)) }
            .filter { $0.left > .zero }.max { $0.left < $1.left }
    }

    /// In another run of the machine the wall clock decides, and never for longer than was meant: it may be wrong.
    private static func left(of row: Row, at now: Moment) -> Duration {
        if row["boot"] == now.boot {
            return now.monotonic.duration(to: MonotonicInstant(nanoseconds: row["until_monotonic"]))
        }
        let left: Int64 = (row["until_at"] as Int64) - now.wall.milliseconds
        return .milliseconds(min(left, row["duration_ms"] as Int64))
    }

    func hold(lineOf message: MessageID, _ error: String, _ hold: LineHold, at moment: Moment) throws {
        guard let line = try integer("SELECT line FROM message WHERE id = ?", [message.rawValue]) else {
            return
        }
        let isNews = try self.hold(of: line, at: moment)?.error != error
        try run("DELETE FROM line_hold WHERE line = ? AND error = ?", [line, error])
        try run(
            """
            INSERT INTO line_hold (line, error, duration_ms, ends_with_session, until_at, until_monotonic, until_clock)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                line, error, hold.duration.wholeMilliseconds, hold.endsWithSession,
                moment.wall.milliseconds + hold.duration.wholeMilliseconds,
                moment.monotonic.advanced(by: hold.duration).nanoseconds, clock(of: moment),
            ])
        if isNews { try append(.modemHold, ["line": line], state: error, at: moment) }
    }

    /// Whether the line sends nothing now. What is due is held with it; a hold that is over is forgotten.
    func isHeld(_ line: Int64, at now: Moment) throws -> Bool {
        guard let hold = try hold(of: line, at: now) else {
            if try integer("SELECT id FROM line_hold WHERE line = ? LIMIT 1", [line]) != nil {
                _ = try endHold(of: line, at: now)
            }
            return false
        }
        let due = try rows(
            """
            SELECT message_state.message AS id FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message LEFT JOIN clock ON clock.id = not_before_clock
            WHERE is_in_motion IS NOT NULL AND state = 'queued' AND message.line = ?
                AND (not_before_monotonic IS NULL OR not_before_monotonic <= ? OR boot <> ?)
            """, [line, now.monotonic.nanoseconds, now.boot])
        for row in due {
            try setState(MessageID(rawValue: row["id"]), .held, error: hold.error, at: now)
        }
        return true
    }

    /// Its texts are queued again. Whoever waits for the outbox is woken by that.
    func endHold(of line: Int64, at moment: Moment, onlyOfSession: Bool = false) throws -> [MessageID] {
        let held = try rows(
            """
            SELECT message_state.message AS id FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message
            WHERE is_in_motion IS NOT NULL AND state = 'held' AND message.line = ?1 AND message_state.error IN (
                SELECT error FROM line_hold WHERE line = ?1 AND (ends_with_session OR NOT ?2))
            ORDER BY message_state.message
            """, [line, onlyOfSession]
        ).map { MessageID(rawValue: $0["id"]) }
        try run(
            "DELETE FROM line_hold WHERE line = ? AND (ends_with_session OR NOT ?)", [line, onlyOfSession])
        try append(.modemHold, ["line": line], state: "over", at: moment)
        for message in held { try setState(message, .queued, at: moment) }
        return held
    }
}
