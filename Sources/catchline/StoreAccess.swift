import CatchlineDaemon
import Glibc
import Storage

extension GlobalOptions {
    /// The store, to be read only: it makes no difference whether the daemon runs.
    func reader() throws -> StoreReader {
        let directory = try dataDirectory()
        guard let reader = try existingReader(directory) else {
            throw CommandFailure(.missing(path: directory.database), directory: directory)
        }
        return reader
    }

    /// What differs from its default. A box that was never started has set nothing.
    func storedSettings() throws -> [String: String] {
        let directory = try dataDirectory()
        do {
            return try existingReader(directory)?.settings() ?? [:]
        } catch let error as StorageError {
            throw CommandFailure(error, directory: directory)
        }
    }

    /// Nil if there is no database yet.
    private func existingReader(_ directory: DataDirectory) throws -> StoreReader? {
        // A directory that may not be entered looks just like an empty one.
        if access(directory.path, R_OK | X_OK) != 0, errno == EACCES {
            throw CommandFailure.notPermitted(directory.path, directory: directory)
        }
        do {
            return try StoreReader(path: directory.database)
        } catch .missing {
            return nil
        } catch {
            throw CommandFailure(error, directory: directory)
        }
    }

    /// Asks the store one thing.
    func read<Value>(_ body: (StoreReader) throws -> Value) throws -> Value {
        let reader = try reader()
        do {
            return try body(reader)
        } catch let error as StorageError {
            throw CommandFailure(error, directory: try dataDirectory())
        }
    }
}

extension CommandFailure {
    init(_ error: StorageError, directory: DataDirectory) {
        switch error {
        case .missing(let path):
            self.init(
                what: "There is no box in \(directory.path) yet.",
                why: "\(path) is made when Catchline runs for the first time.",
                next: CommandFailure.startCommand(directory))
        case .noPermission(let path):
            self = .notPermitted(path, directory: directory)
        case .olderSchema, .newerSchema:
            self.init(
                what: "The database does not fit this Catchline.", why: "\(error)", next: "catchline version")
        case .full:
            self.init(what: "Nothing was changed.", why: "\(error)", next: "df -h \(directory.path)")
        case .readOnly, .inputOutput, .corrupt, .locked, .notDurable, .unexpected:
            self.init(what: "The database cannot be used.", why: "\(error)", next: "catchline doctor")
        }
    }
}
