import Foundation
import GRDB
import Telephony
import Testing

@testable import Storage

struct SchemaTests {
    /// A database that a later program has brought on.
    private func newerDatabase(_ fixture: StoreFixture) throws {
        try fixture.store.missedCall()
        try fixture.store.close()
        let queue = try DatabaseQueue(path: fixture.path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('v99')") }
        try queue.close()
    }

    @Test func `A database of a newer version is refused and not touched`() throws {
        let fixture = try StoreFixture()
        try newerDatabase(fixture)
        let before = try StoreFixture.contents(of: fixture.directory)

        #expect(throws: StorageError.newerSchema(path: fixture.path)) { try Store(path: fixture.path) }

        #expect(try StoreFixture.contents(of: fixture.directory) == before)
    }

    @Test func `A reader refuses a newer version too`() throws {
        let fixture = try StoreFixture()
        try newerDatabase(fixture)

        #expect(throws: StorageError.newerSchema(path: fixture.path)) { try StoreReader(path: fixture.path) }
    }

    @Test func `A reader refuses a database that was not brought up to date`() throws {
        let fixture = try StoreFixture()
        let path = fixture.directory.appendingPathComponent("old.db").path
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE something (a)") }
        try queue.close()

        #expect(throws: StorageError.olderSchema(path: path)) { try StoreReader(path: path) }
    }

    @Test func `A database of the first version is brought up to date with what it holds`() throws {
        let fixture = try StoreFixture()
        let path = fixture.directory.appendingPathComponent("first.db").path
        let queue = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(queue, upTo: "v1")
        try queue.write { try $0.execute(sql: "INSERT INTO setting VALUES ('caps.hour', '9')") }
        try queue.close()

        let store = try Store(path: path)

        #expect(try store.reader.settings() == ["caps.hour": "9"])
        #expect(try store.reader.nextIncomplete(at: at(0)) == nil)
        try store.close()
    }

    /// A database of which the power cut left a part, and the journal to take it back.
    private func halfMadeDatabase(_ fixture: StoreFixture) throws -> String {
        let made = fixture.directory.appendingPathComponent("made.db").path
        let left = fixture.directory.appendingPathComponent("left.db").path
        let queue = try DatabaseQueue(path: made)
        try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA cache_size = 1; CREATE TABLE something (a); DROP TABLE something;
                    BEGIN; CREATE TABLE something (a)
                    """)
            for _ in 0..<50 { try db.execute(sql: "INSERT INTO something VALUES (zeroblob(3000))") }
            for end in ["", "-journal"] {
                try FileManager.default.copyItem(atPath: made + end, toPath: left + end)
            }
            try db.execute(sql: "ROLLBACK")
        }
        try queue.close()
        return left
    }

    @Test func `A database that a power cut left half made is opened and made whole`() throws {
        let fixture = try StoreFixture()
        let path = try halfMadeDatabase(fixture)

        let store = try Store(path: path)

        #expect(try store.reader.messages().isEmpty)
        try store.close()
    }

    @Test func `A reader leaves a half made database to the daemon`() throws {
        let fixture = try StoreFixture()
        let path = try halfMadeDatabase(fixture)

        #expect(throws: StorageError.olderSchema(path: path)) { try StoreReader(path: path) }
    }

    @Test func `A file that is no database is called damaged`() throws {
        let fixture = try StoreFixture()
        let path = fixture.directory.appendingPathComponent("letter.db").path
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: path))

        let error = #expect(throws: StorageError.self) { try Store(path: path) }

        #expect(error == .corrupt("file is not a database"))
    }

    @Test func `A directory that is not there is no place for a database`() {
        #expect(throws: StorageError.noPermission(path: "/nowhere/at/all/catchline.db")) {
            try Store(path: "/nowhere/at/all/catchline.db")
        }
    }

    @Test func `What was stored is there after closing and opening again`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        try fixture.store.close()

        let store = try Store(path: fixture.path)

        #expect(try store.reader.calls(at: at(20)).count == 1)
        try store.close()
    }

    @Test func `A store that was read from leaves no log behind when it is closed`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        _ = try fixture.store.reader.calls(at: at(20))

        try fixture.store.close()

        let left = try StoreFixture.contents(of: fixture.directory)
        #expect(left.keys.sorted() == ["catchline.db"])
    }

    @Test(arguments: ["call", "message", "event"])
    func `The newest row stays, so that no id is given twice`(table: String) throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        try fixture.store.close()
        let queue = try DatabaseQueue(path: fixture.path)

        #expect(throws: DatabaseError.self) {
            try queue.write { try $0.execute(sql: "DELETE FROM \(table)") }
        }
    }

    @Test func `A message takes its parts with it`() throws {
        let fixture = try StoreFixture()
        try fixture.store.typed("a|b|c")
        _ = try fixture.store.claimNext()
        try fixture.store.typed("later")
        try fixture.store.close()
        let queue = try DatabaseQueue(path: fixture.path)

        try queue.write { try $0.execute(sql: "DELETE FROM message WHERE id = 1") }

        let left = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM outgoing_part") }
        #expect(left == 0)
    }
}

struct ReaderTests {
    @Test func `A reader of its own sees what the running daemon has committed`() throws {
        let fixture = try StoreFixture()
        let reader = try StoreReader(path: fixture.path)

        try fixture.store.missedCall()

        #expect(try reader.calls(at: at(20)).count == 1)
    }

    @Test func `A stopped daemon's database is read without leaving a file behind`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        try fixture.store.close()
        let before = try StoreFixture.contents(of: fixture.directory)

        let calls = try StoreReader(path: fixture.path).calls(at: at(20))

        #expect(calls.count == 1)
        #expect(try StoreFixture.contents(of: fixture.directory) == before)
        #expect(before.keys.sorted() == ["catchline.db"])
    }

    @Test func `A killed daemon's log is read with its last commit, and neither file changes`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        let path = try fixture.copyAsKilled()
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent()
        let before = try StoreFixture.contents(of: directory)

        let messages = try StoreReader(path: path).messages()

        let after = try StoreFixture.contents(of: directory)
        #expect(messages.map(\.text) == ["Sorry we missed you."])
        #expect(after["catchline.db"] == before["catchline.db"])
        #expect(after["catchline.db-wal"] == before["catchline.db-wal"])
    }

    @Test func `A reader never empties the log, even as the last to close`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        let path = try fixture.copyAsKilled()
        let size = try Data(contentsOf: URL(fileURLWithPath: path)).count

        for _ in 0..<3 { _ = try StoreReader(path: path).calls(at: at(20)) }

        #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == size)
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
    }

    @Test func `A path with spaces and percent signs is read`() throws {
        let fixture = try StoreFixture()
        let path = fixture.directory.appendingPathComponent("a 100%?#.db").path
        try Store(path: path).close()

        #expect(try StoreReader(path: path).calls(at: at(0)).isEmpty)
    }

    @Test func `Where there is no database that is said`() {
        #expect(throws: StorageError.missing(path: "/nowhere/catchline.db")) {
            try StoreReader(path: "/nowhere/catchline.db")
        }
    }

    @Test func `No message of an error is empty`() {
        let errors: [StorageError] = [
            .newerSchema(path: "p"), .olderSchema(path: "p"), .missing(path: "p"), .noPermission(path: "p"),
            .full,
            .readOnly, .inputOutput("w"), .corrupt("w"), .locked, .notDurable(synchronous: 1),
            .unexpected("w"),
        ]

        #expect(errors.allSatisfy { $0.description.hasSuffix(".") })
    }
}
