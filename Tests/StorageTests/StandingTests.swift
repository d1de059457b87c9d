import Foundation
import GRDB
import Synchronization
import Telephony
import Testing

@testable import Storage

/// What the store says of its disk, and how it comes to be used again.
struct StandingTests {
    private func place(_ fixture: StoreFixture, _ name: String = "box.db") -> StoragePlace {
        let path = fixture.directory.appendingPathComponent(name).path
        return StoragePlace(database: path, ballast: path + ".ballast")
    }

    private func fill(_ store: Store) throws {
        try store.writer.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(try db.integer("PRAGMA page_count") ?? 0)")
        }
    }

    private func writeMuch(_ store: Store) throws {
        try store.changeSettings(["a": String(repeating: "x", count: 200_000)], at: at(0))
    }

    @Test func `A store on a disk that is well stands good`() throws {
        let fixture = try StoreFixture()

        #expect(fixture.store.standing == .good)
    }

    @Test func `One that is full is read on, and is well when it takes a commit`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        try store.missedCall()
        try fill(store)
        #expect(throws: StorageError.full) { try writeMuch(store) }

        #expect(store.standing.state == .full)
        #expect(try store.reader.calls(at: at(20)).count == 1)
        try store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 100000") }
        #expect(try store.recover(at: at(30)) == .sameDatabase)
        #expect(store.standing == .good)
    }

    @Test func `A failed sync closes the database until it was checked`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        let trouble = StorageError.inputOutput("disk I/O error (code 1034)")
        let log = fixture.path + "-wal"
        let before = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
        _ = fixture.store.connection.failed(trouble)

        #expect(throws: trouble) { try fixture.store.typed() }
        #expect(throws: trouble) { try fixture.store.reader.messages() }
        #expect(fixture.store.standing.state == .failing)
        #expect(try fixture.store.recover(at: at(30)) == .reopened)
        #expect(try fixture.store.reader.calls(at: at(30)).count == 1)
        // What was in the log is in the file: the log has the one commit since.
        let after = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
        #expect(after < before / 2)
    }

    @Test func `Who watches is woken when the database is opened again, and watches on`() async throws {
        let fixture = try StoreFixture()
        var changes = fixture.store.changes(of: .outbox).makeAsyncIterator()
        _ = fixture.store.connection.failed(.inputOutput("x"))
        _ = try fixture.store.recover(at: at(0))
        _ = await changes.next()

        try fixture.store.typed()

        let woke: Void? = await changes.next()
        #expect(woke != nil)
    }

    @Test func `What is no fault of the disk changes nothing`() throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        #expect(throws: StorageError.self) { try store.write { try $0.run("DROP TABLE nothing") } }

        #expect(store.standing == .good)
    }

    // MARK: The reserve

    @Test func `A full disk is given the reserve, and the next text is stored`() throws {
        let fixture = try StoreFixture()
        let place = place(fixture)
        let store = try Store.open(place, at: at(0)).store
        store.restoreBallast()
        let ballast = try #require(place.ballast)
        #expect(try FileManager.default.attributesOfItem(atPath: ballast)[.size] as? Int == 16 << 20)
        try fill(store)
        #expect(throws: StorageError.full) { try writeMuch(store) }

        #expect(!FileManager.default.fileExists(atPath: ballast))
        #expect(store.standing.state == .reserve)
        #expect(!store.standing.isTroubled)
        store.restoreBallast()
        #expect(store.standing == .good)
    }

    @Test func `Nobody else may look into the reserve`() throws {
        let fixture = try StoreFixture()
        let place = place(fixture)
        try Store.open(place, at: at(0)).store.restoreBallast()

        let mode = try FileManager.default.attributesOfItem(atPath: #require(place.ballast))[
            .posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    // MARK: A start on a disk in trouble

    @Test func `A database that cannot be opened is waited for`() throws {
        let fixture = try StoreFixture()
        let place = place(fixture)
        let connection = StoreConnection(path: place.database, trouble: .readOnly)
        let store = Store(connection)

        #expect(throws: StorageError.readOnly) { try store.typed() }
        #expect(try store.recover(at: at(0)) == .reopened)
        try store.typed()
    }

    @Test func `A newer schema is nothing that is waited out`() throws {
        let fixture = try StoreFixture()
        try fixture.store.write { try $0.run("INSERT INTO grdb_migrations VALUES ('v99')") }
        try fixture.store.close()

        #expect(throws: StorageError.newerSchema(path: fixture.path)) {
            try Store.open(StoragePlace(database: fixture.path), at: at(0))
        }
    }
}
