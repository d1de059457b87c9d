import Foundation
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon
@testable import Storage

/// A disk that is full, or that fails: what the box goes on doing, and how it is well again by itself.
@Suite final class DiskTroubleTests {
    private let directory = NSTemporaryDirectory() + "disk-\(UUID().uuidString)"
    private var database: String { directory + "/catchline.db" }

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func bench() throws -> Bench {
        var bench = try Bench(store: try Store(path: database))
        bench.start()
        bench.requests = []
        return bench
    }

    /// As if it had come from a card that has no block left.
    private func fill(_ bench: Bench) throws {
        try bench.store.write { db in
            let pages = try db.integer("PRAGMA page_count") ?? 0
            _ = try db.integer("PRAGMA max_page_count = \(pages)")
        }
        try? bench.store.changeSettings(["a": String(repeating: "x", count: 200_000)], at: bench.now)
        // What is left of the last pages too.
        while (try? bench.store.changeSettings(["a": "b"], at: bench.now)) != nil {}
        #expect(bench.store.standing.state == .full)
    }

    private func makeRoom(_ bench: Bench) throws {
        _ = try bench.store.write { try $0.integer("PRAGMA max_page_count = 1000000") }
    }

    private func fail(_ bench: Bench) {
        _ = bench.store.connection.failed(.inputOutput("disk I/O error (code 1034)"))
    }

    @Test func `On a full disk nothing is sent and a text stays on the SIM`() throws {
        var bench = try bench()
        try fill(bench)
        let hex = try Bench.pdu("Boiler", from: Bench.grace, at: bench.now)

        #expect(bench.receive(hex) == [.keep(ReceivedPDU.ID(1))])
        #expect(bench.miss(Bench.grace).submissions.isEmpty)
        bench.pass(3_000)

        #expect(bench.requests.submissions.isEmpty)
    }

    @Test(arguments: [true, false])
    func `When the disk is well again the calls are recorded, answered, and the SIM is read`(isFull: Bool)
        throws
    {
        var bench = try bench()
        if isFull { try fill(bench) } else { fail(bench) }
        _ = bench.miss(Bench.grace)
        if isFull { try makeRoom(bench) }

        let asked = bench.pass(31)

        #expect(asked.contains(.sweep))
        #expect(asked.submissions.count == 1)
        #expect(try bench.store.reader.calls(at: bench.now).map(\.outcome) == [.missed])
        #expect(bench.store.standing == .good)
    }

    @Test func `The trouble is said once, and its end`() throws {
        var bench = try bench()
        try fill(bench)
        for _ in 0..<20 { _ = bench.miss(Bench.grace) }
        bench.pass(300)
        #expect(bench.log.count == 1)

        try makeRoom(bench)
        bench.log = []
        bench.pass(31)

        #expect(bench.log.filter { $0.contains("disk") } == ["The disk is well again."])
    }

    @Test func `A card that fails for good is looked at every half minute`() throws {
        var bench = try bench()
        fail(bench)
        // What is there cannot be opened.
        try FileManager.default.removeItem(atPath: database)
        try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: true)
        let before = bench.wakeUps

        bench.pass(600)

        #expect(bench.wakeUps - before < 50)
    }

    @Test func `After a failed sync the database is opened again, and what was under way is settled`() throws
    {
        var bench = try bench()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(submission.id))
        fail(bench)
        bench.tell(.submitted(submission.id, reference: 42))

        bench.pass(31)

        #expect(try bench.store.reader.message(submission.id.message)?.state == .sent)
    }

    @Test func `A text that is in no modem's hand is unconfirmed after the database was opened again`() throws
    {
        var bench = try bench()
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        bench.tell(.promptSeen(submission.id))
        fail(bench)
        bench.switchboard = Switchboard(store: bench.store, session: "other")
        bench.outboxChanged()

        bench.pass(31)

        #expect(try bench.store.reader.message(submission.id.message)?.state == .unconfirmed)
    }

    @Test func `A database that was replaced knows no row of before`() throws {
        let place = StoragePlace(database: database, snapshots: directory + "/snapshots")
        let start = Moment(
            boot: "boot", monotonic: .zero, wall: Date(timeIntervalSince1970: 1_795_200_000), trust: .ntp)
        var bench = try Bench(store: try Store.open(place, at: start).store)
        bench.start()
        _ = try bench.store.takeSnapshot(
            onto: SnapshotShelf(directory: directory + "/snapshots"), at: bench.now)
        let submission = try #require(bench.miss(Bench.grace).submissions.first)
        let other = Caller.number(NetworkNumber(digits: "+447700900312", typeOfAddress: 145))
        bench.tell(.callStarted(CallID(9), other))
        _ = bench.store.connection.failed(.corrupt("database disk image is malformed"))
        try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: database))
        for ending in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + ending) }
        bench.outboxChanged()

        #expect(bench.pass(2).contains(.abandon(submission.id)))
        bench.tell(
            .callEnded(
                EndedCall(
                    id: CallID(9), caller: other, started: bench.now.monotonic, ended: bench.now.monotonic,
                    rings: 2, outcome: .missed)))

        #expect(bench.log.contains { $0.hasPrefix("The database was damaged") })
        #expect(try bench.store.reader.calls(at: bench.now).map(\.number) == ["+447700900312"])
    }

    @Test func `Only the last thousand calls are kept in memory`() throws {
        var bench = try bench()
        fail(bench)
        try FileManager.default.moveItem(atPath: database, toPath: database + ".gone")
        try FileManager.default.createDirectory(atPath: database, withIntermediateDirectories: true)
        for _ in 0..<1_100 { _ = bench.miss(.withheld) }

        #expect(bench.switchboard.unrecorded.count == 1_000)
    }
}
