import FoundationEssentials
import GRDB
package import Telephony

/// Automatic texts of which nobody knows whether they have left, once more: with the same TP-MR and TP-RD, so that the
/// service centre refuses what it has already (3GPP TS 23.040 §9.2.3.6). Only by a modem that keeps our reference.
extension Store {
    /// The first one of the line that is due and may still go. One that may not go any more stays open.
    ///
    /// - Parameter marked: the PDU with TP-RD.
    package func claimRepetition(
        line: LineID, at now: Moment, rules: ([String: String]) -> ClaimRules, marked: (String) -> String?
    ) throws(StorageError) -> Submission? {
        try write { db in
            let key = try db.key(of: line)
            guard try !db.isSending(line), try !db.isHeld(key, at: now) else { return nil }
            let rules = rules(try db.settings())
            while let part = try db.dueRepetition(line: key, at: now) {
                try db.run("UPDATE repetition SET is_begun = 1 WHERE part = ?", [part.key])
                guard let candidate = try db.openCandidate(part.message, line),
                    try db.maySend(candidate, rules, at: now)
                else { continue }
                if let submission = try db.repeatPart(part, marked: marked, at: now) { return submission }
            }
            return nil
        }
    }
}

extension Database {
    private static let openRepetitions = """
         FROM repetition JOIN outgoing_part ON outgoing_part.id = part
        JOIN message ON message.id = part / 256 JOIN message_state ON message_state.message = message.id
        JOIN clock ON clock.id = due_clock
        WHERE NOT is_begun AND outgoing_part.state = 'unconfirmed' AND message_state.state = 'unconfirmed'
        """

    /// Of this run of the machine alone: of an earlier one nobody knows how long it is ago.
    fileprivate func dueRepetition(line: Int64, at now: Moment) throws -> Submission.ID? {
        try integer(
            "SELECT part" + Self.openRepetitions + """
                 AND message.line = ? AND boot = ? AND due_monotonic <= ? ORDER BY part LIMIT 1
                """, [line, now.boot, now.monotonic.nanoseconds]
        ).map { Submission.ID(message: MessageID(rawValue: $0 >> 8), part: Int($0 & 255)) }
    }

    func nextRepetition(line: Int64, at now: Moment) throws -> MonotonicInstant? {
        try integer(
            "SELECT min(due_monotonic)" + Self.openRepetitions + " AND message.line = ? AND boot = ?",
            [line, now.boot]
        ).map { MonotonicInstant(nanoseconds: $0) }
    }

    /// What was to be sent once more in an earlier run of the machine is not.
    func forgetOldRepetitions(at now: Moment) throws {
        try run(
            """
            DELETE FROM repetition
            WHERE NOT is_begun AND due_clock NOT IN (SELECT id FROM clock WHERE boot = ?)
            """, [now.boot])
    }

    func hasRepetitions() throws -> Bool {
        try integer("SELECT part FROM repetition WHERE NOT is_begun LIMIT 1") != nil
    }

    /// It was submitted before.
    func isRepetition(_ part: Submission.ID) throws -> Bool {
        try integer("SELECT part FROM repetition WHERE part = ?", [part.key]) != nil
    }

    func planRepetition(_ part: Submission.ID, after delay: Duration, at now: Moment) throws {
        try run(
            """
            INSERT OR IGNORE INTO repetition (part, is_begun, due_at, due_monotonic, due_clock)
            VALUES (?, 0, ?, ?, ?)
            """,
            [
                part.key, now.wall.milliseconds + delay.wholeMilliseconds,
                now.monotonic.advanced(by: delay).nanoseconds, clock(of: now),
            ])
    }

    fileprivate func maySend(
        _ candidate: OutgoingCandidate, _ rules: ClaimRules, at now: Moment
    ) throws -> Bool {
        let counters = try sendCounters(for: candidate, at: now, zone: rules.zone)
        let history = try callerHistory(of: candidate.number, excluding: candidate.id, at: now)
        if case .send = rules.judge(candidate, counters, history) { return true }
        return false
    }

    fileprivate func repeatPart(
        _ part: Submission.ID, marked: (String) -> String?, at now: Moment
    ) throws -> Submission? {
        guard
            let row = try row(
                """
                SELECT pdu, tpdu_length, parts FROM outgoing_part
                JOIN message_state ON message_state.message = ? WHERE id = ?
                """, [part.message.rawValue, part.key]),
            let pdu = marked((row["pdu"] as Data).hexadecimal)
        else { return nil }
        try run(
            "UPDATE outgoing_part SET state = 'sending', pdu = ? WHERE id = ?",
            [Data(hexadecimal: pdu), part.key])
        try setState(part.message, .sending, at: now)
        return Submission(
            id: part, pdu: pdu, tpduLength: row["tpdu_length"],
            moreFollow: part.part < (row["parts"] as Int? ?? 1))
    }
}
