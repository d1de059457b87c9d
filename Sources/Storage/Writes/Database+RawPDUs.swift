import FoundationEssentials
import GRDB
import Telephony

/// A PDU beside what the disk knows of it.
enum KnownPDU {
    case new(RawPDUID)
    case known(RawPDUID, message: MessageID?)
}

extension Database {
    /// Whether a PDU is on the disk already. If it is, that it was seen again is written down: the commit of
    /// a real change syncs the whole log, so that its copy in the modem may go even if a killed process left
    /// it unsynced.
    ///
    /// Two equal PDUs that lie in different slots of one listing are two messages, told apart by their
    /// occurrence. What lies in the modem itself stays there when its SIM is changed, and is the same message.
    ///
    /// - Parameter isDated: it has the time of its service centre. Without, what says the same as one that is deleted may
    ///   be said again, and is another message.
    func recognise(
        _ fingerprint: PDUFingerprint, _ source: PDUSource, isDated: Bool = true
    ) throws -> KnownPDU {
        let rows = try occurrences(of: fingerprint)
        func match(_ rows: [Row]) -> Row? {
            row(among: isDated ? rows : rows.filter { $0["is_there"] }, matching: source)
        }
        if let row = match(rows) { return try known(fingerprint, row, source) }
        for name in try formerNames(of: source.line) {
            let former = fingerprint.under(name)
            if let row = match(try occurrences(of: former)) {
                return try known(former, row, source)
            }
        }
        if let (former, row) = try leftBehind(fingerprint, source) { return try known(former, row, source) }
        return .new(RawPDUID(fingerprint: fingerprint, occurrence: Int64(rows.count)))
    }

    /// Where it came in by the SIM that was in this modem before, and the modem is not known to have deleted it.
    private func leftBehind(
        _ fingerprint: PDUFingerprint, _ source: PDUSource
    ) throws -> (PDUFingerprint, Row)? {
        guard source.slot?.isInModem == true else { return nil }
        let names = try rows(
            """
            SELECT name FROM line WHERE name <> ?1 UNION SELECT line_alias.name FROM line_alias
            JOIN line ON line.id = line_alias.line WHERE line.name <> ?1 ORDER BY name
            """, [source.line.rawValue])
        for name in names {
            let other = fingerprint.under(LineID(rawValue: name["name"]))
            let rows = try occurrences(of: other).filter { $0["is_there"] && isInModem(of: source, $0) }
            if let row = row(among: rows, matching: source) { return (other, row) }
        }
        return nil
    }

    private func isInModem(of source: PDUSource, _ row: Row) -> Bool {
        row["modem"] as String == source.modem.rawValue
            && (row["slot"] as String?)?.hasPrefix(ReceivedPDU.Slot.ofSIM) == false
    }

    /// Whether a part of the message came from the modem itself, and not from its SIM.
    func hasPart(of message: MessageID, inModem modem: ModemID) throws -> Bool {
        try row(
            """
            SELECT occurrence FROM raw_pdu
            WHERE message = ? AND modem = ? AND slot NOT LIKE ? || '%' LIMIT 1
            """, [message.rawValue, modem.rawValue, ReceivedPDU.Slot.ofSIM]) != nil
    }

    private func occurrences(of fingerprint: PDUFingerprint) throws -> [Row] {
        try rows(
            """
            SELECT occurrence, slot, listing, message, modem, deleted_at IS NULL AS is_there
            FROM raw_pdu WHERE fingerprint = ? ORDER BY occurrence
            """, [Data(fingerprint.octets)])
    }

    private func known(
        _ fingerprint: PDUFingerprint, _ row: Row, _ source: PDUSource
    ) throws -> KnownPDU {
        let id = RawPDUID(fingerprint: fingerprint, occurrence: row["occurrence"])
        let key = Data(fingerprint.octets)
        try run(
            """
            UPDATE raw_pdu SET seen = seen + 1, slot = ?, listing = ?, deleted_at = NULL
            WHERE fingerprint = ? AND occurrence = ?
            """, [source.slot?.stored, source.listing, key, id.occurrence])
        return .known(id, message: (row["message"] as Int64?).map(MessageID.init(rawValue:)))
    }

    private func row(among rows: [Row], matching source: PDUSource) -> Row? {
        let rows = self.rows(rows, withoutTwinsOf: source)
        let isHere = { (row: Row) in row["slot"] as String? == source.slot?.stored }
        guard let listing = source.listing else { return rows.first(where: isHere) ?? rows.first }
        let isOfListing = { (row: Row) in row["listing"] as String? == listing }
        if let same = rows.first(where: { isOfListing($0) && isHere($0) }) { return same }
        let earlier = rows.filter { !isOfListing($0) }
        return earlier.first(where: isHere) ?? earlier.first
    }

    /// What lies in the other slots is other messages: for each, the row that was last seen there, if there is one.
    private func rows(_ rows: [Row], withoutTwinsOf source: PDUSource) -> [Row] {
        var rows = rows
        for twin in source.twins {
            let there = rows.indices.filter { rows[$0]["slot"] as String? == twin.stored }
            let seenNow = there.first { rows[$0]["listing"] as String? == source.listing }
            if let position = seenNow ?? there.first { rows.remove(at: position) }
        }
        return rows
    }

    func insertRaw(
        _ id: RawPDUID, _ source: PDUSource, octets: [UInt8], message: MessageID?, at moment: Moment
    ) throws {
        try run(
            """
            INSERT INTO raw_pdu (fingerprint, occurrence, line, modem, listing, slot, octets, message,
                received_at, received_monotonic, received_clock)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                Data(id.fingerprint.octets), id.occurrence, key(of: source.line), source.modem.rawValue,
                source.listing,
                source.slot?.stored, Data(octets), message?.rawValue, moment.wall.milliseconds,
                moment.monotonic.nanoseconds, clock(of: moment),
            ])
    }

    /// The octets were read without a crash: forget that reading them was tried.
    func clearAttempt(_ octets: [UInt8]) throws {
        try run("DELETE FROM attempt WHERE digest = ?", [octets.digest])
    }
}

extension ReceivedPDU.Slot {
    var stored: String { "\(storage):\(index)" }

    /// All memories but that of the SIM; MT is both together (3GPP TS 27.005 §3.2.1).
    var isInModem: Bool { !stored.hasPrefix(Self.ofSIM) }

    static let ofSIM = "SM:"
}
