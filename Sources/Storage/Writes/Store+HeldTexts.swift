package import FoundationEssentials
import GRDB
package import Telephony

/// Texts whose SIM was taken out and another put in its place.
///
/// They are held with the error `sim_changed` until their SIM is back or the owner says what is to become of
/// them: the number that they would come from is another one.
extension Store {
    /// Holds what was queued for a line whose place another has taken. Returns how many.
    package func holdStrays(at moment: Moment) throws(StorageError) -> Int {
        try write { db in try db.holdStrays(at: moment) }
    }

    /// The owner wants the held texts to leave by the SIM that is in the place of theirs.
    ///
    /// One of which parts have left is sent anew, from its first part on: parts from two numbers are no text. Those that
    /// are held since a copy took the place of the database go where they were to go.
    package func releaseHeldTexts(at moment: Moment) throws(StorageError) -> [MessageID] {
        try write { db in
            let restored = try db.restoredTexts()
            for id in restored { try db.setState(id, .queued, at: moment) }
            return try restored
                + db.heldTexts().map { text in
                    try db.run(
                        "DELETE FROM outgoing_part WHERE id BETWEEN ? AND ?",
                        [text.id.partKey(0), text.id.partKey(255)])
                    try db.run(
                        "UPDATE message SET line = ? WHERE id = ?",
                        [db.successor(of: text.line), text.id.rawValue])
                    try db.setState(text.id, .queued, at: moment)
                    return text.id
                }
        }
    }

    /// The owner does not want the held texts to be sent at all.
    package func cancelHeldTexts(at moment: Moment) throws(StorageError) -> [MessageID] {
        try write { db in
            try (db.restoredTexts() + db.heldTexts().map(\.id)).map { id in
                try db.setState(id, .suppressed, error: ReplyReason.cancelled.rawValue, at: moment)
                try db.forgetSendUnlessPartsLeft(of: id)
                try db.leaveAlone(callOf: id, .cancelled)
                return id
            }
        }
    }
}

extension StoreReader {
    /// Whether something is queued for a line whose place another has taken.
    package func hasStrays() throws(StorageError) -> Bool {
        try read { db in try !db.strays().isEmpty }
    }

    /// How many texts are held, by the reason: `sim_changed`, `burst`, `roaming`, `cap_hour`.
    package func heldCounts() throws(StorageError) -> [String: Int] {
        try read { db in
            try db.rows(
                """
                SELECT error, count(*) AS count FROM message_state INDEXED BY message_in_motion
                WHERE is_in_motion IS NOT NULL AND state = 'held' GROUP BY error
                """
            ).reduce(into: [:]) { $0[$1["error"] ?? "", default: 0] += $1["count"] }
        }
    }

    /// How many texts are held since a copy took the place of the database.
    package func restoredTextCount() throws(StorageError) -> Int {
        try read { db in try db.restoredTexts().count }
    }

    /// Texts that people wrote and of which nobody knows whether they have left.
    package func openTextCount() throws(StorageError) -> Int {
        try read { db in
            let count = try db.integer(
                """
                SELECT count(*) FROM message_state INDEXED BY message_in_motion
                JOIN message ON message.id = message_state.message
                WHERE is_in_motion IS NOT NULL AND state = 'unconfirmed' AND origin NOT IN ('auto', 'system')
                """)
            return Int(count ?? 0)
        }
    }

    /// Texts since then that were kept unread, since reading them may have stopped the box.
    package func poisonCount(since start: Date) throws(StorageError) -> Int {
        try read { db in
            let count = try db.integer(
                """
                SELECT count(*) FROM message JOIN message_state ON message_state.message = message.id
                WHERE state = 'undecodable' AND error = ? AND created_at >= ?
                """, [UnreadReason.failedTwice, start.milliseconds])
            return Int(count ?? 0)
        }
    }

    /// The name that a line goes by, whatever its modem tells of it at the moment.
    package func currentName(of line: LineID) throws(StorageError) -> LineID {
        try read { db in try db.knownKey(of: line).map(db.name(of:)) ?? line }
    }
}

struct HeldText {
    var id: MessageID
    var line: Int64
}

extension Database {
    static let simChanged = "sim_changed"

    func holdStrays(at moment: Moment) throws -> Int {
        let strays = try strays()
        for id in strays { try setState(id, .held, error: Database.simChanged, at: moment) }
        return strays.count
    }

    func heldTexts() throws -> [HeldText] {
        try rows(
            """
            SELECT id, line FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message
            WHERE is_in_motion IS NOT NULL AND state = 'held' AND error = ? AND line IS NOT NULL ORDER BY id
            """, [Database.simChanged]
        ).map { HeldText(id: MessageID(rawValue: $0["id"]), line: $0["line"]) }
    }

    /// What waited in a copy: only a person knows whether it has left since.
    fileprivate func restoredTexts() throws -> [MessageID] {
        try rows(
            """
            SELECT message FROM message_state INDEXED BY message_in_motion
            WHERE is_in_motion IS NOT NULL AND state = 'held' AND error = ? ORDER BY message
            """, [Database.restored]
        ).map { MessageID(rawValue: $0["message"]) }
    }

    fileprivate func strays() throws -> [MessageID] {
        try rows(
            """
            SELECT message FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message JOIN line ON line.id = message.line
            WHERE is_in_motion IS NOT NULL AND displaced_by IS NOT NULL
                AND (state = 'queued' OR state = 'held' AND error IS NOT ? AND error IS NOT ?)
            ORDER BY message
            """, [Database.simChanged, Database.restored]
        ).map { MessageID(rawValue: $0["message"]) }
    }

    /// The line in whose modem the SIM of this one was: by way of those that were there in between.
    fileprivate func successor(of line: Int64) throws -> Int64 {
        var (current, seen) = (line, Set([line]))
        while let next = try integer(
            "SELECT displaced_by FROM line WHERE id = ? AND displaced_by IS NOT NULL", [current]),
            seen.insert(next).inserted
        {
            current = next
        }
        return current
    }
}
