import Foundation
import Telephony
import Testing

@testable import Storage

/// A database of which an octet, or a page, is not what was written.
struct FlippedOctetTests {
    private static let count =
        ProcessInfo.processInfo.environment["CATCHLINE_TEST_DEPTH"] == "product" ? 1_000 : 60

    /// A box that has lived for a while, closed; with a copy of it.
    private func image(_ fixture: StoreFixture) throws -> Data {
        for count in 0..<20 {
            let at = Double(count * 60)
            try fixture.store.missedCall(at: at, words: String(repeating: "\(count) ", count: 30))
            try fixture.store.receive(Arrival(words: "Boiler \(count)"))
        }
        _ = try fixture.store.addOptOut(number: "+447700900999", reason: "keyword", at: at(0))
        try fixture.store.changeSettings(["business.company": "Hartley"], at: at(0))
        _ = try fixture.store.takeSnapshot(
            onto: SnapshotShelf(directory: fixture.directory.path + "/snapshots"), at: at(2_000))
        try fixture.store.close()
        let image = try Data(contentsOf: URL(fileURLWithPath: fixture.path))
        // All of it is in the one file.
        try #require(image.count > 40 << 10)
        return image
    }

    @Test func `Each is read as good, or put aside and replaced; the box starts every time`() throws {
        let fixture = try StoreFixture()
        let image = try image(fixture)
        let place = StoragePlace(
            database: fixture.path, snapshots: fixture.directory.path + "/snapshots")
        var random = SplitMix(seed: 42)
        var replaced = 0
        for round in 0..<Self.count {
            var changed = image
            // A quarter of them where the definitions of the tables lie.
            let octet = Int(random.next() % UInt64(round % 4 == 1 ? 12 << 10 : image.count))
            if round % 4 == 3 {
                let page = octet / 1024 * 1024
                for index in page..<min(page + 1024, image.count) {
                    changed[index] = UInt8(truncatingIfNeeded: random.next())
                }
            } else {
                changed[octet] ^= UInt8(1 << (random.next() % 8))
            }
            for ending in ["-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: fixture.path + ending)
            }
            try changed.write(to: URL(fileURLWithPath: fixture.path))

            let opened = try Store.open(place, at: at(3_000))

            #expect(opened.store.standing == .good, "round \(round), octet \(octet)")
            if opened.recovery != nil { replaced += 1 }
            live(on: opened.store, round)
            try? opened.store.close()
        }
        // Most octets of a database are those of texts, which it takes as they are.
        #expect(replaced > Self.count / 6)
        #expect(replaced < Self.count)
    }

    /// Damage that only a statement meets is put right by the next look at the disk.
    private func live(on store: Store, _ round: Int) {
        for _ in 0..<2 {
            do {
                _ = try store.reader.messages()
                _ = try store.reader.calls(at: at(3_000))
                _ = try store.reader.settings()
                _ = try store.reader.todayCounts(since: at(0).wall)
                _ = try store.settleAtStart(version: "1", at: at(3_000))
                try store.missedCall(at: 3_100)
                try store.receive(Arrival(words: "After \(round)"))
                return
            } catch {
                #expect(store.standing.isTroubled, "round \(round): \(error)")
                do {
                    _ = try store.recover(at: at(3_050))
                } catch {
                    Issue.record("round \(round): \(error)")
                    return
                }
            }
        }
        Issue.record("round \(round): still in trouble")
    }
}

/// https://prng.di.unimi.it/splitmix64.c
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
