import GRDB
import Telephony

/// Which line a SIM is, by as much as its modem tells of it.
///
/// A line has the best name that was ever told: its ICCID, else its IMSI, else its modem's own. One that was
/// known by less and tells more is the same line, and answers to its former names too.
extension Database {
    /// The line of a SIM, made if there is none. `isNew` if nothing was known of it.
    func seat(_ identity: ModemIdentity, in modem: ModemID) throws -> (key: Int64, isNew: Bool) {
        let name = LineID(iccid: identity.iccid, imsi: identity.imsi, modem: modem)
        var key = try integer("SELECT id FROM line WHERE name = ?", [name.rawValue])
        if key == nil, identity.iccid == nil { key = try onlyLine(imsi: identity.imsi) }
        for former in try lines(known: identity.imsi, notBy: identity.iccid) where former != key {
            key = try join(former, to: key, named: name)
        }
        if let former = try lineWithoutSIM(modem, being: key), former != key {
            key = try join(former, to: key, named: name)
        }
        guard let key else { return (try self.key(of: name), true) }
        try note(name, for: key)
        return (key, false)
    }

    /// Names that the line had before, or has with modems that tell less of its SIM.
    func formerNames(of line: LineID) throws -> [LineID] {
        try rows(
            """
            SELECT line_alias.name AS name FROM line_alias JOIN line ON line.id = line_alias.line
            WHERE line.name = ? ORDER BY line_alias.name
            """, [line.rawValue]
        ).map { LineID(rawValue: $0["name"]) }
    }

    func name(of key: Int64) throws -> LineID {
        LineID(rawValue: try row("SELECT name FROM line WHERE id = ?", [key])?["name"] ?? "")
    }

    /// The line with this IMSI. Two cards of one subscription are two lines, and which is meant cannot be told.
    private func onlyLine(imsi: String?) throws -> Int64? {
        guard let imsi else { return nil }
        let rows = try rows("SELECT id FROM line WHERE imsi = ? LIMIT 2", [imsi])
        return rows.count == 1 ? rows[0]["id"] : nil
    }

    /// A SIM that tells its ICCID now may be known by its IMSI alone.
    private func lines(known imsi: String?, notBy iccid: String?) throws -> [Int64] {
        guard let imsi, iccid != nil else { return [] }
        return try rows("SELECT id FROM line WHERE imsi = ? AND iccid IS NULL", [imsi]).map { $0["id"] }
    }

    /// The line that goes by the name of its modem, if the SIM that is told of now is its SIM: it was the last
    /// one in this modem, or no other was ever told of there and nobody has seen it elsewhere.
    private func lineWithoutSIM(_ modem: ModemID, being key: Int64?) throws -> Int64? {
        guard
            let line = try integer(
                "SELECT id FROM line WHERE name = ? AND iccid IS NULL AND imsi IS NULL", [modem.rawValue])
        else { return nil }
        let others = try rows(
            "SELECT id FROM line WHERE modem = ? AND id <> ? AND displaced_by IS NULL",
            [modem.rawValue, line]
        ).map { $0["id"] as Int64 }
        return others == [key].compactMap(\.self) ? line : nil
    }

    /// Gives the line its better name, or what belongs to it to the line that has that name already.
    private func join(_ former: Int64, to key: Int64?, named name: LineID) throws -> Int64 {
        let formerName = try self.name(of: former)
        guard let key else {
            try run("UPDATE line SET name = ? WHERE id = ?", [name.rawValue, former])
            try note(formerName, for: former)
            return former
        }
        try dropOlderMissedCallBooks(of: former, key)
        for (table, column) in Database.referencesToLines {
            try run("UPDATE \(table) SET \(column) = ? WHERE \(column) = ?", [key, former])
        }
        try run(
            """
            UPDATE line SET swept_at = coalesce(swept_at, (SELECT swept_at FROM line WHERE id = ?1)),
                concatenation_reference = max(
                    concatenation_reference, (SELECT concatenation_reference FROM line WHERE id = ?1))
            WHERE id = ?2
            """, [former, key])
        try run("DELETE FROM line WHERE id = ?", [former])
        try note(formerName, for: key)
        return key
    }

    /// Of two lists of missed calls that one modem has given, the one that was read last is the one to compare with.
    private func dropOlderMissedCallBooks(of line: Int64, _ other: Int64) throws {
        try run(
            """
            DELETE FROM missed_call_book WHERE line IN (?1, ?2) AND EXISTS (
                SELECT 1 FROM missed_call_book AS later
                WHERE later.line IN (?1, ?2) AND later.modem = missed_call_book.modem
                    AND (later.newest_call, later.id) > (missed_call_book.newest_call, missed_call_book.id))
            """, [line, other])
    }

    /// The line answers to the name too.
    private func note(_ name: LineID, for key: Int64) throws {
        guard try self.name(of: key) != name else { return }
        try run(
            """
            INSERT INTO line_alias (name, line) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET line = ?2 WHERE line <> ?2
            """, [name.rawValue, key])
    }

    /// Every column that names a line.
    static let referencesToLines = [
        ("call", "line"), ("message", "line"), ("raw_pdu", "line"), ("concatenation", "line"),
        ("line", "displaced_by"), ("line_alias", "line"),
        ("missed_call_book", "line"), ("line_hold", "line"), ("rejection", "line"),
    ]
}
