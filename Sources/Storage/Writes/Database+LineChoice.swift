import GRDB
import Telephony

/// Which line a text leaves by that names none.
extension Database {
    /// The line that the number last rang, wrote to or was written to from, so that it sees the number that it
    /// knows; else the one with the fewest texts waiting. Only lines whose SIMs are in the box are asked, while
    /// there are any. Nil: no SIM was ever seen.
    func line(for number: String, of present: [LineID]) throws -> Int64? {
        let known = try rows(
            "SELECT id FROM line WHERE modem IS NOT NULL AND displaced_by IS NULL ORDER BY id"
        ).map { $0["id"] as Int64 }
        let here = Set(try present.compactMap(knownKey(of:)))
        let candidates = known.contains(where: here.contains) ? known.filter(here.contains) : known
        if candidates.count < 2 { return candidates.first }
        if let last = try lastLine(of: number), candidates.contains(last) { return last }
        let waiting = try waitingTexts()
        return candidates.min { waiting[$0, default: 0] < waiting[$1, default: 0] }
    }

    private func lastLine(of number: String) throws -> Int64? {
        try integer(
            """
            SELECT line FROM (
                SELECT line, seq FROM call WHERE number = ?1
                UNION ALL SELECT line, seq FROM message WHERE number = ?1 AND line IS NOT NULL)
            ORDER BY seq DESC LIMIT 1
            """, [number])
    }

    private func waitingTexts() throws -> [Int64: Int] {
        let rows = try rows(
            """
            SELECT line, count(*) AS count FROM message_state INDEXED BY message_in_motion
            JOIN message ON message.id = message_state.message
            WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'sending') AND line IS NOT NULL GROUP BY line
            """)
        return Dictionary(
            rows.map { ($0["line"] as Int64, $0["count"] as Int) }, uniquingKeysWith: { first, _ in first })
    }
}
