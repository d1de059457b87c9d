import Foundation
import GRDB

/// The reading side of the store: what was committed, without changing a byte of it.
///
/// Inside the daemon it reads beside the writer. Another process opens the file for each read, whether the
/// daemon runs, has stopped, or was killed and left its write-ahead log behind.
package struct StoreReader: Sendable {
    private enum Source: Sendable {
        case beside(StoreConnection)
        case file
    }

    private let source: Source
    let path: String

    init(beside connection: StoreConnection) {
        source = .beside(connection)
        path = connection.path
    }

    /// Opens the database of a daemon that may or may not be running.
    package init(path: String) throws(StorageError) {
        source = .file
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else {
            // In a directory that may not be entered, what is there looks missing.
            let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
            let isHidden =
                FileManager.default.fileExists(atPath: directory)
                && !FileManager.default.isExecutableFile(atPath: directory)
            throw isHidden ? .noPermission(path: path) : .missing(path: path)
        }
        try read { db in try Schema.requireKnown(db, path: path) }
    }

    func read<T>(_ body: (Database) throws -> T) throws(StorageError) -> T {
        switch source {
        case .beside(let connection): return try StoreReader.read(beside: connection, body)
        case .file:
            do {
                return try StoreReader.readFile(path, body)
            } catch {
                throw StorageError(error, path: path)
            }
        }
    }

    /// A disk that cannot be written can be read all the same.
    private static func read<T>(
        beside connection: StoreConnection, _ body: (Database) throws -> T
    ) throws(StorageError) -> T {
        do {
            if connection.trouble == .readOnly { return try readFile(connection.path, body) }
            return try connection.writer().read(body)
        } catch let error as StorageError {
            throw error
        } catch {
            throw connection.failed(StorageError(error, path: connection.path))
        }
    }

    /// Throws if a newer program has written to the file, before a writing connection could touch it.
    static func refuseNewerSchema(path: String) throws(StorageError) {
        guard FileState(path).exists, FileState(path).size != 0 else { return }
        do {
            try readFile(path) { db in
                guard try Schema.migrator.hasBeenSuperseded(db) else { return }
                // A newer program has taken all the steps of this one before its own.
                guard try Schema.migrator.hasCompletedMigrations(db) else {
                    throw StorageError.corrupt("its list of steps cannot be right")
                }
                throw StorageError.newerSchema(path: path)
            }
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK {
            // The power went while the database was made, before it had a log: what was begun is taken back by the
            // first connection that may write.
            return
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// One read of a file that another process may own.
    ///
    /// A read-only connection to a database in WAL mode makes the files of the log where there are none, and
    /// fails where it may not. A database without a log is complete in itself, so it is opened as one that
    /// nobody changes; that nobody did is checked afterwards.
    private static func readFile<T>(_ path: String, _ body: (Database) throws -> T) throws -> T {
        let before = FileState(path)
        if !FileState(path + "-wal").exists, !FileState(path + "-journal").exists {
            let value = Result { try open(immutableURI(path)).read(body) }
            if FileState(path) == before, !FileState(path + "-wal").exists {
                switch value {
                case .success(let value): return value
                case .failure(let error as StorageError): throw error
                case .failure: break
                }
            }
        }
        return try open(path).read(body)
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Store.configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// https://www.sqlite.org/uri.html
    private static func immutableURI(_ path: String) -> String {
        var allowed = ""
        for octet in path.utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                allowed.unicodeScalars.append(Unicode.Scalar(octet))
            default:
                let hex = String(octet, radix: 16)
                allowed += "%" + (hex.count == 1 ? "0" : "") + hex
            }
        }
        return path.hasPrefix("/") ? "file://\(allowed)?immutable=1" : "file:\(allowed)?immutable=1"
    }
}

/// What tells that a file has been written to.
private struct FileState: Equatable {
    var exists: Bool
    var size: Int64?
    var modified: Date?

    init(_ path: String) {
        exists = FileManager.default.fileExists(atPath: path)
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else { return }
        size = (attributes[.size] as? NSNumber)?.int64Value
        modified = attributes[.modificationDate] as? Date
    }
}
