import Foundation
import GRDB
import Telephony

/// What is not in the database since a copy of it was put in its place.
package struct Restoration: Hashable, Codable, Sendable {
    /// Of the last thing that the copy knows; nil where there was no copy.
    package var from: Timestamp?
    /// When the copy took its place.
    package var until: Timestamp
    /// Texts that waited in the copy, and are held now.
    package var held: Int
}

extension Store {
    /// Puts the newest copy that is whole in the place of a damaged database; without one, a new database.
    ///
    /// Nothing that waited in the copy is sent by itself: it may have left since. Those who said STOP, and what counts for
    /// limits and cool-downs, are taken over from the damaged file, as far as it can be read. What lies on the SIMs comes
    /// by itself.
    static func replaceDamaged(_ place: StoragePlace, at now: Moment) throws(StorageError) -> Restoration {
        let replacement = Replacement(path: place.database)
        let salvage = Salvage(path: place.database)
        for copy in place.copies {
            replacement.begin()
            do {
                _ = try counts(ofSound: copy.path)
                try DurableFiles.copy(copy.path, to: replacement.draft)
                return try adopt(replacement, with: salvage, at: now)
            } catch  where !error.isNoRoom {
                // This copy is no better than the database: the next older one.
                continue
            }
        }
        replacement.begin()
        return try adopt(replacement, with: salvage, at: now)
    }

    private static func adopt(
        _ replacement: Replacement, with salvage: Salvage, at now: Moment
    ) throws(StorageError) -> Restoration {
        let draft = Store(
            StoreConnection(path: replacement.draft, writer: try openWriter(path: replacement.draft)))
        let restoration: Restoration
        do {
            restoration = try draft.settleCopy(with: salvage, at: now)
            try draft.close()
        } catch {
            try? draft.close()
            throw error
        }
        try replacement.commit(at: now.wall)
        return restoration
    }

    /// Makes of a copy the database that goes on: in one transaction, so that there is no half of it.
    func settleCopy(
        with salvage: Salvage, saying event: StoreEventKind = .storageRestored, at now: Moment
    ) throws(StorageError) -> Restoration {
        try write { db in
            let last = try db.integer("SELECT max(at) FROM event").map(Timestamp.init(milliseconds:))
            try db.endRingingCalls(at: now)
            // What the modem has listed since was answered by the database that is gone.
            try db.run("DELETE FROM missed_call_book")
            try db.holdWaiting(at: now)
            try db.adopt(salvage, at: now)
            let restoration = Restoration(from: last, until: Timestamp(now.wall), held: try db.heldCount())
            try db.append(restoration, as: event, at: now)
            return restoration
        }
    }
}

extension StoreReader {
    /// The last time that a copy was put in the place of the database.
    package func lastRestoration() throws(StorageError) -> Restoration? {
        let payload = try read { db in
            try db.row(
                "SELECT payload FROM event WHERE kind = 'storage.restored' ORDER BY seq DESC LIMIT 1")?[
                    "payload"] as String?
        }
        return payload.flatMap { try? JSONDecoder().decode(Restoration.self, from: Data($0.utf8)) }
    }
}

extension StorageError {
    /// Whether another copy would fare no better.
    fileprivate var isNoRoom: Bool { self == .full || self == .readOnly }
}

extension StoragePlace {
    /// The newest first.
    fileprivate var copies: [Snapshot] {
        (snapshots.map { SnapshotShelf(directory: $0).snapshots } ?? []).reversed()
    }
}

// MARK: - What waited in a copy

extension Database {
    static let restored = "restored"

    /// Holds what the copy was about to send. What had its prompt is unconfirmed, as after any crash.
    fileprivate func holdWaiting(at now: Moment) throws {
        let waiting = try rows(
            """
            SELECT message, state, EXISTS (SELECT 1 FROM outgoing_part
                WHERE id BETWEEN message * 256 AND message * 256 + 255 AND outgoing_part.state = 'prompt_seen'
            ) AS prompted
            FROM message_state WHERE is_in_motion IS NOT NULL AND state IN ('queued', 'held', 'sending')
            ORDER BY message
            """)
        for row in waiting {
            let message = MessageID(rawValue: row["message"])
            let isPrompted: Bool = row["prompted"]
            try run(
                """
                UPDATE outgoing_part
                SET state = CASE state WHEN 'sending' THEN 'waiting' ELSE 'unconfirmed' END
                WHERE id BETWEEN ? AND ? AND state IN ('sending', 'prompt_seen')
                """, [message.partKey(0), message.partKey(255)])
            if isPrompted {
                try setState(message, .unconfirmed, error: "interrupted", at: now)
            } else {
                try setState(message, .held, error: Database.restored, at: now)
            }
        }
    }

    fileprivate func heldCount() throws -> Int {
        let count = try integer(
            "SELECT count(*) FROM message_state WHERE is_in_motion IS NOT NULL AND state = 'held'")
        return Int(count ?? 0)
    }

    /// They ended long ago, and were answered if they were to be.
    fileprivate func endRingingCalls(at now: Moment) throws {
        for call in try unfinishedCalls() {
            _ = try end(call.id, outcome: .unknown, ended: call.started, now: now) { _ in .leaveAlone(.late) }
        }
    }

    /// Followers of the event log have seen numbers that the copy does not know: they are not given again.
    fileprivate func append(
        _ restoration: Restoration, as event: StoreEventKind, at now: Moment
    ) throws {
        let payload = String(decoding: try JSONLine.data(restoration), as: UTF8.self)
        try run(
            "INSERT INTO event (seq, kind, payload, at, monotonic, clock) VALUES (?, ?, ?, ?, ?, ?)",
            [
                nextSequenceNumber() + Database.restorationGap, event.rawValue,
                payload, now.wall.milliseconds, now.monotonic.nanoseconds, clock(of: now),
            ])
    }

    /// More than a box writes in a day.
    private static let restorationGap: Int64 = 1_000_000
}
