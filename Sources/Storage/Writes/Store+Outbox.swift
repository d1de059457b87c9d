package import FoundationEssentials
import GRDB
package import Telephony

/// A message in parts, ready for a modem.
package struct EncodedMessage: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        /// Service centre address and TPDU, hexadecimal.
        package var pdu: String
        /// Octets of the TPDU alone.
        package var tpduLength: Int

        package init(pdu: String, tpduLength: Int) {
            self.pdu = pdu
            self.tpduLength = tpduLength
        }
    }

    package var alphabet: MessageAlphabet
    package var parts: [Part]

    package init(alphabet: MessageAlphabet, parts: [Part]) {
        self.alphabet = alphabet
        self.parts = parts
    }
}

/// What became of the wish to send.
package enum QueueOutcome: Hashable, Sendable {
    case queued(MessageID)
    /// The same idempotency key came before: nothing new was queued.
    case alreadyQueued(MessageID)
    /// They said STOP, and no reason was given to write all the same.
    case optedOut
}

extension Store {
    /// Queues a text that a person or a program asked for. The row is the send.
    ///
    /// - Parameters:
    ///   - line: nil: whichever line is free first.
    ///   - overrideReason: why one who opted out is written to; kept with the message.
    package func queueMessage(
        number: String, text: String, origin: MessageOrigin, line: LineID? = nil, at moment: Moment,
        delay: Duration = .zero, overrideReason: String? = nil, idempotencyKey: String? = nil
    ) throws(StorageError) -> QueueOutcome {
        try write { db in
            if let idempotencyKey,
                let earlier = try db.integer(
                    "SELECT message FROM request WHERE idempotency_key = ?", [idempotencyKey])
            {
                return .alreadyQueued(MessageID(rawValue: earlier))
            }
            if overrideReason == nil, try db.callerHistory(of: number).isOptedOut { return .optedOut }
            var notBefore = moment
            notBefore.monotonic = moment.monotonic.advanced(by: delay)
            let id = try db.insert(
                NewMessage(
                    direction: .outgoing, line: line.map(db.key(of:)), number: number, text: text,
                    origin: origin,
                    overrideReason: overrideReason, state: .queued, notBefore: notBefore), at: moment)
            if let idempotencyKey {
                try db.run(
                    "INSERT INTO request (idempotency_key, message) VALUES (?, ?)",
                    [idempotencyKey, id.rawValue])
            }
            return .queued(id)
        }
    }

    /// Takes the first message of the line whose turn has come, and commits that its first unsent part is on
    /// its way.
    ///
    /// One transaction: the caps and the history are read, judged and claimed with no gap. What may not go is
    /// written as such, and the next one is tried. Nil while another message of the line is under way, or
    /// when none is due.
    ///
    /// - Parameters:
    ///   - zone: the owner's, for the caps of a day and a month.
    /// - encode: takes the words and an 8-bit concatenation reference. A message that had parts sent keeps
    ///   its PDUs.
    package func claim(
        line: LineID, at now: Moment, zone: TimeZone,
        judge: (OutgoingCandidate, SendCounters, CallerHistory) -> ClaimVerdict,
        encode: (OutgoingCandidate, String, Int) throws -> EncodedMessage
    ) throws(StorageError) -> Submission? {
        try write { db in
            guard try !db.isSending(line) else { return nil }
            try db.forgetOldSends(at: now)
            let lineKey = try db.key(of: line)
            var last: Int64 = 0
            while let candidate = try db.dueCandidate(after: last, line: line, lineKey, at: now) {
                last = candidate.id.rawValue
                let counters = try db.sendCounters(like: candidate.origin, at: now, zone: zone)
                let history = try db.callerHistory(of: candidate.number, excluding: candidate.id)
                switch judge(candidate, counters, history) {
                case .send(let text):
                    let claim = Claim(candidate: candidate, line: lineKey, text: text, at: now)
                    if let submission = try db.start(claim, encode) { return submission }
                case .suppress(let reason): try db.stop(candidate, .suppressed, reason, at: now)
                case .expire(let reason): try db.stop(candidate, .expired, reason, at: now)
                case .hold(let reason): try db.setState(candidate.id, .held, error: reason, at: now)
                }
            }
            return nil
        }
    }

    /// Lets held messages of a line go on; all of them, or those held for one reason.
    package func releaseHeld(line: LineID, reason: String? = nil, at moment: Moment) throws(StorageError)
        -> Int
    {
        try write { db in
            let rows = try db.rows(
                """
                SELECT message FROM message_state JOIN message ON message.id = message_state.message
                WHERE is_in_motion IS NOT NULL AND state = 'held' AND (line = ?1 OR line IS NULL)
                    AND (?2 IS NULL OR error = ?2)
                """, [db.key(of: line), reason])
            for row in rows { try db.setState(MessageID(rawValue: row["message"]), .queued, at: moment) }
            return rows.count
        }
    }
}

/// A message that may go, at the moment it is taken.
private struct Claim {
    var candidate: OutgoingCandidate
    var line: Int64
    var text: String
    var at: Moment
}

extension Database {
    /// Whether a message of the line is under way.
    func isSending(_ line: LineID) throws -> Bool {
        try integer(
            """
            SELECT message FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message JOIN line ON line.id = message.line
            WHERE is_in_motion IS NOT NULL AND state = 'sending' AND name = ? LIMIT 1
            """, [line.rawValue]) != nil
    }

    fileprivate func dueCandidate(
        after last: Int64, line: LineID, _ key: Int64, at now: Moment
    ) throws -> OutgoingCandidate? {
        let row = try row(
            """
            SELECT message.*, ended_at, ended_monotonic, ended_clock
            FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message
            LEFT JOIN clock ON clock.id = not_before_clock
            LEFT JOIN call ON call.id = message.call
            WHERE is_in_motion IS NOT NULL AND state = 'queued' AND message_state.message > ?
                AND (message.line = ? OR message.line IS NULL)
                AND (not_before_monotonic IS NULL OR not_before_monotonic <= ? OR boot <> ?)
            ORDER BY message_state.message LIMIT 1
            """, [last, key, now.monotonic.nanoseconds, now.boot])
        guard let row, let created = try moment("created", of: row) else { return nil }
        return OutgoingCandidate(
            id: MessageID(rawValue: row["id"]), line: line, number: row["number"] ?? "",
            text: row["text"] ?? "",
            origin: MessageOrigin(rawValue: row["origin"] ?? "") ?? .system, created: created,
            callEnded: try moment("ended", of: row))
    }

    fileprivate func stop(
        _ candidate: OutgoingCandidate, _ state: MessageState, _ reason: ReplyReason, at now: Moment
    ) throws {
        try setState(candidate.id, state, error: reason.rawValue, at: now)
        try leaveAlone(callOf: candidate.id, reason)
    }

    /// Encodes the message unless parts of it are there already, and commits the first unsent one as on its
    /// way.
    fileprivate func start(
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
        }
        try run("UPDATE message SET line = ? WHERE id = ? AND line IS NULL", [claim.line, id.rawValue])
        try setState(id, .sending, at: claim.at)
        try run(
            """
            INSERT OR IGNORE INTO send (message, is_manual, claimed_at, claimed_monotonic, claimed_clock)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                id.rawValue, claim.candidate.origin.isManual, claim.at.wall.milliseconds,
                claim.at.monotonic.nanoseconds, clock(of: claim.at),
            ])
        return try startNextPart(of: id)
    }

    /// Whether there are no parts yet, or parts in other words of which none has left.
    private func needsEncoding(_ message: MessageID, as text: String) throws -> Bool {
        let row = try row(
            """
            SELECT text, count(outgoing_part.id) AS parts,
                total(state <> 'waiting') AS moved
            FROM message LEFT JOIN outgoing_part ON outgoing_part.id BETWEEN ? AND ? WHERE message.id = ?
            """, [message.partKey(0), message.partKey(255), message.rawValue])
        guard let row, row["parts"] as Int > 0 else { return true }
        return row["moved"] as Int == 0 && row["text"] as String? != text
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
