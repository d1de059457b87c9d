import GRDB
package import Telephony

/// Texts of which nobody knows whether they have left. The modem may tell late; a person may know, and may want them
/// sent again.
extension Store {
    /// The modem told the reference of a part that was given up as unanswered. Its message is settled as by a report.
    /// Nil if the part is not open any more.
    package func markSubmittedAfterAll(
        _ id: Submission.ID, reference: Int, at moment: Moment
    ) throws(StorageError) -> MessageState? {
        try write { db in
            try db.run(
                "UPDATE outgoing_part SET state = 'sent', reference = ? WHERE id = ? AND state = 'unconfirmed'",
                [reference, id.key])
            guard db.changesCount == 1 else { return nil }
            try db.run("DELETE FROM repetition WHERE part = ? AND NOT is_begun", [id.key])
            try db.forgetRefusals(of: id.message)
            let open = try db.integer(
                "SELECT id FROM outgoing_part WHERE id BETWEEN ? AND ? AND state = 'unconfirmed' LIMIT 1",
                [id.message.partKey(0), id.message.partKey(255)])
            if open == nil, try db.outgoingState(of: id.message) == .unconfirmed {
                try db.goOn(with: id.message, at: moment)
            }
            return try db.outgoingState(of: id.message)
        }
    }

    /// A person has found out what became of it. Nil if it is not open.
    package func settle(
        _ id: MessageID, hasArrived: Bool, at moment: Moment
    ) throws(StorageError) -> MessageState? {
        try write { db in
            guard try db.outgoingState(of: id) == .unconfirmed else { return nil }
            try db.setUnconfirmedParts(of: id, to: hasArrived ? "sent" : "failed")
            guard hasArrived else {
                try db.forgetSendUnlessPartsLeft(of: id)
                try db.setState(id, .failed, error: "lost", at: moment)
                return .failed
            }
            // What is left of an automatic text is not sent hours later.
            if try db.isManual(id) {
                try db.goOn(with: id, at: moment)
            } else {
                try db.setSent(id, at: moment)
            }
            return try db.outgoingState(of: id)
        }
    }

    /// What a person had wanted sent, and did not leave or may not have, goes once more, from the first part on of which it
    /// is not certain that it left. False if it is no such text.
    package func resend(_ id: MessageID, at moment: Moment) throws(StorageError) -> Bool {
        try write { db in
            guard [.unconfirmed, .failed].contains(try db.outgoingState(of: id)), try db.isManual(id) else {
                return false
            }
            try db.run(
                """
                UPDATE outgoing_part SET state = 'waiting', attempts = 0
                WHERE id BETWEEN ? AND ? AND state IN ('unconfirmed', 'failed')
                """, [id.partKey(0), id.partKey(255)])
            try db.run(
                "UPDATE message_state SET not_before_monotonic = NULL, not_before_clock = NULL WHERE message = ?",
                [id.rawValue])
            try db.setState(id, .queued, at: moment)
            return true
        }
    }
}

extension Database {
    fileprivate func outgoingState(of message: MessageID) throws -> MessageState? {
        let row = try row(
            """
            SELECT state FROM message_state JOIN message ON message.id = message_state.message
            WHERE message.id = ? AND direction = 'out'
            """, [message.rawValue])
        return (row?["state"] as String?).flatMap(MessageState.init(rawValue:))
    }

    fileprivate func isManual(_ message: MessageID) throws -> Bool {
        let origin =
            try row("SELECT origin FROM message WHERE id = ?", [message.rawValue])?["origin"] as String?
        return origin.flatMap(MessageOrigin.init(rawValue:))?.isManual ?? false
    }

    fileprivate func setUnconfirmedParts(of message: MessageID, to state: String) throws {
        try run(
            "UPDATE outgoing_part SET state = ? WHERE id BETWEEN ? AND ? AND state = 'unconfirmed'",
            [state, message.partKey(0), message.partKey(255)])
    }
}
