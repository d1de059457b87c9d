import FoundationEssentials
import GRDB
import Telephony

/// A message that may go, at the moment it is taken.
struct Claim {
    var candidate: OutgoingCandidate
    var line: Int64
    var text: String
    var at: Moment
}

extension Database {
    /// Encodes the message unless parts of it are there already, and commits the first unsent one as on its
    /// way.
    func start(
        _ claim: Claim, _ encode: (OutgoingCandidate, String, Int) throws -> EncodedMessage
    ) throws -> Submission? {
        let id = claim.candidate.id
        if try needsEncoding(id, as: claim.text) {
            guard let encoded = try encoded(claim, encode) else {
                try setState(id, .failed, error: "encoding", at: claim.at)
                return nil
            }
            try replaceParts(of: id, by: encoded)
            try run(
                "UPDATE message SET text = ?1 WHERE id = ?2 AND text IS NOT ?1", [claim.text, id.rawValue])
            try run("UPDATE sending_form SET is_encoded = 1 WHERE message = ?", [id.rawValue])
        }
        try run("UPDATE message SET line = ? WHERE id = ? AND line IS NULL", [claim.line, id.rawValue])
        guard let submission = try startNextPart(of: id) else {
            // Nothing is left to send: under way for ever is what it must not be.
            try setState(id, .sent, at: claim.at)
            return nil
        }
        try setState(id, .sending, at: claim.at)
        // A text that is tried once more counts from now on: of those that an hour without network had kept back, all
        // would go together, and as many new ones beside them.
        try run(
            """
            INSERT INTO send (message, is_manual, claimed_at, claimed_monotonic, claimed_clock)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (message) DO UPDATE SET claimed_at = excluded.claimed_at,
                claimed_monotonic = excluded.claimed_monotonic, claimed_clock = excluded.claimed_clock
            """,
            [
                id.rawValue, claim.candidate.origin.isManual, claim.at.wall.milliseconds,
                claim.at.monotonic.nanoseconds, clock(of: claim.at),
            ])
        return submission
    }

    /// A text of which nothing has left is none that a cap counts.
    func forgetSendUnlessPartsLeft(of message: MessageID) throws {
        try run(
            """
            DELETE FROM send WHERE message = ?1 AND NOT EXISTS (
                SELECT 1 FROM outgoing_part WHERE id BETWEEN ?2 AND ?3
                    AND state NOT IN ('waiting', 'sending', 'failed'))
            """, [message.rawValue, message.partKey(0), message.partKey(255)])
    }

    /// Whether there are no parts yet, or parts in other words or another form of which none has left.
    private func needsEncoding(_ message: MessageID, as text: String) throws -> Bool {
        let row = try row(
            """
            SELECT text, count(outgoing_part.id) AS parts, total(state <> 'waiting') AS moved,
                (SELECT NOT is_encoded FROM sending_form WHERE sending_form.message = message.id) AS is_reformed
            FROM message LEFT JOIN outgoing_part ON outgoing_part.id BETWEEN ? AND ? WHERE message.id = ?
            """, [message.partKey(0), message.partKey(255), message.rawValue])
        guard let row, row["parts"] as Int > 0 else { return true }
        return row["moved"] as Int == 0 && (row["text"] as String? != text || row["is_reformed"] ?? false)
    }

    /// Nil if the words cannot be sent as a text at all.
    private func encoded(
        _ claim: Claim, _ encode: (OutgoingCandidate, String, Int) throws -> EncodedMessage
    ) throws -> EncodedMessage? {
        let last = try integer("SELECT concatenation_reference FROM line WHERE id = ?", [claim.line]) ?? 0
        let reference = (last + 1) & 0xFF
        guard let encoded = try? encode(claim.candidate, claim.text, Int(reference)),
            (1...255).contains(encoded.parts.count)
        else {
            return nil
        }
        if encoded.parts.count > 1 {
            try run("UPDATE line SET concatenation_reference = ? WHERE id = ?", [reference, claim.line])
        }
        return encoded
    }

    private func replaceParts(of message: MessageID, by encoded: EncodedMessage) throws {
        let attempts =
            try integer("SELECT attempts FROM outgoing_part WHERE id = ?", [message.partKey(1)]) ?? 0
        try run(
            "DELETE FROM outgoing_part WHERE id BETWEEN ? AND ?", [message.partKey(0), message.partKey(255)])
        for (index, part) in encoded.parts.enumerated() {
            try run(
                """
                INSERT INTO outgoing_part (id, pdu, tpdu_length, state, attempts)
                VALUES (?, ?, ?, 'waiting', ?)
                """,
                [
                    message.partKey(index + 1), Data(hexadecimal: part.pdu), part.tpduLength,
                    index == 0 ? attempts : 0,
                ])
        }
        try run(
            "UPDATE message_state SET parts = ?, alphabet = ? WHERE message = ?",
            [encoded.parts.count, encoded.alphabet.rawValue, message.rawValue])
    }

    /// Commits the first part that has not been sent as on its way. Nil when there is none.
    func startNextPart(of message: MessageID) throws -> Submission? {
        guard
            let row = try row(
                """
                SELECT id, pdu, tpdu_length, parts FROM outgoing_part
                JOIN message_state ON message_state.message = ?
                WHERE id BETWEEN ? AND ? AND outgoing_part.state = 'waiting' ORDER BY id LIMIT 1
                """, [message.rawValue, message.partKey(0), message.partKey(255)])
        else { return nil }
        let key: Int64 = row["id"]
        try run("UPDATE outgoing_part SET state = 'sending' WHERE id = ?", [key])
        let part = Int(key & 255)
        return Submission(
            id: Submission.ID(message: message, part: part), pdu: (row["pdu"] as Data).hexadecimal,
            tpduLength: row["tpdu_length"], moreFollow: part < (row["parts"] as Int? ?? 1))
    }
}

extension MessageID {
    /// The key of a part; 0 and 255 enclose them all.
    func partKey(_ part: Int) -> Int64 { (rawValue << 8) | Int64(part & 255) }
}

extension Submission.ID {
    var key: Int64 { message.partKey(part) }
}
