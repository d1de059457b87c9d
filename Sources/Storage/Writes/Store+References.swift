import GRDB
package import Telephony

/// What was found out about modems and the TP-MR that they are given.
extension Store {
    package func recordProof(
        _ proof: ReferenceProof, of modem: ModemID, firmware: String
    ) throws(StorageError) {
        try write { db in
            try db.run(
                """
                INSERT OR REPLACE INTO reference_proof (modem, firmware, standing, matches) VALUES (?, ?, ?, ?)
                """, [modem.rawValue, firmware, proof.standing.rawValue, proof.matches])
        }
    }
}

extension StoreReader {
    /// Nothing is known of a modem with another firmware than it had.
    package func referenceProof(of modem: ModemID, firmware: String) throws(StorageError) -> ReferenceProof {
        try read { db in
            guard
                let row = try db.row(
                    "SELECT standing, matches FROM reference_proof WHERE modem = ? AND firmware = ?",
                    [modem.rawValue, firmware]),
                let standing = ReferenceProof.Standing(rawValue: row["standing"])
            else { return ReferenceProof() }
            return ReferenceProof(standing: standing, matches: row["matches"])
        }
    }
}
