import FoundationEssentials
import GRDB
package import Telephony

extension Store {
    /// Announces the texts whose missing parts have been waited for long enough. They count as arrived, with a
    /// mark in their words where a part is missing; a part that comes later still finds its place.
    package func announceIncomplete(at now: Moment) throws(StorageError) -> [MessageID] {
        try write { db in
            let overdue = try db.awaited("SELECT * FROM awaited ORDER BY message", at: now)
                .filter { $0.deadline <= now.monotonic }.map(\.message)
            for message in overdue {
                _ = try db.stopAwaitingParts(of: message)
                let kind = try db.kind(of: message)
                try db.append(
                    kind.arrival, ["message": message.rawValue], state: MessageState.partial.rawValue, at: now
                )
            }
            return overdue
        }
    }
}

extension StoreReader {
    /// When the next text is to be announced without its missing parts; nil if none is waited for.
    package func nextIncomplete(at now: Moment) throws(StorageError) -> MonotonicInstant? {
        try read { db in
            // The earliest of each run of the machine: there may be a flood of parts.
            try db.awaited(
                """
                SELECT min(message) AS message, min(newest_at) AS newest_at,
                    min(newest_monotonic) AS newest_monotonic, newest_clock
                FROM awaited GROUP BY newest_clock
                """, at: now
            ).map(\.deadline).min()
        }
    }
}

extension Database {
    /// After the newest part of a text.
    private static let patience = Duration.seconds(600)

    /// Waits for the other parts of a new message.
    func awaitParts(of message: MessageID, at moment: Moment) throws {
        try run(
            "INSERT INTO awaited (message, newest_at, newest_monotonic, newest_clock) VALUES (?, ?, ?, ?)",
            [message.rawValue, moment.wall.milliseconds, moment.monotonic.nanoseconds, clock(of: moment)])
    }

    /// A part came and others are missing. One that was announced is waited for no more.
    func awaitPartsLonger(of message: MessageID, at moment: Moment) throws {
        try run(
            "UPDATE awaited SET newest_at = ?, newest_monotonic = ?, newest_clock = ? WHERE message = ?",
            [moment.wall.milliseconds, moment.monotonic.nanoseconds, clock(of: moment), message.rawValue])
    }

    /// False if its parts were waited for no longer.
    func stopAwaitingParts(of message: MessageID) throws -> Bool {
        try run("DELETE FROM awaited WHERE message = ?", [message.rawValue])
        return changesCount > 0
    }

    fileprivate func awaited(
        _ query: String, at now: Moment
    ) throws -> [(message: MessageID, deadline: MonotonicInstant)] {
        try rows(query).map { row in
            let newest = try moment("newest", of: row)
            return (MessageID(rawValue: row["message"]), newest.map { Self.deadline($0, now) } ?? .zero)
        }
    }

    private static func deadline(_ newest: Moment, _ now: Moment) -> MonotonicInstant {
        if newest.boot == now.boot { return newest.monotonic.advanced(by: patience) }
        // It came before the machine was started, whatever else is known.
        let latest = MonotonicInstant.zero.advanced(by: patience)
        guard let age = now.age(of: newest) else { return latest }
        return min(latest, now.monotonic.advanced(by: patience - age))
    }

    fileprivate func kind(of message: MessageID) throws -> MessageKind {
        let row = try row("SELECT kind FROM message WHERE id = ?", [message.rawValue])
        return (row?["kind"] as String?).flatMap(MessageKind.init(rawValue:)) ?? .binary
    }
}
