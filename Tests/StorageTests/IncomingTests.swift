import Foundation
import Storage
import Telephony
import Testing

struct IncomingTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `A text is kept with the time of its service centre`() throws {
        let recorded = try store.receive(Arrival(words: "My boiler is broken"))

        let message = try #require(try store.reader.messages().first)
        #expect(recorded.message == message.id && recorded.isNew)
        #expect(message.state == .received && message.direction == .incoming && message.origin == nil)
        #expect(message.text == "My boiler is broken" && message.parts == 1 && message.alphabet == .gsm7)
        #expect(message.serviceCentreTime?.description == "2026-11-20T14:02:11.250Z")
    }

    @Test func `Only a text has words`() throws {
        try store.receive(Arrival(words: "x", kind: .silent))

        #expect(try store.reader.messages().first?.text == nil)
    }

    // MARK: Duplicates

    @Test func `The same text read again is the same message`() throws {
        let first = try store.receive(Arrival(words: "Hello"))

        let second = try store.receive(Arrival(words: "Hello"), .read(slot: 4))

        #expect(!second.isNew)
        #expect(second.message == first.message && second.id == first.id && second.state == .received)
        #expect(try store.reader.messages().count == 1)
    }

    @Test func `A text that was deleted and is sent again by the network is the same message`() throws {
        let first = try store.receive(Arrival(words: "Hello"))
        try store.markDeleted(first.id, at: at(101))

        #expect(try !store.receive(Arrival(words: "Hello"), .read(slot: 1, listing: "7")).isNew)
    }

    @Test func `Without a time a text like one that is deleted is another text`() throws {
        let first = try store.receive(Arrival(words: "Yes", time: nil))
        #expect(try !store.receive(Arrival(words: "Yes", time: nil)).isNew)
        try store.markDeleted(first.id, at: at(101))

        #expect(try store.receive(Arrival(words: "Yes", time: nil), at: at(86_400)).isNew)
        #expect(try store.reader.messages().count == 2)
    }

    @Test func `Two equal texts in different slots of one listing are two messages`() throws {
        try store.receive(Arrival(words: "Yes"), .read(slot: 1, listing: "1"))
        try store.receive(Arrival(words: "Yes"), .read(slot: 2, listing: "1"))

        #expect(try store.reader.messages().count == 2)
    }

    @Test func `One that is known already and an equal one that lies beside it are two messages`() throws {
        try store.receive(Arrival(words: "Yes"), .read(slot: 1))
        let second = PDUSource.read(slot: 2, listing: "1", twins: [1])

        #expect(try store.receive(Arrival(words: "Yes"), second).isNew)
        #expect(try store.reader.messages().count == 2)
    }

    @Test func `Equal texts read again, wherever they lie by now, make no third`() throws {
        let places = [(1, 2), (1, 2), (2, 3), (7, 1), (1, 2)]
        for (listing, (first, second)) in places.enumerated() {
            try store.receive(
                Arrival(words: "Yes"), .read(slot: first, listing: "\(listing)", twins: [second]))
            try store.receive(
                Arrival(words: "Yes"), .read(slot: second, listing: "\(listing)", twins: [first]))
        }
        try store.receive(Arrival(words: "Yes"), .read(slot: 2, listing: "alone"))
        try store.receive(Arrival(words: "Yes"), .read(slot: 1))

        #expect(try store.reader.messages().count == 2)
    }

    @Test func `The same listing read twice makes no third`() throws {
        for listing in ["1", "2", "3"] {
            try store.receive(Arrival(words: "Yes"), .read(slot: 1, listing: listing))
            try store.receive(Arrival(words: "Yes"), .read(slot: 2, listing: listing))
        }

        #expect(try store.reader.messages().count == 2)
    }

    @Test func `One of two equal texts that is left after a crash is the first again`() throws {
        try store.receive(Arrival(words: "Yes"), .read(slot: 1, listing: "1"))
        try store.receive(Arrival(words: "Yes"), .read(slot: 2, listing: "1"))

        #expect(try !store.receive(Arrival(words: "Yes"), .read(slot: 2, listing: "2")).isNew)
        #expect(try store.reader.messages().count == 2)
    }

    @Test func `A slot that is listed and announced holds one message`() throws {
        try store.receive(Arrival(words: "Yes"), .read(slot: 1, listing: "1"))
        try store.receive(Arrival(words: "Yes"), .read(slot: 1, listing: "1"))
        try store.receive(Arrival(words: "Yes"), .read(slot: 1))

        #expect(try store.reader.messages().count == 1)
    }

    @Test(arguments: [
        Arrival(words: "Hello!"), Arrival(words: "Hello", sender: "+447700900999"),
        Arrival(words: "Hello", time: at(1).wall),
    ])
    func `Other words, another sender or another second is another text`(other: Arrival) throws {
        try store.receive(Arrival(words: "Hello"))
        try store.receive(other)

        #expect(try store.reader.messages().count == 2)
    }

    @Test func `The same text to another SIM is another text`() throws {
        try store.receive(Arrival(words: "Hello"))
        try store.receive(Arrival(words: "Hello"), .read(slot: 1, line: .second))

        #expect(try store.reader.messages().count == 2)
    }

    // MARK: Poison

    @Test func `Octets are counted before they are read, until they were read`() throws {
        #expect(try store.recordAttempt([1, 2, 3]) == 1)
        #expect(try store.recordAttempt([1, 2, 3]) == 2)
        #expect(try store.recordAttempt([9]) == 1)

        _ = try store.recordUndecodable([1, 2, 3], source: .read(slot: 1), error: "octet 2", at: at(0))

        #expect(try store.recordAttempt([1, 2, 3]) == 1)
    }

    @Test func `A count survives the crash that it is made for`() throws {
        _ = try store.recordAttempt([1, 2, 3])

        #expect(try Store(path: try fixture.copyAsKilled()).recordAttempt([1, 2, 3]) == 2)
    }

    @Test func `Octets that cannot be read are kept as they came`() throws {
        let recorded = try store.recordUndecodable(
            [0x07, 0xFF], source: .read(slot: 1), error: "UD at octet 2", at: at(0))
        let again = try store.recordUndecodable([0x07, 0xFF], source: .read(slot: 1), error: nil, at: at(1))

        let message = try #require(try store.reader.messages().first)
        #expect(message.state == .undecodable && message.pdu == "07FF" && message.error == "UD at octet 2")
        #expect(message.text == nil && message.number == nil)
        #expect(recorded.isNew && !again.isNew && again.message == recorded.message)
    }

    // MARK: The first listing of a SIM

    @Test func `A text that lay on the SIM for days is filed as settled`() throws {
        let old = Arrival(words: "Hello", time: at(-2 * 86_400).wall)

        try store.receive(old, .read(slot: 1, listing: "1", isFromSweep: true))

        #expect(try store.reader.conversations().map(\.state) == [.settled])
    }

    @Test func `A fresh text of the first listing needs an answer`() throws {
        try store.receive(Arrival(words: "Hello"), .read(slot: 1, listing: "1", isFromSweep: true))

        #expect(try store.reader.conversations().map(\.state) == [.needsYou])
    }

    @Test func `After the first listing an old text is news`() throws {
        try store.receive(Arrival(words: "First"), .read(slot: 1, listing: "1", isFromSweep: true))
        try store.markSwept(line: .first, at: at(50))
        #expect(try store.reader.isSwept(line: .first))

        let old = Arrival(words: "Hello", sender: "+447700900999", time: at(-2 * 86_400).wall)
        try store.receive(old, .read(slot: 2, listing: "2", isFromSweep: true))

        #expect(try store.reader.conversations().map(\.state) == [.needsYou, .needsYou])
    }
}
