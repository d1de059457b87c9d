import Foundation
import GRDB
import Telephony
import Testing

@testable import Storage

struct DurabilityTests {
    @Test func `Each commit is synced: FULL is set after opening and reads back`() throws {
        let fixture = try StoreFixture()

        let synchronous = try fixture.store.writer.writeWithoutTransaction { db in
            try Int.fetchOne(db, sql: "PRAGMA synchronous")
        }

        #expect(synchronous == 2)
    }

    @Test func `A connection that would not sync is refused`() throws {
        let queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }

        #expect(throws: StorageError.notDurable(synchronous: 1)) {
            try queue.writeWithoutTransaction(Store.requireDurability)
        }
    }

    @Test(arguments: [
        ("journal_mode", "wal"), ("page_size", "1024"), ("foreign_keys", "1"), ("busy_timeout", "5000"),
    ])
    func `The writer is set up`(pragma: String, value: String) throws {
        let fixture = try StoreFixture()

        let found = try fixture.store.writer.writeWithoutTransaction { db in
            try DatabaseValue.fetchOne(db, sql: "PRAGMA \(pragma)")
        }

        #expect(found?.description.replacingOccurrences(of: "\"", with: "") == value)
    }

    @Test func `The heartbeat takes the lock and writes no byte`() throws {
        let fixture = try StoreFixture()
        try fixture.store.missedCall()
        let before = try StoreFixture.contents(of: fixture.directory)

        try fixture.store.heartbeat()

        let after = try StoreFixture.contents(of: fixture.directory)
        #expect(before["catchline.db"] == after["catchline.db"])
        #expect(before["catchline.db-wal"] == after["catchline.db-wal"])
    }

    @Test func `A PDU that is known already is committed again, so that its first commit is synced too`()
        throws
    {
        let fixture = try StoreFixture()
        try fixture.store.receive(Arrival(words: "Hello"))
        let before = try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"]

        try fixture.store.receive(Arrival(words: "Hello"))

        #expect(try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"] != before)
    }

    @Test func `A start commits, though nothing is to be settled`() throws {
        let fixture = try StoreFixture()
        let before = try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"]

        _ = try fixture.store.settleAtStart(version: "0.1.0", at: at(0))

        #expect(try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"] != before)
    }

    @Test func `A report that changes nothing is committed all the same`() throws {
        let fixture = try StoreFixture()
        let report = DeliveryReport(reference: 9, recipient: "447700900311", outcome: .delivered)
        _ = try fixture.store.recordReport(report, octets: [1], line: .first, at: at(0))
        let before = try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"]

        _ = try fixture.store.recordReport(report, octets: [1], line: .first, at: at(1))

        #expect(try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"] != before)
    }
}

struct FullDiskTests {
    /// No more pages than there are now: SQLite answers as on a full disk.
    private func fill(_ store: Store) throws {
        try store.writer.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
    }

    private func receiveUntilFull(_ store: Store) throws -> Int {
        for count in 0..<100 {
            do {
                try store.receive(Arrival(words: String(repeating: "\(count) ", count: 40)))
            } catch StorageError.full {
                return count
            }
        }
        return 100
    }

    @Test func `A full disk is told as such, so that nothing is deleted from the SIM`() throws {
        let fixture = try StoreFixture()
        try fill(fixture.store)

        let stored = try receiveUntilFull(fixture.store)

        #expect(stored < 100)
        #expect(try fixture.store.reader.messages().count == stored)
    }

    @Test func `When there is room again the next text is stored`() throws {
        let fixture = try StoreFixture()
        try fill(fixture.store)
        let stored = try receiveUntilFull(fixture.store)

        try fixture.store.writer.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA max_page_count = 100000")
        }
        try fixture.store.receive(Arrival(words: "There is room"))

        #expect(try fixture.store.reader.messages().count == stored + 1)
    }

    @Test func `A call whose reply does not fit has not ended`() throws {
        let fixture = try StoreFixture()
        let call = try fixture.store.recordCallStarted(
            line: .first, number: caller, isWithheld: false, at: at(0))
        try fill(fixture.store)
        let words = String(repeating: "long ", count: 4000)

        #expect(throws: StorageError.full) {
            try fixture.store.recordCallEnded(
                call: call, rings: 1, rang: .seconds(1), outcome: .missed, at: at(1)
            ) { _ in
                .text(words: words, rule: "r", wait: .zero)
            }
        }

        #expect(try fixture.store.reader.call(call, at: at(2))?.outcome == nil)
        #expect(try fixture.store.reader.messages().isEmpty)
    }

    // A read-only medium cannot be made where the tests run as root, who writes all the same; the pragma
    // answers with the same code.
    @Test func `A store that has become read-only says so`() throws {
        let fixture = try StoreFixture()
        try fixture.store.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA query_only = 1") }

        #expect(throws: StorageError.readOnly) {
            try fixture.store.changeSettings(["caps.hour": "1"], at: at(0))
        }
    }
}
