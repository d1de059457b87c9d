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
    /// occurrence.
    func recognise(_ fingerprint: PDUFingerprint, _ source: PDUSource) throws -> KnownPDU {
        let rows = try occurrences(of: fingerprint)
        if let row = row(among: rows, matching: source) { return try known(fingerprint, row, source) }
        for name in try formerNames(of: source.line) {
            let former = fingerprint.under(name)
            if let row = row(among: try occurrences(of: former), matching: source) {
                return try known(former, row, source)
            }
        }
        return .new(RawPDUID(fingerprint: fingerprint, occurrence: Int64(rows.count)))
    }

    private func occurrences(of fingerprint: PDUFingerprint) throws -> [Row] {
        try rows(
            """
            SELECT occurrence, slot, listing, message FROM raw_pdu WHERE fingerprint = ? ORDER BY occurrence
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
}
