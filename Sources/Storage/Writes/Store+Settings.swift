import GRDB
package import Telephony

extension Store {
    /// Sets and, where the value is nil, takes back to the default: all of them or none.
    package func changeSettings(_ changes: [String: String?], at moment: Moment) throws(StorageError) {
        try write { db in
            for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
                if let value {
                    try db.run(
                        """
                        INSERT INTO setting (key, value) VALUES (?, ?)
                        ON CONFLICT (key) DO UPDATE SET value = excluded.value
                        """, [key, value])
                } else {
                    try db.run("DELETE FROM setting WHERE key = ?", [key])
                }
            }
            try db.noteChange(of: .settings)
            try db.append(.settingsChanged, at: moment)
        }
    }
}
