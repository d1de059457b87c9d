import GRDB
package import Telephony

/// A call that is over, with what was decided about it.
package struct RecordedCall: Hashable, Sendable {
    package var id: Int64
    package var decision: ReplyDecision
    /// The reply that was queued.
    package var message: MessageID?
}

/// What the first sign of a call tells, and what came to be known since.
package struct CallStart: Hashable, Sendable {
    package var line: LineID
    package var number: IdentifiedNumber?
    package var isWithheld: Bool
    package var at: Moment

    package init(line: LineID, number: IdentifiedNumber?, isWithheld: Bool, at moment: Moment) {
        self.line = line
        self.number = number
        self.isWithheld = isWithheld
        at = moment
    }
}

/// What few networks and modems add to a call.
package struct CallNotes: Hashable, Sendable {
    /// The call was diverted to this line from another.
    package var isForwarded: Bool
    package var cause: CallCause?

    package init(isForwarded: Bool = false, cause: CallCause? = nil) {
        self.isForwarded = isForwarded
        self.cause = cause
    }
}

/// A call that was still ringing when the last process ended.
package struct UnfinishedCall: Hashable, Sendable {
    package var id: Int64
    package var line: LineID
    /// Of the SIM that it came in on, as far as it has told.
    package var imsi: String?
    package var ownNumber: String?
    package var number: IdentifiedNumber?
    package var isWithheld: Bool
    package var started: Moment
}

extension Store {
    /// The first sign of a call. It is a row from then on.
    package func recordCallStarted(
        line: LineID, number: IdentifiedNumber?, isWithheld: Bool, at moment: Moment
    ) throws(StorageError) -> Int64 {
        try write { db in
            try db.insert(CallStart(line: line, number: number, isWithheld: isWithheld, at: moment))
        }
    }

    /// A later line told who rings, or on which line. Without effect on a call that is over.
    package func recordCaller(
        call: Int64, line: LineID? = nil, number: IdentifiedNumber?, isWithheld: Bool
    ) throws(StorageError) {
        try write { db in
            guard try db.integer("SELECT id FROM call WHERE id = ? AND outcome IS NULL", [call]) != nil else {
                return
            }
            if let line { try db.setLine(call, line) }
            try db.setCaller(call, number, isWithheld: isWithheld)
        }
    }

    /// Ends the call, has its reply decided by what is known of the caller, and queues that reply: all or
    /// nothing.
    ///
    /// A call that has ended before stays as it was then, and is not decided again.
    ///
    /// - Parameters:
    ///   - start: as it is known now. It makes the row of a call that has none, and says on which line and
    ///     who rang: the text goes to the number that was decided about. Nil: the row says all.
    ///   - notes: what the network added, where it did.
    ///   - ended: when the call ended, if that is known only now: the delay of the reply runs from there.
    package func recordCallEnded(
        call: Int64?, start: CallStart? = nil, rings: Int, rang: Duration, outcome: CallOutcome,
        notes: CallNotes = CallNotes(), ended: Moment? = nil, at now: Moment,
        decide: (CallerHistory) -> ReplyDecision
    ) throws(StorageError) -> RecordedCall {
        try write { db in
            let call = try call ?? start.map(db.insert) ?? 0
            if let earlier = try db.recordedCall(call) { return earlier }
            if let start {
                try db.setCaller(call, start.number, isWithheld: start.isWithheld)
                try db.setLine(call, start.line)
            }
            try db.run(
                "UPDATE call SET rings = ?, rang_ms = ?, forwarded = ?, cause = ? WHERE id = ?",
                [max(1, rings), rang.wholeMilliseconds, notes.isForwarded, notes.cause?.rawValue, call])
            return try db.end(call, outcome: outcome, ended: ended ?? now, now: now, decide: decide)
        }
    }

    /// The modem said only now why the call had ended. One that was taken on another telephone was not missed; its
    /// reply is judged by that when its turn comes.
    package func recordCallCause(call: Int64, cause: CallCause, at now: Moment) throws(StorageError) {
        try write { db in
            try db.run("UPDATE call SET cause = ? WHERE id = ?", [cause.rawValue, call])
            guard cause == .nonSelectedUserClearing else { return }
            let outcome = CallOutcome.answeredElsewhere.rawValue
            try db.run(
                "UPDATE call SET outcome = ? WHERE id = ? AND outcome IN ('missed', 'too_short')",
                [outcome, call])
            guard db.changesCount == 1 else { return }
            try db.append(.callEnded, ["call": call], state: outcome, at: now)
        }
    }

    /// Ends the calls that rang when the last process died as missed ones, and has their replies decided.
    ///
    /// `ringing` are those that ring on in this process. When the others ended is not known. They count as
    /// ended when they started, so that a reply is rather too late than too early in its own eyes.
    package func recoverRingingCalls(
        at moment: Moment, olderThan age: Duration = .seconds(30), except ringing: Set<Int64> = [],
        decide: (UnfinishedCall, CallerHistory) -> ReplyDecision
    ) throws(StorageError) -> [RecordedCall] {
        try write { db in
            try db.unfinishedCalls().compactMap { call in
                guard !ringing.contains(call.id) else { return nil }
                if let rung = moment.age(of: call.started), rung < age { return nil }
                return try db.end(call.id, outcome: .missed, ended: call.started, now: moment) {
                    decide(call, $0)
                }
            }
        }
    }
}

extension StoreReader {
    /// The calls whose end is not recorded: those that ring, and those that rang when the last process died.
    package func unfinishedCalls() throws(StorageError) -> [UnfinishedCall] {
        try read { db in try db.unfinishedCalls() }
    }
}

extension Database {
    func unfinishedCalls() throws -> [UnfinishedCall] {
        // Each start ends them all, so that none is left behind further back than a few.
        try rows(
            """
            SELECT call.*, line.name AS line_name, imsi, own_number FROM call JOIN line ON line.id = call.line
            WHERE outcome IS NULL AND call.id > (SELECT max(id) FROM call) - 200 ORDER BY call.id
            """
        ).compactMap { try UnfinishedCall($0, self) }
    }

    func insert(_ start: CallStart) throws -> Int64 {
        try run(
            """
            INSERT INTO call (seq, line, withheld, started_at, started_monotonic, started_clock, rings)
            VALUES (?, ?, ?, ?, ?, ?, 1)
            """,
            [
                nextSequenceNumber(), key(of: start.line), start.isWithheld, start.at.wall.milliseconds,
                start.at.monotonic.nanoseconds, clock(of: start.at),
            ])
        let id = lastInsertedRowID
        try setCaller(id, start.number, isWithheld: start.isWithheld)
        try append(.callStarted, ["call": id], at: start.at)
        return id
    }

    fileprivate func setLine(_ call: Int64, _ line: LineID) throws {
        try run("UPDATE call SET line = ?1 WHERE id = ?2 AND line <> ?1", [key(of: line), call])
    }

    /// A number that was told stays until another one is told, or it is said to be hidden.
    fileprivate func setCaller(_ call: Int64, _ number: IdentifiedNumber?, isWithheld: Bool) throws {
        try run("UPDATE call SET withheld = ?1 WHERE id = ?2 AND withheld IS NOT ?1", [isWithheld, call])
        if isWithheld {
            try run(
                """
                UPDATE call SET number = NULL, number_kind = NULL, number_country = NULL,
                    number_possible = NULL WHERE id = ? AND number IS NOT NULL
                """, [call])
            return
        }
        guard let number else { return }
        try run(
            """
            UPDATE call SET number = ?, number_kind = ?, number_country = ?, number_possible = ?
            WHERE id = ? AND number IS NOT ?
            """,
            [number.text, number.kind.rawValue, number.country, number.isPossible, call, number.text])
    }

    func end(
        _ call: Int64, outcome: CallOutcome, ended: Moment, now: Moment,
        decide: (CallerHistory) -> ReplyDecision
    ) throws -> RecordedCall {
        guard let row = try row("SELECT line, number FROM call WHERE id = ?", [call]) else {
            throw StorageError.unexpected("there is no call \(call)")
        }
        let decision = decide(try callerHistory(of: row["number"], at: now))
        let reason: ReplyReason
        var message: MessageID?
        switch decision {
        case .leaveAlone(let why): reason = why
        case .text(let words, let rule, let wait):
            reason = .rule(rule)
            var notBefore = ended
            notBefore.monotonic = ended.monotonic.advanced(by: wait)
            message = try insert(
                NewMessage(
                    direction: .outgoing, line: row["line"], number: row["number"], text: words,
                    origin: .auto,
                    call: call, state: .queued, notBefore: notBefore), at: now)
        }
        // The start is dated when it was heard, and the end when it was: what was heard late began before it ended.
        try run(
            """
            UPDATE call SET ended_at = max(?1, started_at), ended_monotonic = max(?2, CASE
                    WHEN (SELECT boot FROM clock WHERE id = started_clock) = ?3 THEN started_monotonic ELSE ?2 END),
                ended_clock = ?4, outcome = ?5, reply_decision = ?6, reply_reason = ?7 WHERE id = ?8
            """,
            [
                ended.wall.milliseconds, ended.monotonic.nanoseconds, ended.boot, clock(of: ended),
                outcome.rawValue, message == nil ? "left_alone" : "queued", reason.rawValue, call,
            ])
        try append(
            outcome.isMissed ? .callMissed : .callEnded, ["call": call], state: outcome.rawValue, at: now)
        return RecordedCall(id: call, decision: decision, message: message)
    }

    /// What was decided about a call that is over; nil while it rings.
    fileprivate func recordedCall(_ call: Int64) throws -> RecordedCall? {
        guard
            let row = try row(
                """
                SELECT outcome, reply_decision, reply_reason, message.id AS message, message.text AS text
                FROM call LEFT JOIN message ON message.call = call.id AND message.reply_kind = 'first'
                WHERE call.id = ?
                """, [call]),
            row["outcome"] as String? != nil
        else { return nil }
        let reason = ReplyReason(rawValue: row["reply_reason"] ?? "")
        guard row["reply_decision"] as String? == "queued", let message: Int64 = row["message"] else {
            return RecordedCall(id: call, decision: .leaveAlone(reason), message: nil)
        }
        let rule = reason.rawValue.hasPrefix("rule:") ? String(reason.rawValue.dropFirst(5)) : reason.rawValue
        return RecordedCall(
            id: call, decision: .text(words: row["text"] ?? "", rule: rule, wait: .zero),
            message: MessageID(rawValue: message))
    }

    /// The reply of a call was stopped: the call reads as left alone from now on.
    func leaveAlone(callOf message: MessageID, _ reason: ReplyReason) throws {
        try run(
            """
            UPDATE call SET reply_decision = 'left_alone', reply_reason = ?
            WHERE id = (SELECT call FROM message WHERE id = ?)
            """, [reason.rawValue, message.rawValue])
    }
}

extension UnfinishedCall {
    fileprivate init?(_ row: Row, _ db: Database) throws {
        guard let started = try db.moment("started", of: row) else { return nil }
        id = row["id"]
        line = LineID(rawValue: row["line_name"])
        imsi = row["imsi"]
        ownNumber = row["own_number"]
        number = IdentifiedNumber(row)
        isWithheld = row["withheld"]
        self.started = started
    }
}

extension IdentifiedNumber {
    /// The caller of a row of `call`.
    init?(_ row: Row) {
        guard let text: String = row["number"] else { return nil }
        let kind: String? = row["number_kind"]
        self.init(
            phoneNumber: PhoneNumber(e164: text), text: text,
            kind: kind.flatMap(NumberKind.init(rawValue:)) ?? .unknown, country: row["number_country"],
            isPossible: row["number_possible"] ?? false)
    }
}

extension CallOutcome {
    /// Whether a person would say of it: missed.
    package var isMissed: Bool {
        switch self {
        case .missed, .rejected, .tooShort, .unknown: true
        case .answered, .answeredElsewhere: false
        }
    }
}
