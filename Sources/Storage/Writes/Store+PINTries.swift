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
    case accepted
    case refused
}

package enum PINPermission: Hashable, Sendable {
    case granted
    /// It was wrong.
    case refusedBefore
    /// It was sent, and what the SIM said never came here.
    case answerLost
}

extension Store {
    /// Whether this PIN may be tried on this SIM; if so the try is on the disk before it is made.
    ///
    /// Three wrong tries lock a SIM. One that failed is never tried there again, whatever restarts in
    /// between.
    package func beginPINTry(
        _ pin: PINDigest, sim: String, at moment: Moment
    ) throws(StorageError) -> PINPermission {
        try write { db in
            let pinData = Data(pin.octets)
            if let row = try db.row(
                "SELECT outcome, has_worked FROM pin_try WHERE sim = ? AND digest = ?", [sim, pinData])
            {
                if row["outcome"] as String == PINOutcome.refused.rawValue { return .refusedBefore }
                guard row["has_worked"] else { return .answerLost }
            }
            try db.run(
                """
                INSERT INTO pin_try (sim, digest, outcome, tried_at) VALUES (?, ?, 'tried', ?)
                ON CONFLICT (sim, digest) DO UPDATE SET outcome = 'tried', tried_at = excluded.tried_at
                """, [sim, pinData, moment.wall.milliseconds])
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
}
