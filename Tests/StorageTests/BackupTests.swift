import Foundation
import GRDB
import Telephony
import Testing

@testable import Storage

/// Backups: what is packed comes back, what was changed is refused, and nothing is ever half restored.
struct BackupTests {
    private let words = "tin kettle ninety-four harbour"

    /// As quick as a key can be made.
    private let header = BackupHeader(createdAt: at(100).wall, cost: 10)

    private func file(_ fixture: StoreFixture, _ name: String = "box.backup") -> String {
        fixture.directory.appendingPathComponent(name).path
    }

    @discardableResult
    private func backUp(_ fixture: StoreFixture, _ name: String = "box.backup") throws -> BackupSummary {
        try fixture.store.reader.backUp(
            to: file(fixture, name), header, passphrase: words, version: "1.2.3")
    }

    private func restore(_ fixture: StoreFixture, passphrase: String? = nil) throws -> RestoredBackup {
        try StoragePlace(database: fixture.path).restore(
            BackupFile(path: file(fixture)), passphrase: passphrase ?? words, at: at(500))
    }

    private func lived(_ fixture: StoreFixture) throws {
        try fixture.store.missedCall()
        try fixture.store.receive(Arrival(words: "Boiler keeps losing pressure"))
        try fixture.store.typed(String(repeating: "long ", count: 2_000))
        try fixture.store.changeSettings(["business.company": "Hartley"], at: at(50))
    }

    /// But for the files that a look into a database makes beside it.
    private func contents(_ fixture: StoreFixture) throws -> [String: Data] {
        try StoreFixture.contents(of: fixture.directory).filter { name, _ in
            !name.hasSuffix("-shm") && !name.hasSuffix("-wal")
        }
    }

    // MARK: There and back

    @Test func `What was packed comes back`() throws {
        let fixture = try StoreFixture()
        try lived(fixture)
        let before = try fixture.store.reader.messages()
        let summary = try backUp(fixture)
        try fixture.store.close()
        try FileManager.default.removeItem(atPath: fixture.path)

        let restored = try restore(fixture)

        #expect(restored.backup == summary)
        #expect(summary.version == "1.2.3")
        let store = try Store(path: fixture.path)
        #expect(try store.reader.messages().map(\.text) == before.map(\.text))
        #expect(try store.reader.settings() == ["business.company": "Hartley"])
        #expect(try store.reader.calls(at: at(500)).count == 1)
        try store.close()
    }

    @Test func `What waited is held and not sent`() throws {
        let fixture = try StoreFixture()
        try lived(fixture)
        try backUp(fixture)
        try fixture.store.close()

        #expect(try restore(fixture).held == 2)

        let store = try Store(path: fixture.path)
        #expect(
            try store.reader.messages().filter { $0.direction == .outgoing }.map(\.state) == [.held, .held])
        #expect(try store.claimNext(at: at(600)) == nil)
        try store.close()
    }

    @Test func `Who said STOP since then has said it`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.addOptOut(number: "+447700900555", reason: "asked", at: at(0))
        try backUp(fixture)
        _ = try fixture.store.removeOptOut(number: "+447700900555", at: at(200))
        _ = try fixture.store.addOptOut(number: "+447700900311", reason: "keyword", at: at(200))
        try fixture.store.close()

        _ = try restore(fixture)

        let store = try Store(path: fixture.path)
        #expect(try Set(store.reader.optOuts().map(\.number)) == ["+447700900555", "+447700900311"])
        try store.close()
    }

    @Test func `What was there before is kept under another name`() throws {
        let fixture = try StoreFixture()
        try backUp(fixture)
        try fixture.store.missedCall(at: 200)
        try fixture.store.close()

        _ = try restore(fixture)

        let kept = try #require(
            try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path).first {
                $0.contains(".kept-") && !$0.hasSuffix("-wal")
            })
        #expect(try StoreReader(path: file(fixture, kept)).calls(at: at(500)).count == 1)
    }

    @Test func `Nobody else may read what was made`() throws {
        let fixture = try StoreFixture()
        try backUp(fixture)
        try fixture.store.close()
        _ = try restore(fixture)

        for name in ["box.backup", "catchline.db"] {
            let mode = try FileManager.default.attributesOfItem(atPath: file(fixture, name))[
                .posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func `No word of a text stands in the file`() throws {
        let fixture = try StoreFixture()
        try lived(fixture)
        try backUp(fixture)

        let octets = try Data(contentsOf: URL(fileURLWithPath: file(fixture)))
        #expect(octets.range(of: Data("Boiler".utf8)) == nil)
        #expect(octets.range(of: Data("447700900311".utf8)) == nil)
        #expect(octets.range(of: Data("SQLite".utf8)) == nil)
    }

    @Test func `A file that is there is not written over`() throws {
        let fixture = try StoreFixture()
        try backUp(fixture)
        let before = try Data(contentsOf: URL(fileURLWithPath: file(fixture)))

        #expect(throws: BackupError.self) { try backUp(fixture) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file(fixture))) == before)
    }

    // MARK: What is refused

    @Test func `A wrong passphrase opens nothing`() throws {
        let fixture = try StoreFixture()
        try backUp(fixture)
        try fixture.store.close()
        let before = try contents(fixture)

        #expect(throws: BackupError.wrongPassphrase) { try restore(fixture, passphrase: words + "s") }

        #expect(try contents(fixture) == before)
    }

    @Test func `A database is no backup`() throws {
        let fixture = try StoreFixture()
        try fixture.store.close()

        #expect(throws: BackupError.noBackup) {
            try StoragePlace(database: fixture.path).restore(
                BackupFile(path: fixture.path), passphrase: words, at: at(0))
        }
    }

    @Test func `A head that asks for hours of work is refused at once`() throws {
        var octets = header.encoded
        octets[9] = 40

        #expect(throws: BackupError.self) { try BackupHeader(decoding: octets) }
    }

    /// Whoever knows the passphrase can write what he likes; what is put into the tables is rows of theirs.
    @Test(arguments: [
        [BackupRecord.table("sqlite_schema", columns: ["type", "name", "tbl_name", "rootpage", "sql"])],
        [.table("grdb_migrations", columns: ["identifier"])],
        [.table("setting", columns: ["key", "value", "more"])],
        [.table("setting", columns: ["key); DROP TABLE call; --", "value"])],
        [.table("setting", columns: ["key", "value"]), .row([.text("a"), .null])],
        [.table("setting", columns: ["key", "value"]), .table("setting", columns: ["key", "value"])],
        [.table("line", columns: ["id", "name"])],
    ])
    func `Rows that are not of our tables are refused`(records: [BackupRecord]) throws {
        let fixture = try StoreFixture()
        try fixture.store.close()
        let before = try contents(fixture)
        let forged = file(fixture)
        _ = FileManager.default.createFile(atPath: forged, contents: nil)
        let handle = try #require(FileHandle(forWritingAtPath: forged))
        var sealer = try BackupSealer(
            handle.fileDescriptor, header: header, key: header.key(passphrase: words))
        let rows = records.filter { if case .row = $0 { true } else { false } }.count
        let start = BackupRecord.start(version: "1", steps: Schema.migrator.migrations)
        for record in [start] + records + [.end(rows: rows)] { try sealer.pack(record.encoded) }
        try sealer.finish()
        try handle.close()

        #expect(throws: BackupError.self) { try restore(fixture) }

        try FileManager.default.removeItem(atPath: forged)
        #expect(try contents(fixture) == before)
    }

    // MARK: Chance

    /// The files on the disk are as they were, whatever a damaged backup made of the restore.
    @Test func `A backup that was changed or cut anywhere is refused, and nothing is half restored`() throws {
        let fixture = try StoreFixture()
        try lived(fixture)
        try backUp(fixture)
        try fixture.store.close()
        let good = try Data(contentsOf: URL(fileURLWithPath: file(fixture)))
        var before = try contents(fixture)
        before["box.backup"] = nil
        var random = SplitMix(seed: 42)
        for round in 0..<40 {
            var bad = good
            let place = Int(random.next() % UInt64(good.count))
            switch round % 3 {
            // In the head the work that a key takes must stay small for a test.
            case 0: bad[max(12, place)] ^= UInt8(1 << (random.next() % 8))
            case 1: bad = good.prefix(place)
            default: bad.append(contentsOf: [UInt8(truncatingIfNeeded: random.next())])
            }
            // When it was made is authenticated too.
            try bad.write(to: URL(fileURLWithPath: file(fixture)))
            #expect(throws: BackupError.self, "round \(round), octet \(place)") { try restore(fixture) }
        }
        try FileManager.default.removeItem(atPath: file(fixture))
        #expect(try contents(fixture) == before)
    }

    /// What is inside, past its seal, is as hostile as any file.
    @Test func `No octets make the reader of rows crash`() throws {
        let fixture = try StoreFixture()
        let key = try header.key(passphrase: words)
        var random = SplitMix(seed: 43)
        let plausible = Array("STRE\u{0}\u{1}\u{2}\u{3}\u{4}".utf8)
        for _ in 0..<20 {
            let path = file(fixture)
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            let handle = try #require(FileHandle(forWritingAtPath: path))
            var sealer = try BackupSealer(handle.fileDescriptor, header: header, key: key)
            try sealer.pack(BackupRecord.start(version: "1", steps: []).encoded)
            try sealer.pack(
                (0..<400).map { _ in
                    let octet = random.next()
                    return octet % 4 == 0
                        ? UInt8(truncatingIfNeeded: octet >> 8) : plausible[Int(octet >> 8) % plausible.count]
                })
            try sealer.finish()
            try handle.close()
            #expect(throws: BackupError.self) {
                try BackupSummary(verifying: BackupFile(path: path), passphrase: words)
            }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
    func `Whatever its length, what was packed is handed out`(count: Int) throws {
        let fixture = try StoreFixture()
        let path = file(fixture)
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        var sealer = try BackupSealer(
            handle.fileDescriptor, header: header, key: header.key(passphrase: words))
        let octets = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try sealer.pack(octets)
        try sealer.finish()
        try handle.close()

        var input = try BackupUnsealer(BackupFile(path: path), passphrase: words)

        #expect(try input.take(count) == octets)
        #expect(try input.isAtEnd())
    }
}
