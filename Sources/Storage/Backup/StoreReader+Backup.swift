import Crypto
import Foundation
package import FoundationEssentials
import GRDB
import Glibc

/// What a backup holds.
package struct BackupSummary: Hashable, Sendable {
    package var path: String
    package var createdAt: Date
    /// Of the program that made it.
    package var version: String
    package var rows: Int
    package var octetCount: Int64
}

/// How far it is, in rows; called now and then.
package typealias BackupProgress = (_ done: Int, _ total: Int) -> Void

extension StoreReader {
    /// Writes a backup, reads it back, and only then gives it its name. A file of that name is not touched.
    ///
    /// All rows are of one moment, whatever the daemon writes meanwhile.
    package func backUp(
        to path: String, passphrase: String, version: String, at date: Date,
        progress: BackupProgress = { _, _ in }
    ) throws(BackupError) -> BackupSummary {
        try backUp(
            to: path, BackupHeader(createdAt: date), passphrase: passphrase, version: version,
            progress: progress)
    }

    func backUp(
        to path: String, _ header: BackupHeader, passphrase: String, version: String,
        progress: BackupProgress = { _, _ in }
    ) throws(BackupError) -> BackupSummary {
        let draft = path + ".new"
        defer { unlink(draft) }
        let key = try header.key(passphrase: passphrase)
        let packed: Result<Packed, BackupError>
        do {
            packed = try read { db in
                // What is wrong with the file shall not be taken for what is wrong with the database.
                do {
                    return .success(
                        try db.pack(into: draft, header, key, version: version, progress: progress))
                } catch let error as BackupError {
                    return .failure(error)
                }
            }
        } catch {
            throw .storage(error)
        }
        let written = try packed.get()
        var check = try BackupContents(BackupFile(path: draft), passphrase: passphrase)
        let summary = try check.readThrough()
        guard summary.rows == written.rows, check.digest == written.digest else {
            throw .damaged("it does not read back as it was written")
        }
        // Fails where there is one of that name.
        guard link(draft, path) == 0 || (errno != EEXIST && rename(draft, path) == 0) else {
            throw .file("It cannot be made there: \(String(cString: strerror(errno))).")
        }
        do { try DurableFiles.sync(path.parentDirectory) } catch { throw .storage(error) }
        return BackupSummary(
            path: path, createdAt: summary.createdAt, version: version, rows: written.rows,
            octetCount: summary.octetCount)
    }
}

extension BackupSummary {
    /// Reads all of a backup and checks it.
    package init(verifying file: BackupFile, passphrase: String) throws(BackupError) {
        var contents = try BackupContents(file, passphrase: passphrase)
        self = try contents.readThrough()
    }
}

/// What was put into a file.
private struct Packed {
    var rows: Int
    var digest: SHA256.Digest
}

extension BackupError {
    /// What a closure inside of the database has thrown.
    init(_ error: any Error) {
        switch error {
        case let error as BackupError: self = error
        case let error as StorageError: self = .storage(error)
        default: self = .storage(StorageError(error, path: ""))
        }
    }
}

extension Database {
    /// The tables of Catchline, in a fixed order. Their definitions are not asked: a backup has rows.
    func tablesInBackup() throws -> [(name: String, columns: [String])] {
        try String.fetchAll(
            self,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                    AND name <> 'grdb_migrations' ORDER BY name
                """
        ).map { name in (name, try columns(in: name).map(\.name)) }
    }

    fileprivate func pack(
        into path: String, _ header: BackupHeader, _ key: SymmetricKey, version: String,
        progress: BackupProgress
    ) throws -> Packed {
        // A read from a file that turns out to have changed is done once more.
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw BackupError.file("It cannot be made there: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        var sealer = try BackupSealer(descriptor, header: header, key: key)
        let rows = try pack(into: &sealer, version: version, progress: progress)
        return Packed(rows: rows, digest: sealer.digest.finalize())
    }

    private func pack(
        into sealer: inout BackupSealer, version: String, progress: BackupProgress
    ) throws -> Int {
        let steps = try Schema.migrator.appliedMigrations(self)
        try sealer.pack(BackupRecord.start(version: version, steps: steps).encoded)
        let tables = try tablesInBackup()
        let total = try tables.reduce(0) { try $0 + Table<Row>($1.name).fetchCount(self) }
        var done = 0
        for table in tables {
            try sealer.pack(BackupRecord.table(table.name, columns: table.columns).encoded)
            let rows = try Row.fetchCursor(
                self, Table<Row>(table.name).select(table.columns.map { Column($0) }))
            while let row = try rows.next() {
                try sealer.pack(BackupRecord.row(row.databaseValues.map(BackupValue.init)).encoded)
                done += 1
                if done % 500 == 0 { progress(done, total) }
            }
        }
        try sealer.pack(BackupRecord.end(rows: done).encoded)
        try sealer.finish()
        return done
    }
}

extension BackupValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .double(let number): self = .real(number)
        case .string(let text): self = .text(text)
        case .blob(let data): self = .octets(Array(data))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .octets(let octets): Data(octets).databaseValue
        }
    }
}
