import FoundationEssentials
import GRDB
import Telephony

extension Database {
    /// What is known of a number. `excluded` is the message about which the question is asked; `now`, where it matters
    /// whether the network has said of late that nobody has it.
    func callerHistory(
        of number: String?, excluding excluded: MessageID? = nil, at now: Moment? = nil
    ) throws -> CallerHistory {
        guard let number else { return CallerHistory() }
        var history = CallerHistory()
        history.isOptedOut = try optOutKey(of: number) != nil
        if let now {
            history.isUnassigned =
                try integer(
                    "SELECT until_at FROM bad_number WHERE number = ? AND until_at > ?",
                    [number, now.wall.milliseconds]) != nil
        }
        if let contact = try row("SELECT name, \"group\" FROM contact WHERE number = ?", [number]) {
            history.name = contact["name"]
            history.isBlocked = contact["group"] as String? == ContactGroup.blocked.rawValue
            history.isPrivate = contact["group"] as String? == ContactGroup.isPrivate.rawValue
        }
        let excluded = excluded?.rawValue ?? 0
        var lastSeq: Int64 = 0
        if let last = try row(
            """
            SELECT seq, created_at, created_monotonic, created_clock FROM message
            JOIN message_state ON message_state.message = message.id
            WHERE number = ? AND direction = 'out' AND origin = 'auto' AND id <> ?
                AND state NOT IN ('failed', 'expired', 'suppressed')
            ORDER BY id DESC LIMIT 1
            """, [number, excluded])
        {
            history.lastAutomaticText = try moment("created", of: last)
            lastSeq = last["seq"]
        }
        if let carried = try lastCarriedText(to: number, after: lastSeq) {
            history.lastAutomaticText = carried
        }
        history.automaticTextsSincePerson = try automaticTextsSincePerson(number, excluding: excluded)
        return history
    }

    /// Of those that are counted although they are not there.
    private func lastCarriedText(to number: String, after seq: Int64) throws -> Moment? {
        try row(
            """
            SELECT claimed_at, claimed_monotonic, claimed_clock FROM carried_send
            WHERE number = ? AND seq > ? ORDER BY claimed_at DESC LIMIT 1
            """, [number, seq]
        ).flatMap { try moment("claimed", of: $0) }
    }

    /// A person acts by ringing, by writing to us, and by writing from here with their own hands.
    private func automaticTextsSincePerson(_ number: String, excluding excluded: Int64) throws -> Int {
        let lastCall = try integer("SELECT max(seq) FROM call WHERE number = ?", [number]) ?? 0
        let lastWords =
            try integer(
                """
                SELECT max(seq) FROM message WHERE number = ?
                    AND (direction = 'in' AND kind = 'text' OR origin IN ('human', 'owner_sms'))
                """, [number]) ?? 0
        let count = try integer(
            """
            SELECT count(*) + (SELECT count(*) FROM carried_send WHERE number = ?1 AND seq > ?3)
            FROM message JOIN message_state ON message_state.message = message.id
            WHERE number = ?1 AND direction = 'out' AND origin = 'auto' AND id <> ?2 AND seq > ?3
                AND state NOT IN ('failed', 'expired', 'suppressed')
            """, [number, excluded, max(lastCall, lastWords)])
        return Int(count ?? 0)
    }

    /// Sends so far of the same sort: automatic ones, or those that a person or a program asked for. A text
    /// that is tried once more does not stand in its own way.
    ///
    /// Within this run of the machine the monotonic clock decides; else the wall clock, and a send that seems
    /// to lie in the future counts: the stricter reading wins.
    func sendCounters(for candidate: OutgoingCandidate, at now: Moment, zone: TimeZone) throws -> SendCounters
    {
        let starts = CapStarts(now, zone)
        let sort: StatementArguments = [now.boot, candidate.origin.isManual]
        func threshold(_ wall: Date) -> [Int64] {
            let age = now.wall.milliseconds - wall.milliseconds
            return [now.monotonic.nanoseconds - age * 1_000_000, wall.milliseconds]
        }
        let row = try row(
            """
            SELECT
                total(CASE boot WHEN ?1 THEN claimed_monotonic > ?3 ELSE claimed_at > ?4 END) AS hour,
                total(CASE boot WHEN ?1 THEN claimed_monotonic >= ?5 ELSE claimed_at >= ?6 END) AS day,
                total(CASE boot WHEN ?1 THEN claimed_monotonic >= ?7 ELSE claimed_at >= ?8 END) AS month
            FROM (SELECT message, is_manual, claimed_at, claimed_monotonic, claimed_clock FROM send
                UNION ALL SELECT 0, is_manual, claimed_at, claimed_monotonic, claimed_clock FROM carried_send)
            JOIN clock ON clock.id = claimed_clock WHERE is_manual = ?2 AND message <> ?9
            """,
            sort
                + StatementArguments(threshold(starts.hour) + threshold(starts.day) + threshold(starts.month))
                + [candidate.id.rawValue])
        return SendCounters(hour: row?["hour"] ?? 0, day: row?["day"] ?? 0, month: row?["month"] ?? 0)
    }

    /// Sends that no cap counts any more are forgotten, many at a time: a page written in each claim would
    /// cost more than they do.
    func forgetOldSends(at now: Moment) throws {
        let day: Int64 = 86_400_000
        let oldest = try integer("SELECT claimed_at FROM send ORDER BY message LIMIT 1") ?? .max
        guard now.trust > .none, oldest < now.wall.milliseconds - 70 * day else { return }
        let limits: StatementArguments = [
            now.wall.milliseconds - 35 * day, now.monotonic.nanoseconds - 35 * day * 1_000_000, now.boot,
        ]
        for table in ["send", "carried_send"] {
            try run(
                """
                DELETE FROM \(table) WHERE claimed_at < ?1 AND (claimed_monotonic < ?2
                    OR claimed_clock NOT IN (SELECT id FROM clock WHERE boot = ?3))
                """, limits)
        }
    }
}

/// Since when sends count for the caps: the calendar's day and month in the owner's zone, or the last 24
/// hours and 30 days while the clock is not to be believed.
private struct CapStarts {
    var hour: Date
    var day: Date
    var month: Date

    init(_ now: Moment, _ zone: TimeZone) {
        hour = now.wall.addingTimeInterval(-3_600)
        day = now.wall.addingTimeInterval(-86_400)
        month = now.wall.addingTimeInterval(-30 * 86_400)
        guard now.trust > .none else { return }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        day = calendar.startOfDay(for: now.wall)
        month = calendar.dateInterval(of: .month, for: now.wall)?.start ?? month
    }
}

extension MessageOrigin {
    /// Asked for by a person or a program; such sends have caps of their own.
    var isManual: Bool {
        switch self {
        case .human, .ownerSMS, .api: true
        case .auto, .system: false
        }
    }
}
