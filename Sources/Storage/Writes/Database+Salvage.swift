import Foundation
import GRDB
import Telephony

/// A copy takes over what must not be forgotten of the database that it replaces.
extension Database {
    func adopt(_ salvage: Salvage, at now: Moment) throws {
        for optOut in salvage.optOuts { try adopt(optOut, at: now) }
        for pinTry in salvage.pinTries { try adopt(pinTry) }
        for send in salvage.sends {
            if try isOpen(send) { try settle(send, at: now) }
            if try !isCounted(send) { try carry(send) }
        }
    }

    private func adopt(_ optOut: Salvage.OptOut, at now: Moment) throws {
        guard try optOutKey(of: optOut.number) == nil else { return }
        try run(
            """
            INSERT INTO opt_out (number, reason, since_at, since_monotonic, since_clock)
            VALUES (?, ?, ?, ?, ?)
            """,
            [optOut.number, optOut.reason, optOut.since, now.monotonic.nanoseconds, clock(of: now)])
    }

    /// What is known of a PIN since then is known: a wrong one is not tried again.
    private func adopt(_ pinTry: Salvage.PINTry) throws {
        try run(
            """
            INSERT INTO pin_try (sim, digest, outcome, has_worked, tried_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (sim, digest) DO UPDATE SET outcome = ?3, has_worked = has_worked OR ?4, tried_at = ?5
            """, [pinTry.sim, pinTry.digest, pinTry.outcome.rawValue, pinTry.hasWorked, pinTry.at])
    }

    // MARK: What has left

    /// Whether the copy holds the message, or does not know whether it has left. Ids are given again after an older copy
    /// took the place: the same id may name another message.
    private func isOpen(_ send: Salvage.Send) throws -> Bool {
        let state =
            try row(
                """
                SELECT state FROM message_state JOIN message ON message.id = message_state.message
                JOIN clock ON clock.id = created_clock
                WHERE is_in_motion IS NOT NULL AND message.id = ? AND boot = ? AND created_monotonic = ?
                """, [send.message.rawValue, send.boot, send.created.nanoseconds])?["state"] as String?
        return state == "held" || state == "unconfirmed" && send.isWhole
    }

    /// It waited in the copy and has left since: it is not to be sent again when the owner releases what waited.
    private func settle(_ send: Salvage.Send, at now: Moment) throws {
        try run(
            """
            UPDATE outgoing_part SET state = ? WHERE id BETWEEN ? AND ? AND state NOT IN ('sent', 'delivered')
            """,
            [
                send.isWhole ? "sent" : "unconfirmed", send.message.partKey(0), send.message.partKey(255),
            ])
        if send.isWhole {
            try setSent(send.message, at: now)
        } else {
            try setState(send.message, .unconfirmed, error: "interrupted", at: now)
        }
    }

    private func isCounted(_ send: Salvage.Send) throws -> Bool {
        try integer(
            """
            SELECT taken.id FROM (SELECT message AS id, claimed_clock, claimed_monotonic FROM send
                UNION ALL SELECT 0, claimed_clock, claimed_monotonic FROM carried_send) AS taken
            JOIN clock ON clock.id = claimed_clock WHERE taken.id = ? AND boot = ? AND claimed_monotonic = ?
            """, [send.message.rawValue, send.claimed.boot, send.claimed.monotonic.nanoseconds]) != nil
    }

    /// After all that the copy knows, and before all that is to come.
    private func carry(_ send: Salvage.Send) throws {
        try run(
            """
            INSERT INTO carried_send (seq, number, is_manual, claimed_at, claimed_monotonic, claimed_clock)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                nextSequenceNumber(), send.number, send.isManual, send.claimed.wall.milliseconds,
                send.claimed.monotonic.nanoseconds, clock(of: send.claimed),
            ])
    }
}
