import GRDB
package import Telephony

/// A call in the modem's own list of missed calls.
package struct ListedCall: Hashable, Sendable {
    package var number: IdentifiedNumber
    /// As the modem printed it, to know the entry again; nil if it has none.
    package var time: String?
    /// When the call came, if the entry tells and the clocks can be believed.
    package var moment: Moment?

    package init(number: IdentifiedNumber, time: String? = nil, moment: Moment? = nil) {
        self.number = number
        self.time = time
        self.moment = moment
    }
}

extension Store {
    /// Makes calls of the entries that are new since this list was last read, but for those that were heard here.
    ///
    /// The entries have no names, so that they are counted: more of one number than last time, and more than this line
    /// has recorded since, are calls that nobody heard. The first list of a SIM in a modem is only remembered: what is
    /// in it may be years old. Of a call whose time is not told the row bears the time at which it was found.
    package func recordMissedCalls(
        _ listed: [ListedCall], line: LineID, modem: ModemID, at now: Moment,
        decide: (ListedCall, CallerHistory) -> ReplyDecision
    ) throws(StorageError) -> [RecordedCall] {
        try write { db in
            let line = (id: line, key: try db.key(of: line))
            guard let book = try db.missedCallBook(line: line.key, modem: modem) else {
                try db.keep(listed, line: line.key, modem: modem)
                return []
            }
            let new = try db.unheard(listed, since: book, line: line.key)
            // The modem lists the latest first.
            let recorded = try new.reversed().map { call in
                let start = CallStart(
                    line: line.id, number: call.number, isWithheld: false, at: call.moment ?? now)
                return try db.end(
                    try db.insert(start), outcome: .missed, ended: start.at, now: now
                ) { decide(call, $0) }
            }
            try db.keep(listed, line: line.key, modem: modem, instead: book)
            return recorded
        }
    }
}

/// The list as it was last read.
private struct MissedCallBookRow {
    var id: Int64
    /// The newest call of the line at that time.
    var newestCall: Int64
    var entries: [String: Int]
}

extension ListedCall {
    fileprivate var key: String {
        time.map { "\(number.text) \($0)" } ?? number.text
    }
}

extension Database {
    fileprivate func missedCallBook(line: Int64, modem: ModemID) throws -> MissedCallBookRow? {
        guard
            let row = try row(
                "SELECT id, newest_call FROM missed_call_book WHERE line = ? AND modem = ?",
                [line, modem.rawValue])
        else { return nil }
        let id: Int64 = row["id"]
        let entries = try rows("SELECT entry, count FROM missed_call_entry WHERE book = ?", [id])
        return MissedCallBookRow(
            id: id, newestCall: row["newest_call"],
            entries: Dictionary(
                entries.map { ($0["entry"] as String, $0["count"] as Int) }, uniquingKeysWith: { $1 }))
    }

    /// In the order of the list.
    fileprivate func unheard(_ listed: [ListedCall], since book: MissedCallBookRow, line: Int64) throws
        -> [ListedCall]
    {
        var known = book.entries
        var heard: [String: Int] = [:]
        for row in try rows(
            "SELECT number FROM call WHERE line = ? AND id > ? AND number IS NOT NULL",
            [line, book.newestCall])
        {
            heard[row["number"], default: 0] += 1
        }
        return listed.filter { call in
            if let left = known[call.key], left > 0 {
                known[call.key] = left - 1
                return false
            }
            if let left = heard[call.number.text], left > 0 {
                heard[call.number.text] = left - 1
                return false
            }
            return true
        }
    }

    /// Writes only what has changed.
    fileprivate func keep(
        _ listed: [ListedCall], line: Int64, modem: ModemID, instead book: MissedCallBookRow? = nil
    ) throws {
        let newest = try integer("SELECT max(id) FROM call WHERE line = ?", [line]) ?? 0
        let entries = Dictionary(listed.map { ($0.key, 1) }, uniquingKeysWith: +)
        if let book, book.newestCall == newest, book.entries == entries { return }
        try run(
            """
            INSERT INTO missed_call_book (line, modem, newest_call) VALUES (?, ?, ?)
            ON CONFLICT (line, modem) DO UPDATE SET newest_call = excluded.newest_call
            """, [line, modem.rawValue, newest])
        guard let id = try missedCallBook(line: line, modem: modem)?.id else { return }
        try run("DELETE FROM missed_call_entry WHERE book = ?", [id])
        for (entry, count) in entries.sorted(by: { $0.key < $1.key }) {
            try run(
                "INSERT INTO missed_call_entry (book, entry, count) VALUES (?, ?, ?)", [id, entry, count])
        }
    }
}
