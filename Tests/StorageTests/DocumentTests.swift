import Telephony
import Testing

@testable import Storage

struct DocumentTests {
    @Test func `A document that was never written is none`() throws {
        let fixture = try StoreFixture()

        #expect(try fixture.store.reader.document(.rules) == nil)
        #expect(try fixture.store.reader.documentHistory(.rules).isEmpty)
    }

    @Test func `Each version stays, and the newest holds`() throws {
        let fixture = try StoreFixture()

        #expect(try fixture.store.setDocument(.rules, body: "a", at: at(0)) == .success(1))
        #expect(try fixture.store.setDocument(.rules, body: "b", at: at(1)) == .success(2))
        #expect(try fixture.store.setDocument(.hours, body: "h", at: at(2)) == .success(1))

        #expect(try fixture.store.reader.document(.rules)?.body == "b")
        #expect(try fixture.store.reader.documentHistory(.rules).map(\.version) == [2, 1])
        #expect(try fixture.store.reader.document(.rules, version: 1)?.body == "a")
    }

    @Test func `Of two who change one version the second is told, and nothing is overwritten`() throws {
        let fixture = try StoreFixture()
        _ = try fixture.store.setDocument(.words, body: "a", at: at(0))
        _ = try fixture.store.setDocument(.words, body: "b", basedOn: 1, at: at(1))

        let second = try fixture.store.setDocument(.words, body: "c", basedOn: 1, at: at(2))

        #expect(second == .failure(DocumentConflict(current: 2)))
        #expect(try fixture.store.reader.document(.words)?.body == "b")
    }

    @Test func `A change is told to those who follow the event log`() throws {
        let fixture = try StoreFixture()
        let before = try fixture.store.reader.lastSequenceNumber()

        _ = try fixture.store.setDocument(.hours, body: "h", at: at(0))

        let told = try fixture.store.reader.events(after: before)
        #expect(told.map(\.kind) == ["document.changed"])
        #expect(told.map(\.payload) == [#"{"version":1,"state":"hours"}"#])
    }
}
