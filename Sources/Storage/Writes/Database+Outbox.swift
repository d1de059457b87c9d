import GRDB
import Telephony

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

    func dueCandidate(
        after last: Int64, line: LineID, _ key: Int64, at now: Moment
    ) throws -> OutgoingCandidate? {
        try row(
            OutgoingCandidate.query + """
                 LEFT JOIN clock ON clock.id = not_before_clock
                WHERE is_in_motion IS NOT NULL AND state = 'queued' AND message_state.message > ?
                    AND (message.line = ? OR message.line IS NULL)
                    AND (not_before_monotonic IS NULL OR not_before_monotonic <= ? OR boot <> ?)
                ORDER BY message_state.message LIMIT 1
                """, [last, key, now.monotonic.nanoseconds, now.boot]
        ).flatMap { try candidate($0, line) }
    }

    /// Those that are held, with the reason, the oldest first.
    func heldCandidates(line: LineID, _ key: Int64) throws -> [(OutgoingCandidate, reason: String)] {
        try rows(
            OutgoingCandidate.query + """
                 WHERE is_in_motion IS NOT NULL AND state = 'held' AND error IS NOT 'restored'
                    AND (message.line = ? OR message.line IS NULL)
                ORDER BY message_state.message
                """, [key]
        ).compactMap { row in
            try candidate(row, line).map { ($0, reason: row["held_for"] ?? "") }
        }
    }

    /// A message of which nobody knows whether it has left, to be judged as if it had not.
    func openCandidate(_ message: MessageID, _ line: LineID) throws -> OutgoingCandidate? {
        try row(
            OutgoingCandidate.query + " WHERE is_in_motion IS NOT NULL AND message_state.message = ?",
            [message.rawValue]
        )
        .flatMap { try candidate($0, line) }
    }

    /// Asked after each event: no message is looked at while each line has its modem.
    func hasStrandedReplies(except lines: Set<LineID>) throws -> Bool {
        let stranded = try rows(
            """
            SELECT id, name, EXISTS (SELECT 1 FROM line_hold WHERE line_hold.line = line.id) AS is_held FROM line
            """
        ).filter { $0["is_held"] || !lines.contains(LineID(rawValue: $0["name"])) }
        return try stranded.contains { line in
            try integer(
                """
                SELECT 1 FROM message_state INDEXED BY message_in_motion
                JOIN message ON message.id = message_state.message
                WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'held') AND origin = 'auto' AND line = ?
                LIMIT 1
                """, [line["id"] as Int64]) != nil
        }
    }

    func strandedReplies(except lines: Set<LineID>) throws -> [OutgoingCandidate] {
        try rows(
            OutgoingCandidate.query + """
                 WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'held') AND origin = 'auto'
                    AND message.line IS NOT NULL
                """
        ).compactMap { row in
            let line = LineID(rawValue: row["line_name"])
            return lines.contains(line) && !row["is_held"] ? nil : try candidate(row, line)
        }
    }

    private func candidate(_ row: Row, _ line: LineID) throws -> OutgoingCandidate? {
        guard let created = try moment("created", of: row) else { return nil }
        return OutgoingCandidate(
            id: MessageID(rawValue: row["id"]), line: line, number: row["number"] ?? "",
            text: row["text"] ?? "",
            origin: MessageOrigin(rawValue: row["origin"] ?? "") ?? .system, created: created,
            callEnded: try moment("ended", of: row),
            wasAnsweredElsewhere: row["outcome"] as String? == CallOutcome.answeredElsewhere.rawValue,
            form: OutgoingForm(rawValue: row["form"] ?? 0))
    }

    /// The words to be sent; nil if it may not go (now), which is written down.
    func judged(
        _ candidate: OutgoingCandidate, _ rules: ClaimRules, _ callers: RecentCallers, _ tally: SendTally,
        at now: Moment
    ) throws -> String? {
        let counters = try tally.read(for: candidate, from: self)
        var history = try callerHistory(of: candidate.number, excluding: candidate.id, at: now)
        if candidate.origin == .auto { history.recentCallers = try callers.read(from: self) }
        switch rules.judge(candidate, counters, history) {
        case .send(let text): return text
        case .suppress(let reason): try stop(candidate, .suppressed, reason, at: now)
        case .expire(let reason): try stop(candidate, .expired, reason, at: now)
        case .hold(let reason): try hold(candidate.id, reason, at: now)
        }
        return nil
    }

    /// Writes nothing about one that is held for this reason already.
    private func hold(_ message: MessageID, _ reason: String, at now: Moment) throws {
        let held = try integer(
            "SELECT message FROM message_state WHERE message = ? AND state = 'held' AND error = ?",
            [message.rawValue, reason])
        if held == nil { try setState(message, .held, error: reason, at: now) }
    }

    func stop(
        _ candidate: OutgoingCandidate, _ state: MessageState, _ reason: ReplyReason, at now: Moment
    ) throws {
        try setState(candidate.id, state, error: reason.rawValue, at: now)
        try forgetSendUnlessPartsLeft(of: candidate.id)
        try leaveAlone(callOf: candidate.id, reason)
    }
}

extension OutgoingCandidate {
    fileprivate static let query = """
        SELECT message.*, error AS held_for, ended_at, ended_monotonic, ended_clock, outcome,
            (SELECT name FROM line WHERE line.id = message.line) AS line_name,
            (SELECT form FROM sending_form WHERE sending_form.message = message.id) AS form,
            EXISTS (SELECT 1 FROM line_hold WHERE line_hold.line = message.line) AS is_held
        FROM message_state INDEXED BY message_in_motion
        JOIN message ON message.id = message_state.message
        LEFT JOIN call ON call.id = message.call
        """
}
