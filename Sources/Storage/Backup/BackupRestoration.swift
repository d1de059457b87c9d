import Foundation
import GRDB
package import Telephony

/// What a restore has done.
package struct RestoredBackup: Hashable, Sendable {
    package var backup: BackupSummary
    /// Texts that waited in it.
    package var held: Int
}

extension StoragePlace {
    /// Makes a database of a backup and puts it in the place of the one that is there, which is kept under another name.
    ///
    /// The new one is of our own making: its tables are built by this program, and the rows of the backup are put into
    /// the columns that they have. Nothing of it is ever sent by itself, who has said STOP here has said it there too,
    /// and what has left since then counts for limits and cool-downs. The caller holds the lock of the directory. A restore that fails anywhere leaves everything as it was.
    package func restore(
        _ file: BackupFile, passphrase: String, at now: Moment, progress: BackupProgress = { _, _ in }
    ) throws(BackupError) -> RestoredBackup {
        var check = try BackupContents(file, passphrase: passphrase)
        let total = try check.readThrough().rows
        let replacement = Replacement(path: database)
        replacement.begin()
        defer { replacement.begin() }
        let salvage = Salvage(path: database)
        do {
            var contents = try BackupContents(file, passphrase: passphrase)
            try Self.unpack(&contents, into: replacement.draft, total: total, progress)
            let draft = try Store(path: replacement.draft)
            let restoration = try draft.settleCopy(with: salvage, saying: .backupRestored, at: now)
            try draft.close()
            _ = try Store.counts(ofSound: replacement.draft)
            try replacement.commit(at: now.wall)
            return RestoredBackup(backup: contents.summary, held: restoration.held)
        } catch {
            throw BackupError(error)
        }
    }

    private static func unpack(
        _ contents: inout BackupContents, into path: String, total: Int, _ progress: BackupProgress
    ) throws {
        guard let last = contents.steps.last,
            !contents.steps.contains(where: { !Schema.migrator.migrations.contains($0) })
        else {
            throw BackupError.newer
        }
        guard contents.steps == Array(Schema.migrator.migrations.prefix(contents.steps.count)) else {
            throw BackupError.damaged("its tables had been through steps in another order")
        }
        try DurableFiles.makeEmpty(path)
        var configuration = Store.configuration()
        // Rows come table by table; what they say of each other is checked when all are there.
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try Schema.migrator.migrate(queue, upTo: last)
        try queue.write { db in
            try db.unpack(&contents, total: total, progress)
            try Integrity.requireWhole(db)
        }
    }
}

extension Database {
    fileprivate func unpack(_ contents: inout BackupContents, total: Int, _ progress: BackupProgress) throws {
        let tables = Dictionary(
            try tablesInBackup().map { ($0.name, $0.columns) }, uniquingKeysWith: { first, _ in first })
        var insert: Statement?
        var seen: Set<String> = []
        var done = 0
        while let record = try contents.next() {
            switch record {
            case .table(let name, let columns):
                guard tables[name] == columns, seen.insert(name).inserted else {
                    throw BackupError.damaged("it has a table that Catchline has not")
                }
                insert = try makeStatement(sql: Self.insertion(into: name, columns))
            case .row(let values):
                guard let insert else { throw BackupError.damaged("a row belongs to no table") }
                do {
                    try insert.execute(arguments: StatementArguments(values.map(\.databaseValue)))
                } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
                    throw BackupError.damaged("a row does not fit into its table")
                }
                done += 1
                if done % 500 == 0 { progress(done, total) }
            case .start, .end: break
            }
        }
    }

    /// Of names that this database has itself: those of the file were only compared with them.
    private static func insertion(into table: String, _ columns: [String]) -> String {
        let names = columns.map(\.quotedDatabaseIdentifier).joined(separator: ", ")
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        return "INSERT INTO \(table.quotedDatabaseIdentifier) (\(names)) VALUES (\(places))"
    }
}
