import Foundation
import GRDB
import Telephony
import Testing

@testable import Storage

/// The nightly copies, and what becomes of a damaged database.
struct SnapshotTests {
    private func place(_ fixture: StoreFixture) -> StoragePlace {
        StoragePlace(
            database: fixture.path, snapshots: fixture.directory.appendingPathComponent("snapshots").path)
    }

    private func shelf(_ fixture: StoreFixture) -> SnapshotShelf {
        SnapshotShelf(directory: fixture.directory.appendingPathComponent("snapshots").path)
    }

    private func snapshot(_ fixture: StoreFixture, at seconds: Double = 100) throws -> Snapshot {
        try fixture.store.takeSnapshot(onto: shelf(fixture), at: at(seconds))
    }

    /// The root page of a table in the middle of the file is written over.
    private func damage(_ path: String) throws {
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        for page in 3..<12 {
            try handle.seek(toOffset: UInt64(page * 1024))
            try handle.write(contentsOf: Data(repeating: 0xA5, count: 512))
        }
        try handle.close()
    }

    /// All of it in the one file: what is in a log would stand in for what is damaged.
    private func close(_ fixture: StoreFixture) throws {
        try fixture.store.writer.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try fixture.store.close()
    }

    private func names(_ fixture: StoreFixture) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path)
    }

    // MARK: Taking one

    @Test func `A copy has what the database has, and nobody else may read it`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()

        let snapshot = try snapshot(fixture)

        #expect(try StoreReader(path: snapshot.path).calls(at: at(200)).count == 1)
        let mode = try FileManager.default.attributesOfItem(atPath: snapshot.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(snapshot.path.hasSuffix("/catchline-20261120T140351Z.db"))
    }

    @Test func `A copy is one file, and no draft is left beside it`() throws {
        let fixture = try StoreFixture()
        _ = try snapshot(fixture)

        let names = try FileManager.default.contentsOfDirectory(atPath: shelf(fixture).directory)
        #expect(names == ["catchline-20261120T140351Z.db"])
    }

    @Test func `Seven are kept`() throws {
        let fixture = try StoreFixture()
        for night in 0..<9 { _ = try snapshot(fixture, at: Double(night) * 86_400) }

        let kept = shelf(fixture).snapshots.map(\.takenAt)
        #expect(kept.count == 7)
        #expect(kept == kept.sorted())
        #expect(kept.last == at(8 * 86_400).wall.addingTimeInterval(-0.25))
    }

    @Test func `A copy of a damaged database is none`() throws {
        let fixture = try StoreFixture()
        for count in 0..<50 { try fixture.store.typed(String(repeating: "\(count) ", count: 100)) }
        try fixture.store.writer.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try damage(fixture.path)
        try fixture.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA shrink_memory") }

        #expect(throws: StorageError.self) { try snapshot(fixture) }
        #expect(shelf(fixture).snapshots.isEmpty)
    }

    // MARK: A damaged database

    @Test func `A damaged database is kept, and the copy takes its place`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        _ = try snapshot(fixture)
        try fixture.store.missedCall(at: 200)
        try close(fixture)
        try damage(fixture.path)

        let opened = try Store.open(place(fixture), at: at(500))

        let restoration = try #require(try opened.store.reader.lastRestoration())
        #expect(opened.recovery == .replaced(restoration))
        #expect(restoration.from == Timestamp(at(12.4).wall))
        #expect(restoration.until == Timestamp(at(500).wall))
        #expect(try opened.store.reader.calls(at: at(500)).count == 1)
        #expect(try names(fixture).contains("catchline.db.kept-20261120T141031Z"))
        try opened.store.close()
    }

    @Test func `What waited in the copy is held, and leaves when a person says so`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        try fixture.store.typed()
        _ = try snapshot(fixture)
        try close(fixture)
        try damage(fixture.path)

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.messages().map(\.state) == [.held, .held])
        #expect(try store.reader.messages().map(\.error) == ["restored", "restored"])
        #expect(try store.reader.nextDue(line: .first, at: at(501)) == nil)
        #expect(try store.claimNext(at: at(600)) == nil)
        #expect(try store.reader.restoredTextCount() == 2)
        #expect(try store.releaseHeldTexts(at: at(700)).count == 2)
        #expect(try store.reader.messages().map(\.state) == [.queued, .queued])
        try store.close()
    }

    @Test func `A text that was at its prompt in the copy is unconfirmed`() throws {
        let fixture = try StoreFixture()
        try fixture.store.typed()
        let submission = try #require(try fixture.store.claimNext())
        _ = try fixture.store.markPromptSeen(submission.id, on: .first)
        _ = try snapshot(fixture)
        try close(fixture)
        try damage(fixture.path)

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.messages().map(\.state) == [.unconfirmed])
        try store.close()
    }

    @Test func `A call that rang in the copy is over and not answered`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))
        _ = try snapshot(fixture)
        try close(fixture)
        try damage(fixture.path)

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.calls(at: at(500)).map(\.outcome) == [.unknown])
        #expect(try store.reader.messages().isEmpty)
        try store.close()
    }

    @Test func `Who said STOP after the copy was made has said it`() throws {
        let fixture = try StoreFixture()
        for count in 0..<200 { try fixture.store.typed("text \(count).", at: Double(count)) }
        _ = try snapshot(fixture)
        _ = try fixture.store.addOptOut(number: "+447700900311", reason: "keyword", at: at(300))
        try close(fixture)
        try StoreFixture.damage(fixture.path, at: "text 100.")

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.lastRestoration() != nil)
        #expect(try store.reader.optOuts().map(\.number) == ["+447700900311"])
        try store.close()
    }

    @Test func `A copy that is damaged too is passed over for the one before`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        _ = try snapshot(fixture, at: 100)
        try fixture.store.missedCall(at: 86_000)
        let newest = try snapshot(fixture, at: 86_500)
        try close(fixture)
        try damage(fixture.path)
        try damage(newest.path)

        let store = try Store.open(place(fixture), at: at(90_000)).store

        #expect(try store.reader.calls(at: at(90_000)).count == 1)
        try store.close()
    }

    @Test func `Without a copy a new database begins, and says so`() throws {
        let fixture = try StoreFixture()
        try fixture.store.close()
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: fixture.path))

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.lastRestoration()?.from == nil)
        #expect(try store.reader.lastRestoration() != nil)
        try store.close()
    }

    @Test func `Damage that a statement meets is put right when the disk is looked at again`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        _ = try snapshot(fixture)
        try fixture.store.close()
        let store = try Store.open(place(fixture), at: at(200)).store
        try store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try damage(fixture.path)
        _ = store.connection.failed(.corrupt("database disk image is malformed"))
        #expect(store.standing.state == .damaged)

        guard case .replaced = try store.recover(at: at(500)) else {
            Issue.record("the copy did not take its place")
            return
        }
        #expect(try store.reader.calls(at: at(500)).count == 1)
        try store.close()
    }

    @Test func `A replacement that a power cut stopped is finished by whoever opens the database`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        let copy = try snapshot(fixture)
        try fixture.store.missedCall(at: 200)
        // Whole and named; the cut came before anything else.
        try FileManager.default.copyItem(atPath: copy.path, toPath: fixture.path + ".next")
        let killed = try fixture.copyAsKilled()
        try FileManager.default.copyItem(atPath: fixture.path + ".next", toPath: killed + ".next")

        let store = try Store(path: killed)

        #expect(try store.reader.calls(at: at(500)).count == 1)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: URL(fileURLWithPath: killed).deletingLastPathComponent().path)
        #expect(names.filter { $0.contains(".kept-") }.count == 2)
        #expect(!names.contains("catchline.db.next"))
        try store.close()
    }

    @Test func `The numbers of events are not given twice`() throws {
        let fixture = try StoreFixture()
        _ = try snapshot(fixture)
        for _ in 0..<5 { try fixture.store.typed() }
        let last = try fixture.store.reader.read { try $0.nextSequenceNumber() }
        try close(fixture)
        try damage(fixture.path)

        let store = try Store.open(place(fixture), at: at(500)).store

        #expect(try store.reader.read { try $0.nextSequenceNumber() } > last)
        try store.close()
    }
}
