import GRDB

/// Everything that must outlive the process, in one SQLite file.
///
/// ## Overview
/// A method is an intent is a transaction: what a method did is on the disk when it returns, or nothing of it
/// is. The methods are synchronous; they are called from the one thread of decisions, where no cancelled task
/// can roll a commit back. Closures passed in run inside the transaction and must not call the store.
///
/// ## Durability
/// `DatabasePool` turns `synchronous=FULL` into NORMAL while it opens, and with NORMAL a power cut takes back
/// what was acknowledged to a modem. So FULL is set after opening, read back, and a store that does not have
/// it is not opened.
///
/// ## One writer
/// SQLite before 3.51.3 can damage a database when two connections write or checkpoint at the same moment. So
/// one connection of one process writes and checkpoints. Everything else reads, through `StoreReader`.
package struct Store: Sendable {
    let writer: any DatabaseWriter
    let path: String

    /// What can be asked without changing anything.
    package let reader: StoreReader

    /// Opens the database file, makes it if it is not there, and brings its schema up to date.
    package init(path: String) throws(StorageError) {
        try StoreReader.refuseNewerSchema(path: path)
        let writer: any DatabaseWriter
        do {
            writer = try DatabasePool(path: path, configuration: Store.configuration())
        } catch {
            throw StorageError(error, path: path)
        }
        try self.init(writer: writer, path: path)
    }

    /// A store that is gone with the process: for tests of what stands on it.
    package static func inMemory() throws(StorageError) -> Store {
        do {
            return try Store(writer: DatabaseQueue(configuration: configuration()), path: ":memory:")
        } catch {
            throw StorageError(error, path: ":memory:")
        }
    }

    private init(writer: any DatabaseWriter, path: String) throws(StorageError) {
        self.writer = writer
        self.path = path
        reader = StoreReader(writer: writer, path: path)
        do {
            try writer.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try Store.requireDurability(db)
                let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? Schema.pageSize
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Schema.checkpointOctets / pageSize)")
            }
            try Schema.migrator.migrate(writer)
            try writer.writeWithoutTransaction(Store.requireDurability)
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// Throws unless each commit is synced to the disk before it returns.
    static func requireDurability(_ db: Database) throws {
        let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous") ?? -1
        guard synchronous == 2 else { throw StorageError.notDurable(synchronous: synchronous) }
    }

    static func configuration() -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            // Without effect on a file that has pages already.
            if !db.configuration.readonly { try db.execute(sql: "PRAGMA page_size = \(Schema.pageSize)") }
        }
        return configuration
    }

    /// Takes the writer's lock and gives it back: whether the database answers. Writes no byte.
    package func heartbeat() throws(StorageError) {
        try write { _ in }
    }

    /// Empties the write-ahead log into the database and closes it.
    package func close() throws(StorageError) {
        do {
            try writer.close()
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// One transaction. It has the writer's lock from its first statement on.
    func write<T>(_ body: (Database) throws -> T) throws(StorageError) -> T {
        do {
            return try writer.write(body)
        } catch {
            throw StorageError(error, path: path)
        }
    }
}
