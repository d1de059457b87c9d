import FoundationEssentials
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
        if let id = try integer("SELECT id FROM opt_out WHERE number = ?", [number]) {
            // The last STOP is the one that a START must be younger than.
            if let message { try run("UPDATE opt_out SET message = ? WHERE id = ?", [message, id]) }
            return false
        }
        try run(
            """
            INSERT INTO opt_out (number, reason, message, since_at, since_monotonic, since_clock)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                number, reason, message, moment.wall.milliseconds, moment.monotonic.nanoseconds,
                clock(of: moment),
            ])
        try append(.optOutAdded, ["opt_out": lastInsertedRowID], at: moment)
        return true
    }

    func optIn(_ number: String, at moment: Moment) throws -> Bool {
        guard let id = try optOutKey(of: number) else { return false }
        try run("DELETE FROM opt_out WHERE id = ?", [id])
        try append(.optOutRemoved, ["opt_out": id], at: moment)
        return true
    }

    /// The opt-out that holds for a number.
    ///
    /// A STOP that came before the country was known is kept as the network wrote it. It holds for every
    /// number that ends in its digits: one text too few is better than one too many.
    func optOutKey(of number: String) throws -> Int64? {
        try integer(
            """
            SELECT id FROM opt_out WHERE number = ?1 OR (number NOT GLOB '*[^0-9]*'
                AND length(ltrim(number, '0')) >= 7
                AND substr(?1, -length(ltrim(number, '0'))) = ltrim(number, '0'))
            """, [number])
    }

    /// Whether a START was written after the STOP that it would undo: texts are read from a SIM in the order
    /// of their places, and a service centre may keep one back. The times are the network's.
    func undoesOptOut(_ start: Date?, from number: String) throws -> Bool {
        guard let start, let id = try optOutKey(of: number) else { return true }
        let row = try row(
            """
            SELECT service_centre_at FROM opt_out JOIN message ON message.id = opt_out.message
            WHERE opt_out.id = ?
            """, [id])
        return (row?["service_centre_at"] as Int64?).map { start.milliseconds >= $0 } ?? true
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
            try forgetSendUnlessPartsLeft(of: message)
            try leaveAlone(callOf: message, .optedOut)
        }
    }
}
