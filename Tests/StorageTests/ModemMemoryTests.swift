import Foundation
import Storage
import Telephony
import Testing

/// What lies in the memory of a modem stays there when the SIM in it is changed.
struct ModemMemoryTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func count() throws -> Int { try store.reader.messages().count }

    @Test(arguments: ["ME", "MT"])
    func `A text that the modem still holds is the same text under another SIM`(storage: String) throws {
        let first = try store.receive(Arrival(words: "Hello"), .read(slot: 3, of: storage))

        let again = try store.receive(
            Arrival(words: "Hello"), .read(slot: 3, listing: "1", line: .second, of: storage))

        #expect(!again.isNew && again.message == first.message && again.id == first.id)
        #expect(try count() == 1)
    }

    @Test func `Octets that cannot be read are the same octets under another SIM`() throws {
        for line in [LineID.first, .second] {
            _ = try store.recordUndecodable(
                [0x07, 0xFF], source: .read(slot: 1, line: line, of: "ME"), error: nil, at: at(0))
        }

        #expect(try count() == 1)
    }

    @Test func `A text of the new SIM is new once the modem has deleted the equal one`() throws {
        let first = try store.receive(Arrival(words: "Hello"), .read(slot: 3, of: "ME"))
        try store.markDeleted(first.id, at: at(101))

        #expect(try store.receive(Arrival(words: "Hello"), .read(slot: 3, line: .second, of: "ME")).isNew)
    }

    @Test(arguments: [("SM", "imei:490154203237518"), ("ME", "imei:356938035643809")])
    func `On a SIM, or in another modem, it is another text`(storage: String, modem: String) throws {
        try store.receive(Arrival(words: "Hello"), .read(slot: 3, of: storage))

        let other = PDUSource.read(slot: 3, line: .second, of: storage, modem: modem)
        #expect(try store.receive(Arrival(words: "Hello"), other).isNew)
    }

    @Test func `Two equal texts, one of them known under the old SIM, stay two`() throws {
        try store.receive(Arrival(words: "Yes"), .read(slot: 1, of: "ME"))

        for listing in ["1", "2", "3"] {
            for (slot, twin) in [(1, 2), (2, 1)] {
                let source = PDUSource.read(
                    slot: slot, listing: listing, twins: [twin], line: .second, of: "ME")
                let recorded = try store.receive(Arrival(words: "Yes"), source)
                #expect(recorded.isNew == (listing == "1" && slot == 2))
            }
        }

        #expect(try count() == 2)
    }

    @Test func `Two equal texts that were known under the old SIM stay two`() throws {
        for (line, listing) in [(LineID.first, "1"), (.second, "2"), (.second, "3")] {
            for (slot, twin) in [(1, 2), (2, 1)] {
                try store.receive(
                    Arrival(words: "Yes"),
                    .read(slot: slot, listing: listing, twins: [twin], line: line, of: "ME"))
            }
        }

        #expect(try count() == 2)
    }

    // MARK: Long texts

    @Test func `A long text of which the other parts are read under another SIM becomes whole`() throws {
        try store.receive(part(1), .read(slot: 1, of: "ME"))
        try store.receive(part(2), .read(slot: 2, line: .second, of: "ME"))
        let last = try store.receive(part(3), .read(slot: 3, line: .second, of: "ME"))

        #expect(last.state == .received)
        #expect(try store.reader.messages().map(\.text) == ["<1><2><3>"])
    }

    @Test(arguments: [
        ("SM", "imei:490154203237518", "SM"), ("ME", "imei:356938035643809", "ME"),
        ("SM", "imei:490154203237518", "ME"),
    ])
    func `A part that came another way belongs to another text`(
        storage: String, modem: String, firstStorage: String
    ) throws {
        try store.receive(part(1), .read(slot: 1, of: firstStorage))
        try store.receive(part(2), .read(slot: 2, line: .second, of: storage, modem: modem))

        #expect(try count() == 2)
    }
}
