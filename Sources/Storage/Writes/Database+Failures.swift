import GRDB
import Telephony

/// What becomes of a part that was not accepted.
extension Database {
    func failedPart(_ id: Submission.ID) throws -> FailedPart? {
        guard
            let row = try row(
                """
                SELECT attempts, origin, message.text AS text, message.number AS number, message.line AS line, alphabet,
                    (SELECT form FROM sending_form WHERE sending_form.message = message.id) AS form,
                    EXISTS (SELECT 1 FROM outgoing_part AS other WHERE other.id BETWEEN ?3 AND ?4
                        AND other.id <> ?2 AND other.state NOT IN ('waiting', 'failed')) AS has_left,
                    message.created_at, message.created_monotonic, message.created_clock,
                    ended_at, ended_monotonic, ended_clock
                FROM outgoing_part JOIN message ON message.id = ?1
                JOIN message_state ON message_state.message = message.id
                LEFT JOIN call ON call.id = message.call
                WHERE outgoing_part.id = ?2 AND outgoing_part.state IN ('sending', 'prompt_seen')
                """, [id.message.rawValue, id.key, id.message.partKey(0), id.message.partKey(255)]),
            let created = try moment("created", of: row)
        else { return nil }
        var part = FailedPart(
            id: id, origin: MessageOrigin(rawValue: row["origin"] ?? "") ?? .system,
            attempts: (row["attempts"] as Int) + 1, created: created, callEnded: try moment("ended", of: row))
        part.text = row["text"] ?? ""
        part.alphabet = (row["alphabet"] as String?).flatMap(MessageAlphabet.init(rawValue:))
        part.isWhole = !(row["has_left"] as Bool)
        part.form = OutgoingForm(rawValue: row["form"] ?? 0)
        part.isRepetition = try isRepetition(id)
        part.rejections = try rejections(line: row["line"], besides: row["number"]) + 1
        return part
    }

    func settle(
        _ part: FailedPart, by verdict: FailureVerdict, error: String, keptReference: Int?, at moment: Moment
    ) throws {
        let message = part.id.message
        switch verdict.outcome {
        case .retry(let delay, let countsAttempt):
            try setPart(part.id, "waiting", attempts: part.attempts - (countsAttempt ? 0 : 1))
            try postpone(message, by: delay, at: moment)
            try setState(message, verdict.hold == nil ? .queued : .held, error: error, at: moment)
        case .final:
            try setPart(part.id, "failed", attempts: part.attempts)
            try forgetSendUnlessPartsLeft(of: message)
            try setState(message, .failed, error: error, at: moment)
        case .unconfirmed:
            try setPart(part.id, "unconfirmed", attempts: part.attempts)
            if let keptReference { try setReference(keptReference, of: part.id) }
            if let delay = verdict.repeatsAfter { try planRepetition(part.id, after: delay, at: moment) }
            try setState(message, .unconfirmed, error: error, at: moment)
        case .sent:
            try setPart(part.id, "sent", attempts: part.attempts)
            if let keptReference { try setReference(keptReference, of: part.id) }
            try goOn(with: message, at: moment)
        }
        if verdict.countsRejection { try noteRejection(of: message) }
        if let hold = verdict.hold { try self.hold(lineOf: message, error, hold, at: moment) }
        if let period = verdict.numberIsBadFor { try markNumberBad(of: message, for: period, at: moment) }
        if let form = verdict.form { try wish(form, for: message) }
    }

    /// The message is sent, or its next part is waited for.
    func goOn(with message: MessageID, at moment: Moment) throws {
        let waiting = try integer(
            "SELECT id FROM outgoing_part WHERE id BETWEEN ? AND ? AND state = 'waiting' LIMIT 1",
            [message.partKey(0), message.partKey(255)])
        guard waiting == nil else { return try setState(message, .queued, at: moment) }
        try setSent(message, at: moment)
    }

    func setSent(_ message: MessageID, at moment: Moment) throws {
        try run(
            "UPDATE message_state SET sent_at = ?, sent_monotonic = ?, sent_clock = ? WHERE message = ?",
            [moment.wall.milliseconds, moment.monotonic.nanoseconds, clock(of: moment), message.rawValue])
        try setState(message, .sent, at: moment)
    }

    /// The network has taken a text of the line to this number: neither is to blame for what failed before.
    func forgetRefusals(of message: MessageID) throws {
        try run(
            "DELETE FROM rejection WHERE line = (SELECT line FROM message WHERE id = ?)", [message.rawValue])
        try run(
            "DELETE FROM bad_number WHERE number = (SELECT number FROM message WHERE id = ?)",
            [message.rawValue])
    }

    func setPart(_ id: Submission.ID, _ state: String, attempts: Int) throws {
        try run(
            "UPDATE outgoing_part SET state = ?, attempts = ? WHERE id = ?", [state, attempts, id.key])
    }

    private func setReference(_ reference: Int, of part: Submission.ID) throws {
        try run("UPDATE outgoing_part SET reference = ? WHERE id = ?", [reference, part.key])
    }

    private func postpone(_ message: MessageID, by delay: Duration, at moment: Moment) throws {
        try run(
            "UPDATE message_state SET not_before_monotonic = ?, not_before_clock = ? WHERE message = ?",
            [moment.monotonic.advanced(by: delay).nanoseconds, clock(of: moment), message.rawValue])
    }

    // MARK: What is remembered of refusals

    private func rejections(line: Int64?, besides number: String?) throws -> Int {
        Int(
            try integer(
                "SELECT count(DISTINCT number) FROM rejection WHERE line IS ? AND number IS NOT ?",
                [line, number]) ?? 0)
    }

    private func noteRejection(of message: MessageID) throws {
        try run(
            """
            INSERT INTO rejection (line, number)
            SELECT line, number FROM message WHERE id = ?1 AND line IS NOT NULL AND number IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM rejection
                    WHERE rejection.line = message.line AND rejection.number = message.number)
            """, [message.rawValue])
    }

    private func markNumberBad(of message: MessageID, for period: Duration, at moment: Moment) throws {
        try run(
            """
            INSERT OR REPLACE INTO bad_number (number, until_at)
            SELECT number, ? FROM message WHERE id = ? AND number IS NOT NULL
            """, [moment.wall.milliseconds + period.wholeMilliseconds, message.rawValue])
    }

    private func wish(_ form: OutgoingForm, for message: MessageID) throws {
        try run(
            "INSERT OR REPLACE INTO sending_form (message, form, is_encoded) VALUES (?, ?, 0)",
            [message.rawValue, form.rawValue])
    }
}
