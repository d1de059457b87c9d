import GRDB
package import Telephony

extension Store {
    /// No automatic text to this number any more; those that wait are cancelled. False if it had opted out
    /// before.
    package func addOptOut(number: String, reason: String, at moment: Moment) throws(StorageError) -> Bool {
        try write { db in
            try db.optOut(number, reason: reason, message: nil, at: moment)
        }
    }

    /// Automatic texts may go to this number again. False if it had not opted out.
    package func removeOptOut(number: String, at moment: Moment) throws(StorageError) -> Bool {
        try write { db in
            try db.optIn(number, at: moment)
        }
    }
}

extension Database {
    func optOut(_ number: String, reason: String, message: Int64?, at moment: Moment) throws -> Bool {
        try cancelAutomaticTexts(to: number, at: moment)
        try run(
            """
            INSERT OR IGNORE INTO opt_out (number, reason, message, since_at, since_monotonic, since_clock)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                number, reason, message, moment.wall.milliseconds, moment.monotonic.nanoseconds,
                clock(of: moment),
            ])
        guard changesCount == 1 else { return false }
        try append(.optOutAdded, ["opt_out": lastInsertedRowID], at: moment)
        return true
    }

    func optIn(_ number: String, at moment: Moment) throws -> Bool {
        guard let id = try integer("SELECT id FROM opt_out WHERE number = ?", [number]) else { return false }
        try run("DELETE FROM opt_out WHERE id = ?", [id])
        try append(.optOutRemoved, ["opt_out": id], at: moment)
        return true
    }

    private func cancelAutomaticTexts(to number: String, at moment: Moment) throws {
        let rows = try rows(
            """
            SELECT message FROM message JOIN message_state ON message_state.message = message.id
            WHERE number = ? AND origin = 'auto' AND state IN ('queued', 'held')
            """, [number])
        for row in rows {
            let message = MessageID(rawValue: row["message"])
            try setState(message, .suppressed, error: ReplyReason.optedOut.rawValue, at: moment)
            try leaveAlone(callOf: message, .optedOut)
        }
    }
}
