import Foundation
package import FoundationEssentials
import GRDB
import Glibc
package import Telephony

/// A copy of the database, as it was at one moment.
package struct Snapshot: Hashable, Sendable {
    package var path: String
    package var takenAt: Date
}

/// The nightly copies of the database on the same disk: for the day on which the database itself is damaged.
package struct SnapshotShelf: Hashable, Sendable {
    /// A week: a damage that nobody has seen for days is older than the newest copies.
    package static let most = 7
    private static let prefix = "catchline-"
    private static let suffix = ".db"
    /// What is left free for the texts of a day.
    private static let leastRest: Int64 = 4 << 20

    let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    /// The oldest first.
    package var snapshots: [Snapshot] {
        DurableFiles.names(in: directory).compactMap { name in
            guard name.hasPrefix(Self.prefix), name.hasSuffix(Self.suffix),
                let date = Date(
                    inFileName: String(name.dropFirst(Self.prefix.count).dropLast(Self.suffix.count)))
            else { return nil }
            return Snapshot(path: "\(directory)/\(name)", takenAt: date)
        }
    }

    func path(at date: Date) -> String {
        "\(directory)/\(Self.prefix)\(date.inFileName)\(Self.suffix)"
    }

    func requireRoom(for octetCount: Int64) throws(StorageError) {
        guard let volume = Volume(of: directory) else { return }
        if volume.isReadOnly { throw .readOnly }
        if volume.free < octetCount + Self.leastRest { throw .full }
    }

    /// Copies of a clock that was ahead go first: they would be taken for the newest for ever.
    func prune(at now: Moment) {
        let ahead = now.trust > .none ? snapshots.filter { $0.takenAt > now.wall } : []
        let rest = snapshots.filter { !ahead.contains($0) }
        for snapshot in ahead + rest.dropLast(Self.most) { unlink(snapshot.path) }
    }
}

extension Store {
    /// Writes a whole copy beside the running database, reads it through, and only then gives it its name.
    ///
    /// `VACUUM INTO` of a reader: the writer goes on, and there is no second one (see "One writer").
    package func takeSnapshot(onto shelf: SnapshotShelf, at now: Moment) throws(StorageError) -> Snapshot {
        let snapshot = Snapshot(path: shelf.path(at: now.wall), takenAt: now.wall)
        let draft = snapshot.path + ".new"
        defer { unlink(draft) }
        try DurableFiles.makeDirectory(shelf.directory)
        try shelf.requireRoom(for: try reader.read { try $0.octetCount() })
        // SQLite takes an empty file for a new one, and keeps its mode.
        try DurableFiles.makeEmpty(draft)
        let before = try reader.read { try $0.contentCounts() }
        try copy(into: draft)
        let copied = try Store.counts(ofSound: draft)
        guard zip(before, copied).allSatisfy({ $0 <= $1 }) else {
            throw .unexpected("a copy of the database has less than the database")
        }
        try DurableFiles.sync(draft)
        try DurableFiles.move(draft, to: snapshot.path)
        shelf.prune(at: now)
        return snapshot
    }

    private func copy(into draft: String) throws(StorageError) {
        let writer = try connection.writer()
        do {
            try writer.unsafeRead { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
        } catch {
            let error = StorageError(error, path: path)
            // It has read each page: a damage that it met is one of the database itself.
            if case .corrupt = error { throw connection.failed(error) }
            throw error
        }
    }

    /// Throws unless the file is a whole database of this or an earlier version.
    static func counts(ofSound path: String) throws(StorageError) -> [Int64] {
        do {
            var configuration = configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            return try queue.read { db in
                try Integrity.requireWhole(db)
                if try Schema.migrator.hasBeenSuperseded(db) { throw StorageError.newerSchema(path: path) }
                return try db.contentCounts()
            }
        } catch {
            throw StorageError(error, path: path)
        }
    }
}

extension Database {
    /// Numbers that only grow.
    fileprivate func contentCounts() throws -> [Int64] {
        try ["SELECT max(seq) FROM event", "SELECT max(id) FROM message", "SELECT max(id) FROM call"].map {
            try integer($0) ?? 0
        }
    }

    fileprivate func octetCount() throws -> Int64 {
        let pages = try integer("PRAGMA page_count") ?? 0
        return try pages * (integer("PRAGMA page_size") ?? 0)
    }
}
