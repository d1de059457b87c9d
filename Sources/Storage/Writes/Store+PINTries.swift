import Crypto
import FoundationEssentials
import GRDB
package import Telephony

/// A PIN as it may stand in the database: a keyed hash, since four digits alone are soon guessed.
package struct PINDigest: Hashable, Sendable {
    let octets: [UInt8]

    /// - Parameter key: kept with the PIN and apart from the database.
    package init(pin: String, key: [UInt8]) {
        octets = Array(HMAC<SHA256>.authenticationCode(for: Data(pin.utf8), using: SymmetricKey(data: key)))
    }
}

package enum PINOutcome: String, Sendable {
    /// Sent; no answer seen (yet). Counts as refused, unless this PIN has worked before.
    case tried
    /// Sent once more, since the SIM missed no attempt after the first.
    case triedAgain = "tried_again"
    case accepted
    case refused
}

package enum PINPermission: Hashable, Sendable {
    case granted
    /// It was wrong.
    case refusedBefore
    /// It was sent, and what the SIM said never came here.
    case answerLost
    /// Two other PINs failed here, as far as is known: the last attempt is for a person.
    case othersFailed
}

extension Store {
    /// What a SIM grants after each right PIN (ETSI TS 102 221 §9.5.1).
    private static let allAttempts = 3

    /// Whether this PIN may be tried on this SIM; if so the try is on the disk before it is made.
    ///
    /// Three wrong tries lock a SIM. One that failed is never tried there again, whatever restarts in
    /// between. One whose answer was lost is made once more if the SIM misses no attempt: it cannot have failed.
    ///
    /// - Parameter attemptsLeft: as the modem tells it; nil if it does not.
    package func beginPINTry(
        _ pin: PINDigest, sim: String, attemptsLeft: Int? = nil, at moment: Moment
    ) throws(StorageError) -> PINPermission {
        try write { db in
            let (permission, outcome) = try db.permission(
                for: pin, sim: sim, missesNone: attemptsLeft == Self.allAttempts)
            guard permission == .granted else { return permission }
            try db.run(
                """
                INSERT INTO pin_try (sim, digest, outcome, tried_at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (sim, digest) DO UPDATE SET outcome = ?3, tried_at = ?4
                """, [sim, Data(pin.octets), outcome.rawValue, moment.wall.milliseconds])
            return .granted
        }
    }

    package func markPINTry(_ pin: PINDigest, sim: String, outcome: PINOutcome) throws(StorageError) {
        try write { db in
            try db.run(
                """
                UPDATE pin_try SET outcome = ?, has_worked = has_worked OR ? WHERE sim = ? AND digest = ?
                """, [outcome.rawValue, outcome == .accepted, sim, Data(pin.octets)])
        }
    }

    /// A SIM that did not tell who it is until it was open has turned out to be this one.
    package func recordPINWorked(_ pin: PINDigest, sim: String, at moment: Moment) throws(StorageError) {
        try write { db in
            try db.run(
                """
                INSERT INTO pin_try (sim, digest, outcome, has_worked, tried_at) VALUES (?1, ?2, 'accepted', 1, ?3)
                ON CONFLICT (sim, digest) DO UPDATE SET outcome = 'accepted', has_worked = 1, tried_at = ?3
                """, [sim, Data(pin.octets), moment.wall.milliseconds])
        }
    }
}

extension Database {
    /// What may be done, and what stands on the disk if it is.
    fileprivate func permission(
        for pin: PINDigest, sim: String, missesNone: Bool
    ) throws -> (PINPermission, PINOutcome) {
        guard
            let row = try row(
                "SELECT outcome, has_worked FROM pin_try WHERE sim = ? AND digest = ?",
                [sim, Data(pin.octets)])
        else {
            return (try missesNone || mayTryAnother(on: sim) ? .granted : .othersFailed, .tried)
        }
        switch PINOutcome(rawValue: row["outcome"]) {
        case .refused?: return (.refusedBefore, .refused)
        case _ where row["has_worked"]: return (.granted, .tried)
        case .tried? where missesNone: return (.granted, .triedAgain)
        default: return (.answerLost, .tried)
        }
    }

    /// Of a modem that does not count, our own count: a right PIN gives all attempts back.
    private func mayTryAnother(on sim: String) throws -> Bool {
        let failed = try integer(
            """
            SELECT count(*) FROM pin_try WHERE sim = ?1 AND outcome <> 'accepted' AND tried_at >=
                coalesce((SELECT max(tried_at) FROM pin_try WHERE sim = ?1 AND outcome = 'accepted'), tried_at)
            """, [sim])
        return (failed ?? 0) < 2
    }
}
