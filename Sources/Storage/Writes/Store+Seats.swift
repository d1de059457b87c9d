import GRDB
package import Telephony

/// Where a SIM was identified.
package struct Seat: Hashable, Sendable {
    package var modem: ModemID
    package var target: String
    /// Lines that other modems serve now.
    package var servedElsewhere: Set<LineID>
    /// No other modem is there.
    package var isOnlyOne: Bool

    package init(
        modem: ModemID, target: String, servedElsewhere: Set<LineID> = [], isOnlyOne: Bool = false
    ) {
        self.modem = modem
        self.target = target
        self.servedElsewhere = servedElsewhere
        self.isOnlyOne = isOnlyOne
    }
}

/// The line of a SIM that was identified, and what follows from its being there.
package struct SeatedLine: Hashable, Sendable {
    package var line: LineID
    package var formerNames: [LineID] = []
    /// Texts of other SIMs, whose place it has taken, that are held from now on.
    package var held: Int = 0
    /// Its own texts that were held while another SIM was in its place.
    package var released: Int = 0
}

extension Store {
    /// A SIM was identified. What it told before and does not tell now is kept. Writes only what is new.
    ///
    /// A SIM that sits where another one sat has taken its place: what was to leave by that one is held, until
    /// it comes back or the owner decides. A modem that tells nothing of its SIM takes nobody's place.
    package func recordLine(
        _ identity: ModemIdentity, at seat: Seat, at moment: Moment
    ) throws(StorageError) -> SeatedLine {
        try write { db in
            let (key, isNew) = try db.seat(identity, in: seat.modem)
            if identity.iccid != nil || identity.imsi != nil {
                try db.displaceOthers(of: key, isNew: isNew, at: seat)
            }
            try db.run(
                """
                UPDATE line SET iccid = coalesce(?1, iccid), imsi = coalesce(?2, imsi),
                    own_number = coalesce(?3, own_number), modem = ?4, target = ?5, displaced_by = NULL
                WHERE id = ?6 AND (iccid IS NOT coalesce(?1, iccid) OR imsi IS NOT coalesce(?2, imsi)
                    OR own_number IS NOT coalesce(?3, own_number) OR modem IS NOT ?4 OR target IS NOT ?5
                    OR displaced_by IS NOT NULL)
                """,
                [
                    identity.iccid, identity.imsi, identity.ownNumber, seat.modem.rawValue, seat.target, key,
                ])
            try db.adoptTexts(without: key)
            let line = try db.name(of: key)
            return SeatedLine(
                line: line, formerNames: try db.formerNames(of: line), held: try db.holdStrays(at: moment),
                released: try db.release(textsOf: key, at: moment))
        }
    }
}

extension Database {
    /// The lines whose SIMs were where this one is now: in this modem; at this place, unless this SIM came
    /// there with its modem; or in the box at all, if this is the only SIM in it and was never seen before.
    fileprivate func displaceOthers(of key: Int64, isNew: Bool, at seat: Seat) throws {
        let known = try row("SELECT modem FROM line WHERE id = ?", [key])?["modem"] as String?
        let rows = try rows(
            """
            SELECT id, name FROM line WHERE id <> ?1 AND modem IS NOT NULL AND displaced_by IS NULL
                AND (modem = ?2 OR (?3 AND target = ?4) OR ?5)
            """,
            [key, seat.modem.rawValue, known != seat.modem.rawValue, seat.target, isNew && seat.isOnlyOne])
        for row in rows where !seat.servedElsewhere.contains(LineID(rawValue: row["name"])) {
            try run("UPDATE line SET displaced_by = ? WHERE id = ?", [key, row["id"] as Int64])
        }
    }

    /// Texts that were queued before any SIM was known leave by the first that is.
    fileprivate func adoptTexts(without key: Int64) throws {
        try run(
            """
            UPDATE message SET line = ? WHERE line IS NULL AND id IN (
                SELECT message FROM message_state INDEXED BY message_in_motion
                WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'held'))
            """, [key])
    }

    /// The SIM is back: what was held for its sake may go.
    fileprivate func release(textsOf key: Int64, at moment: Moment) throws -> Int {
        let held = try heldTexts().filter { $0.line == key }
        for text in held { try setState(text.id, .queued, at: moment) }
        return held.count
    }
}
