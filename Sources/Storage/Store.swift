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
///
/// ## Disk trouble
/// What a disk did not take is thrown as such, and remembered: `standing`. Nothing is tried again by the store itself;
/// `recover` is asked for by whoever owns the decisions.
package struct Store: Sendable {
    let connection: StoreConnection
    let path: String

    /// What can be asked without changing anything.
    package let reader: StoreReader

    /// Opens the database file, makes it if it is not there, and brings its schema up to date.
    package init(path: String) throws(StorageError) {
        self.init(StoreConnection(path: path, writer: try Store.openWriter(path: path)))
    }

    /// A store that is gone with the process: for tests of what stands on it.
    package static func inMemory() throws(StorageError) -> Store {
        do {
            let writer = try DatabaseQueue(configuration: configuration())
            try prepare(writer)
            return Store(StoreConnection(path: ":memory:", writer: writer))
        } catch {
            throw StorageError(error, path: ":memory:")
        }
    }

    init(_ connection: StoreConnection) {
        self.connection = connection
        path = connection.path
        reader = StoreReader(beside: connection)
    }

    /// Whether the box can keep what it sees.
    package var standing: StorageStanding { connection.standing }

    /// Throws while the database is closed.
    var writer: any DatabaseWriter {
        get throws(StorageError) { try connection.writer() }
    }

    /// Opens the file, checks it, and brings it up to date.
    static func openWriter(path: String) throws(StorageError) -> any DatabaseWriter {
        do {
            try Replacement(path: path).finish()
            try StoreReader.refuseNewerSchema(path: path)
            let writer = try DatabasePool(path: path, configuration: configuration())
            try prepare(writer)
            return writer
        } catch {
            throw StorageError(error, path: path).explained(byDiskOf: path.parentDirectory)
        }
    }

    private static func prepare(_ writer: some DatabaseWriter) throws {
        try writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try requireDurability(db)
            let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? Schema.pageSize
            try db.execute(sql: "PRAGMA wal_autocheckpoint = \(Schema.checkpointOctets / pageSize)")
            try Integrity.requireSound(db)
        }
        try Schema.migrator.migrate(writer)
        try writer.writeWithoutTransaction { db in
            try requireDurability(db)
            try Integrity.requireOwnSchema(db)
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
            // A damaged page is told as such, and what stands in a schema is not trusted to be ours.
            try db.execute(sql: "PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF")
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
            try connection.close()
        } catch {
            throw StorageError(error, path: path)
        }
    }

    /// One transaction. It has the writer's lock from its first statement on.
    func write<T>(_ body: (Database) throws -> T) throws(StorageError) -> T {
        let writer = try connection.writer()
        do {
            return try writer.write(body)
        } catch {
            throw connection.failed(StorageError(error, path: path))
        }
    }
}
