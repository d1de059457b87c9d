import Foundation
import Telephony
import Testing

@testable import Storage

/// An older copy of the database takes its place. What has left since then counts all the same.
struct RestoredCounterTests {
    private let words = "tin kettle ninety-four harbour"
    private let header = BackupHeader(createdAt: at(100).wall, cost: 10)
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private var file: String { fixture.directory.appendingPathComponent("box.backup").path }

    private func backUp() throws {
        _ = try fixture.store.reader.backUp(to: file, header, passphrase: words, version: "1.2.3")
    }

    private func restored(at seconds: Double = 500) throws -> Store {
        try fixture.store.close()
        _ = try StoragePlace(database: fixture.path).restore(
            BackupFile(path: file), passphrase: words, at: at(seconds))
        return try Store(path: fixture.path)
    }

    /// An automatic text that the network takes.
    @discardableResult
    private func answer(
        _ number: String = "+447700900311", at seconds: Double, in store: Store? = nil
    ) throws -> MessageID {
        let caller = IdentifiedNumber(
            phoneNumber: PhoneNumber(e164: number), text: number, kind: .mobile, country: "GB",
            isPossible: true)
        let store = store ?? fixture.store
        let reply = try store.missedCall(caller, at: seconds).message
        try store.send(#require(try store.claimNext(at: at(seconds + 13))), reference: 1, at: seconds + 14)
        return try #require(reply)
    }

    /// What the rules are told when a reply to this number is about to go.
    private func judged(
        _ number: String = "+447700900399", at seconds: Double, in store: Store
    ) throws -> (SendCounters, CallerHistory) {
        try store.typed(to: number, origin: .auto, at: seconds)
        var seen: (SendCounters, CallerHistory)?
        _ = try store.claimNext(at: at(seconds)) {
            seen = ($1, $2)
            return .suppress(.capHour)
        }
        return try #require(seen)
    }

    // MARK: Limits

    @Test func `A limit counts what has left since the backup was made, and each once`() throws {
        try answer("+447700900301", at: 0)
        try backUp()
        try answer("+447700900302", at: 200)
        try answer("+447700900303", at: 300)
        let store = try restored()

        let counters = try judged(at: 600, in: store).0

        #expect(counters.hour == 3 && counters.day == 3 && counters.month == 3)
        #expect(try judged(at: 3_700, in: store).0.hour == 2)
        #expect(try judged(at: 4_000, in: store).0.hour == 0)
        try store.close()
    }

    @Test func `It counts once however often a backup is restored`() throws {
        try backUp()
        try answer(at: 200)
        let first = try restored()
        _ = try first.reader.backUp(to: file + "2", header, passphrase: words, version: "1.2.3")
        try first.close()

        for name in [file + "2", file] {
            _ = try StoragePlace(database: fixture.path).restore(
                BackupFile(path: name), passphrase: words, at: at(600))
        }

        let store = try Store(path: fixture.path)
        #expect(try judged(at: 700, in: store).0.hour == 1)
        try store.close()
    }

    @Test func `What waited and has not left counts nothing`() throws {
        try backUp()
        try fixture.store.missedCall(at: 200)
        _ = try fixture.store.claimNext(at: at(213))
        let store = try restored()

        let (counters, history) = try judged("+447700900311", at: 600, in: store)

        #expect(counters.hour == 0)
        #expect(history.lastAutomaticText == nil)
        try store.close()
    }

    @Test func `What a person sent counts for what persons send`() throws {
        try backUp()
        try fixture.store.typed(at: 200)
        try fixture.store.send(#require(try fixture.store.claimNext(at: at(201))), reference: 1, at: 202)
        let store = try restored()

        let (counters, history) = try judged("+447700900311", at: 600, in: store)

        #expect(counters.hour == 0)
        #expect(history.lastAutomaticText == nil)
        try store.close()
    }

    @Test func `A copy that takes the place of a damaged database counts on`() throws {
        for count in 0..<200 { try fixture.store.typed("text \(count).", line: .second, at: 0) }
        let snapshots = fixture.directory.appendingPathComponent("snapshots").path
        let shelf = SnapshotShelf(directory: snapshots)
        _ = try fixture.store.takeSnapshot(onto: shelf, at: at(100))
        try answer(at: 200)
        try fixture.store.close()
        try StoreFixture.damage(fixture.path, at: "text 100.")

        let store = try Store.open(
            StoragePlace(database: fixture.path, snapshots: snapshots), at: at(500)
        ).store

        #expect(try store.reader.lastRestoration() != nil)
        #expect(try judged(at: 600, in: store).0.hour == 1)
        try store.close()
    }

    // MARK: Cool-downs

    @Test func `Who was texted since the backup was made is not texted again at once`() throws {
        try backUp()
        try answer(at: 200)
        let store = try restored()

        let history = try judged("+447700900311", at: 600, in: store).1

        #expect(history.lastAutomaticText?.monotonic == at(213).monotonic)
        #expect(try judged("+447700900312", at: 601, in: store).1.lastAutomaticText == nil)
        try store.close()
    }

    @Test func `A text after the restore is later than those before it`() throws {
        try answer(at: 0)
        try backUp()
        try answer(at: 200)
        let store = try restored()
        try answer(at: 700, in: store)

        let history = try judged("+447700900311", at: 800, in: store).1

        #expect(history.lastAutomaticText?.monotonic == at(712.4).monotonic)
        try store.close()
    }

    @Test func `What was counted for longer than any limit is forgotten`() throws {
        try backUp()
        try answer(at: 200)
        let store = try restored()
        try answer(at: 600, in: store)
        let later = 71.0 * 86_400

        _ = try store.claimNext(at: at(later, boot: "boot-2"))

        let left = try store.reader.read { try $0.integer("SELECT count(*) FROM carried_send") }
        #expect(left == 0)
        try store.close()
    }

    // MARK: Texts that waited in the backup

    @Test func `A text that waited in the backup and has left since is sent, and not released`() throws {
        let call = try fixture.store.missedCall()
        try backUp()
        try fixture.store.send(#require(try fixture.store.claimNext(at: at(200))), reference: 1, at: 201)
        let store = try restored()

        #expect(try store.state(call.message) == .sent)
        #expect(try store.releaseHeldTexts(at: at(600)).isEmpty)
        try store.close()
    }

    @Test func `One that may have left since is unconfirmed`() throws {
        let call = try fixture.store.missedCall()
        try backUp()
        let part = try #require(try fixture.store.claimNext(at: at(200)))
        _ = try fixture.store.markPromptSeen(part.id, on: .first)
        let store = try restored()

        #expect(try store.state(call.message) == .unconfirmed)
        try store.close()
    }

    @Test func `One of which nobody knew in the backup is settled if it is known since`() throws {
        let call = try fixture.store.missedCall()
        let part = try #require(try fixture.store.claimNext(at: at(20)))
        _ = try fixture.store.markPromptSeen(part.id, on: .first)
        try backUp()
        _ = try fixture.store.markSubmitted(part.id, reference: 1, at: at(30))
        let store = try restored()

        #expect(try store.state(call.message) == .sent)
        try store.close()
    }

    @Test func `Another text that was given the same number says nothing of the one in the backup`() throws {
        try backUp()
        let early = try answer(at: 200)
        try fixture.store.close()
        let other = try StoreFixture()
        let waiting = try #require(try other.store.missedCall(at: 50).message)
        #expect(waiting == early)
        let path = other.directory.appendingPathComponent("other.backup").path
        _ = try other.store.reader.backUp(to: path, header, passphrase: words, version: "1.2.3")
        try other.store.close()

        _ = try StoragePlace(database: fixture.path).restore(
            BackupFile(path: path), passphrase: words, at: at(500))

        let store = try Store(path: fixture.path)
        #expect(try store.state(waiting) == .held)
        try store.close()
    }

    // MARK: PINs

    @Test func `A PIN that was found wrong since the backup was made is not tried again`() throws {
        let pin = PINDigest(pin: "1234", key: [1])
        try backUp()
        #expect(try fixture.store.beginPINTry(pin, sim: "8944", at: at(200)) == .granted)
        try fixture.store.markPINTry(pin, sim: "8944", outcome: .refused)
        let store = try restored()

        #expect(try store.beginPINTry(pin, sim: "8944", at: at(600)) == .refusedBefore)
        try store.close()
    }
}
