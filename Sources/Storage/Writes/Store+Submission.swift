import GRDB
package import Telephony

/// What was found under way at a start.
package struct SettledOutbox: Hashable, Sendable {
    /// Certainly not sent: queued again.
    package var requeued: [MessageID] = []
    /// Octets of the text may have left.
    package var unconfirmed: [MessageID] = []
}

extension Store {
    /// The modem waits for the PDU. False if this part is not under way, is the first of an automatic text to
    /// somebody who has said STOP since it was claimed or whose call was taken elsewhere, or has to leave by another
    /// SIM than the one that is in the modem by now: leave the prompt without sending.
    package func markPromptSeen(_ id: Submission.ID, on line: LineID) throws(StorageError) -> Bool {
        try write { db in
            guard try id.part > 1 || !db.isUnwanted(automatic: id.message) else { return false }
            try db.run(
                """
                UPDATE outgoing_part SET state = 'prompt_seen' WHERE id = ? AND state = 'sending'
                    AND EXISTS (SELECT 1 FROM message WHERE id = ? AND line = ?)
                """, [id.key, id.message.rawValue, db.key(of: line)])
            return db.changesCount == 1
        }
    }

    /// The network has taken a part. Commits the next part of the message as on its way and returns it; the
    /// message is sent when there is none.
    ///
    /// - Parameter reference: the TP-MR that its status report will carry.
    package func markSubmitted(
        _ id: Submission.ID, reference: Int, at moment: Moment
    ) throws(StorageError) -> Submission? {
        try write { db in
            let message = id.message
            try db.run(
                """
                UPDATE outgoing_part SET state = 'sent', reference = ?
                WHERE id = ? AND state IN ('sending', 'prompt_seen')
                """, [reference, id.key])
            guard db.changesCount == 1 else { return nil }
            try db.forgetRefusals(of: message)
            if let next = try db.startNextPart(of: message) { return next }
            try db.setSent(message, at: moment)
            return nil
        }
    }

    /// A part was not accepted. `judge` says what becomes of the message; nil if the part is not under way.
    ///
    /// - Parameters:
    ///   - error: in the words of the JSON output: `cms 38`, `timeout`.
    ///   - keptReference: the TP-MR that it carried, if the modem is known to keep ours: its report is then known.
    package func markFailed(
        _ id: Submission.ID, error: String, keptReference: Int? = nil, at moment: Moment,
        judge: (FailedPart) -> FailureVerdict
    ) throws(StorageError) -> FailureVerdict? {
        try write { db in
            guard let part = try db.failedPart(id) else { return nil }
            let verdict = judge(part)
            try db.settle(part, by: verdict, error: error, keptReference: keptReference, at: moment)
            return verdict
        }
    }

    /// Settles by the last committed step what was under way when the last process ended.
    ///
    /// Without a prompt only a command line had left: queued again. After it, and of what was submitted once before, the
    /// text may have left: unconfirmed. It commits in any case, which syncs whatever a killed process had written to the log and
    /// not yet synced: so it comes before the first deletion from a modem.
    ///
    /// - Parameter inHand: what this process itself has under way, where it lost the database and opened it again.
    package func settleAtStart(
        version: String, inHand: Set<MessageID> = [], at moment: Moment
    ) throws(StorageError) -> SettledOutbox {
        try write { db in
            try db.run(
                """
                INSERT INTO start (version, started_at, started_monotonic, started_clock)
                VALUES (?, ?, ?, ?)
                """,
                [version, moment.wall.milliseconds, moment.monotonic.nanoseconds, db.clock(of: moment)])
            try db.forgetOldRepetitions(at: moment)
            var settled = SettledOutbox()
            let rows = try db.rows(
                """
                SELECT message, (SELECT count(*) FROM outgoing_part
                    WHERE id BETWEEN message * 256 AND message * 256 + 255
                        AND (outgoing_part.state = 'prompt_seen' OR outgoing_part.state = 'sending'
                            AND outgoing_part.id IN (SELECT part FROM repetition))
                ) AS prompts
                FROM message_state WHERE is_in_motion IS NOT NULL AND state = 'sending' ORDER BY message
                """)
            for row in rows {
                let message = MessageID(rawValue: row["message"])
                guard !inHand.contains(message) else { continue }
                let mayHaveLeft = row["prompts"] as Int > 0
                try db.run(
                    """
                    UPDATE outgoing_part
                    SET state = CASE ? WHEN 0 THEN 'waiting' ELSE 'unconfirmed' END
                    WHERE id BETWEEN ? AND ? AND state IN ('sending', 'prompt_seen')
                    """, [mayHaveLeft, message.partKey(0), message.partKey(255)])
                try db.setState(
                    message, mayHaveLeft ? .unconfirmed : .queued, error: mayHaveLeft ? "interrupted" : nil,
                    at: moment)
                if mayHaveLeft {
                    settled.unconfirmed.append(message)
                } else {
                    settled.requeued.append(message)
                }
            }
            return settled
        }
    }
}

extension Database {
    fileprivate func isUnwanted(automatic message: MessageID) throws -> Bool {
        guard
            let row = try row(
                """
                SELECT message.number AS recipient, outcome FROM message
                LEFT JOIN call ON call.id = message.call WHERE message.id = ? AND origin = 'auto'
                """, [message.rawValue])
        else { return false }
        if row["outcome"] as String? == CallOutcome.answeredElsewhere.rawValue { return true }
        return try (row["recipient"] as String?).map { try optOutKey(of: $0) != nil } ?? false
    }
}
