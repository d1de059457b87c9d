import FoundationEssentials
import GRDB
package import Telephony

extension Store {
    /// A status report: joined to the part that it tells of.
    ///
    /// It belongs to the latest part of this line that was answered with its reference, to a number that ends
    /// in the same 8 digits, submitted no longer ago than `window`. A part whose reference was never told is
    /// not settled by a number alone: else a text that never left would read as delivered.
    ///
    /// What it says is all that is kept of it: to read it twice does no harm.
    package func recordReport(
        _ report: DeliveryReport, octets: [UInt8], line: LineID, at moment: Moment,
        window: Duration = .seconds(7 * 86_400)
    ) throws(StorageError) -> RecordedReport {
        try write { db in
            let changesBefore = db.totalChangesCount
            try db.clearAttempt(octets)
            var recorded = RecordedReport()
            if let part = try db.part(of: report, line: line, window: window, at: moment) {
                recorded.message = part.message
                recorded.state = try db.settle(part, report.outcome, at: moment)
            }
            // Without a change SQLite would not sync, and a killed process may have left its commit unsynced.
            if db.totalChangesCount == changesBefore {
                try db.run("UPDATE line SET syncs = syncs + 1 WHERE id = ?", [db.key(of: line)])
            }
            return recorded
        }
    }
}

extension Database {
    fileprivate func part(
        of report: DeliveryReport, line: LineID, window: Duration, at now: Moment
    ) throws -> Submission.ID? {
        // References have 8 bits, so that the latest few hundred parts hold every one that can be meant; the
        // newest come first, and an index over references would cost a page in each send and report.
        let cursor = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT outgoing_part.id AS part, message.number AS number, reference,
                        claimed_at, claimed_monotonic, claimed_clock
                    FROM outgoing_part JOIN message ON message.id = outgoing_part.id / 256
                    JOIN send ON send.message = message.id
                    WHERE line = ? ORDER BY outgoing_part.id DESC LIMIT 1024
                    """),
            arguments: [key(of: line)])
        while let row = try cursor.next() {
            guard row["reference"] as Int? == report.reference,
                (row["number"] as String?)?.lastDigits == report.recipient.lastDigits,
                let claimed = try moment("claimed", of: row)
            else { continue }
            if let age = now.age(of: claimed), age > window { return nil }
            let key: Int64 = row["part"]
            return Submission.ID(message: MessageID(rawValue: key >> 8), part: Int(key & 255))
        }
        return nil
    }

    /// Returns the state of the message after the report.
    fileprivate func settle(
        _ part: Submission.ID, _ outcome: DeliveryReport.Outcome, at moment: Moment
    ) throws -> MessageState? {
        let message = part.message
        let newState: String
        var error: String?
        switch outcome {
        case .pending: return nil
        case .delivered: newState = "delivered"
        case .undelivered(let words): (newState, error) = ("undelivered", words)
        }
        try run(
            "UPDATE outgoing_part SET state = ?1 WHERE id = ?2 AND state <> ?1", [newState, part.key])
        guard changesCount == 1 else { return nil }
        try run("DELETE FROM repetition WHERE part = ? AND NOT is_begun", [part.key])
        // While other parts are under way, or one of them may or may not have left, the message waits for
        // those.
        let current = try row("SELECT state FROM message_state WHERE message = ?", [message.rawValue])
        let isOpen = current?["state"] as String? == "unconfirmed"
        guard isOpen || ["sent", "delivered", "undelivered"].contains(current?["state"] as String?) else {
            return nil
        }
        let states = try rows(
            "SELECT state FROM outgoing_part WHERE id BETWEEN ? AND ?",
            [message.partKey(0), message.partKey(255)]
        ).map { $0["state"] as String }
        if isOpen, states.contains("unconfirmed") { return nil }
        if isOpen, !states.contains("undelivered"), states.contains("waiting") || states.contains("sent") {
            try goOn(with: message, at: moment)
            return states.contains("waiting") ? .queued : .sent
        }
        if states.contains("undelivered") {
            try setState(message, .undelivered, error: error, at: moment)
            return .undelivered
        }
        guard states.allSatisfy({ $0 == "delivered" }) else { return .sent }
        try run(
            """
            UPDATE message_state SET delivered_at = ?, delivered_monotonic = ?, delivered_clock = ?
            WHERE message = ?
            """,
            [moment.wall.milliseconds, moment.monotonic.nanoseconds, clock(of: moment), message.rawValue])
        try setState(message, .delivered, at: moment)
        return .delivered
    }
}

extension String {
    /// The last 8 digits: as far as a national and an international form of a number surely agree.
    fileprivate var lastDigits: String {
        String(filter { ("0"..."9").contains($0) }.suffix(8))
    }
}
