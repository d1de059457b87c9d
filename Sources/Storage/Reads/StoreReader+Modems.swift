package import FoundationEssentials
import GRDB
package import Telephony

/// Something that became of a modem or its line, as the event log has it.
package struct ModemEventReport: Hashable, Sendable {
    package var at: Timestamp
    package var line: LineID
    /// `modem.state`, `modem.registration`, ...
    package var kind: String
    /// What it came to, in the words of the event.
    package var state: String?
}

extension StoreReader {
    /// All events about modems, oldest first.
    ///
    /// - Parameter line: of one line alone.
    package func modemEvents(line: LineID? = nil, since: Date? = nil) throws(StorageError)
        -> [ModemEventReport]
    {
        try read { db in
            try db.rows(
                """
                SELECT at, kind, payload ->> 'state' AS state, name FROM event
                JOIN line ON line.id = payload ->> 'line'
                WHERE kind >= 'modem.' AND kind < 'modem/'
                    AND (?1 IS NULL OR name = ?1) AND (?2 IS NULL OR at >= ?2)
                ORDER BY seq
                """, [line?.rawValue, since?.milliseconds]
            ).map {
                ModemEventReport(
                    at: Timestamp(milliseconds: $0["at"]), line: LineID(rawValue: $0["name"]),
                    kind: $0["kind"],
                    state: $0["state"])
            }
        }
    }
}
