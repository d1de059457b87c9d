import GRDB
package import Telephony

extension StoreReader {
    /// What differs from its default.
    package func settings() throws(StorageError) -> [String: String] {
        try read { db in try db.settings() }
    }

    package func history(of number: String) throws(StorageError) -> CallerHistory {
        try read { db in try db.callerHistory(of: number) }
    }

    package func contact(_ number: String) throws(StorageError) -> Contact? {
        try read { db in
            try db.row("SELECT name, \"group\" FROM contact WHERE number = ?", [number]).map { row in
                Contact(
                    number: number, name: row["name"],
                    group: (row["group"] as String?).flatMap(ContactGroup.init(rawValue:)))
            }
        }
    }

    package func optOuts() throws(StorageError) -> [OptOutReport] {
        try read { db in
            try db.rows("SELECT number, reason, since_at FROM opt_out ORDER BY id").map { row in
                OptOutReport(
                    number: row["number"], reason: row["reason"],
                    since: Timestamp(milliseconds: row["since_at"]))
            }
        }
    }

    /// Whether the first listing of this SIM is through.
    package func isSwept(line: LineID) throws(StorageError) -> Bool {
        try read { db in
            try db.integer("SELECT id FROM line WHERE name = ? AND swept_at IS NOT NULL", [line.rawValue])
                != nil
        }
    }
}

extension Database {
    func settings() throws -> [String: String] {
        try Dictionary(
            rows("SELECT key, value FROM setting").map { ($0["key"] as String, $0["value"] as String) },
            uniquingKeysWith: { $1 })
    }
}

extension StoreReader {
    /// What happened after the event with this number, oldest first.
    package func events(after sequenceNumber: Int64, limit: Int = 500) throws(StorageError) -> [EventReport] {
        try read { db in
            try db.rows(
                "SELECT seq, kind, payload, at FROM event WHERE seq > ? ORDER BY seq LIMIT ?",
                [sequenceNumber, limit]
            ).map { row in
                EventReport(
                    sequenceNumber: row["seq"], kind: row["kind"], at: Timestamp(milliseconds: row["at"]),
                    payload: row["payload"])
            }
        }
    }

    /// The number of the newest event; 0 if nothing has happened yet.
    package func lastSequenceNumber() throws(StorageError) -> Int64 {
        try read { db in try db.integer("SELECT max(seq) FROM event") ?? 0 }
    }
}
