import GRDB

/// Why the store could not do what it was asked. Nothing of the transaction has been kept.
package enum StorageError: Error, Hashable {
    /// A newer program has written here. Nothing was touched.
    case newerSchema(path: String)
    /// This program is newer than the database, which only the daemon may bring up to date.
    case olderSchema(path: String)
    /// There is no database (yet).
    case missing(path: String)
    /// The files are there, but this user may not read or open them.
    case noPermission(path: String)
    case full
    case readOnly
    case inputOutput(String)
    case corrupt(String)
    /// Another process held the database for longer than 5 seconds.
    case locked
    /// SQLite would not promise that what is committed survives a power cut.
    case notDurable(synchronous: Int)
    /// What SQLite said to a statement of ours: a bug.
    case unexpected(String)
}

extension StorageError {
    init(_ error: any Error, path: String) {
        if let error = error as? StorageError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(error, path: path)
        } else {
            self = .unexpected("\(error)")
        }
    }

    /// https://www.sqlite.org/rescode.html
    private init(_ error: DatabaseError, path: String) {
        let words = error.message ?? error.resultCode.description
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            // Only a writer may take back what a power cut left half made.
            case .SQLITE_READONLY where error.extendedResultCode == .SQLITE_READONLY_ROLLBACK:
                .olderSchema(path: path)
            case .SQLITE_READONLY: .readOnly
            case .SQLITE_IOERR: .inputOutput("\(words) (code \(error.extendedResultCode.rawValue))")
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .corrupt(words)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked
            case .SQLITE_CANTOPEN, .SQLITE_AUTH, .SQLITE_PERM: .noPermission(path: path)
            default: .unexpected("\(words) (code \(error.extendedResultCode.rawValue))")
            }
    }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newerSchema(let path):
            "The database \(path) was written by a newer Catchline. Nothing was changed. "
                + "Install that version again, or give this one another directory."
        case .olderSchema(let path):
            "The database \(path) was written by an older Catchline. "
                + "Start the daemon once: it brings it up to date."
        case .missing(let path):
            "There is no database at \(path). It is made when the daemon starts for the first time."
        case .noPermission(let path):
            "The database \(path) cannot be opened by this user. "
                + "Use sudo, or the user that the daemon runs as; "
                + "a database that was copied needs a directory that can be written."
        case .full: "The disk is full. What is not stored yet stays on the SIM; free some space."
        case .readOnly: "The database cannot be written: its disk or file is read-only."
        case .inputOutput(let words): "The disk failed: \(words). The card may be worn out."
        case .corrupt(let words): "The database is damaged: \(words)."
        case .locked: "Another program has held the database for more than 5 seconds."
        case .notDurable(let synchronous):
            "SQLite would not promise to survive a power cut (synchronous is \(synchronous), not 2)."
        case .unexpected(let words): "The database said something unexpected: \(words)."
        }
    }
}
