import Foundation
import Storage
import Telephony
import Testing

/// Which message a part belongs to.
struct PartTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    @Test(arguments: [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]])
    func `Three parts in any order are one message`(order: [Int]) throws {
        var ids: Set<MessageID?> = []
        for (count, sequence) in order.enumerated() {
            let recorded = try store.receive(part(sequence), .read(slot: sequence))
            ids.insert(recorded.message)
            #expect(recorded.state == (count == 2 ? .received : .partial))
        }

        let messages = try store.reader.messages()
        #expect(ids.count == 1 && messages.count == 1)
        #expect(messages.first?.text == "<1><2><3>")
        #expect(messages.first?.parts == 3)
    }

    @Test func `A part alone is listed as partial`() throws {
        try store.receive(part(2))

        let message = try #require(try store.reader.messages().first)
        #expect(message.state == .partial && message.text == "<2>" && message.parts == 3)
    }

    @Test func `Parts survive a restart`() throws {
        try store.receive(part(1))
        try store.receive(part(2))
        let again = try Store(path: try fixture.copyAsKilled())

        #expect(try again.receive(part(3)).state == .received)
        #expect(try again.reader.messages().map(\.text) == ["<1><2><3>"])
    }

    @Test func `A part that comes twice is one part`() throws {
        try store.receive(part(1))
        try store.receive(part(1))
        let resent = try store.receive(part(1, time: 5))
        #expect(resent.state == .partial)
        try store.receive(part(2))
        try store.receive(part(3))

        #expect(try store.reader.messages().map(\.text) == ["<1><2><3>"])
    }

    @Test func `A reference that comes round after days is another message`() throws {
        try store.receive(part(1))
        try store.receive(part(1, words: "new 1", time: 5 * 86_400))
        try store.receive(part(2, words: "new 2", time: 5 * 86_400))
        try store.receive(part(3, words: "new 3", time: 5 * 86_400))

        #expect(try store.reader.messages().map(\.text) == ["<1>", "new 1new 2new 3"])
        #expect(try store.reader.messages().map(\.state) == [.partial, .received])
    }

    @Test func `A part that comes days after its reference was last used starts another message`() throws {
        try store.receive(part(1, of: 2))

        try store.receive(part(2, of: 2, time: 5 * 86_400))

        #expect(try store.reader.messages().map(\.text) == ["<1>", "<2>"])
    }

    @Test func `A part that is a day late joins its brothers`() throws {
        try store.receive(part(1, of: 2))

        try store.receive(part(2, of: 2, time: 86_400))

        #expect(try store.reader.messages().map(\.text) == ["<1><2>"])
    }

    @Test func `A reference that is used again at once is another message`() throws {
        for round in ["a", "b"] {
            for sequence in 1...3 { try store.receive(part(sequence, words: "\(round)\(sequence)", time: 9)) }
        }

        #expect(try store.reader.messages().map(\.text) == ["a1a2a3", "b1b2b3"])
    }

    @Test func `References of 8 and of 16 bits do not mix`() throws {
        try store.receive(part(1, of: 2))
        try store.receive(part(2, of: 2, bits: 16))

        #expect(try store.reader.messages().map(\.state) == [.partial, .partial])
    }

    @Test func `Two senders with one reference do not mix`() throws {
        try store.receive(part(1, of: 2))
        var other = part(2, of: 2)
        other.sender = "+447700900999"
        try store.receive(other)

        #expect(try store.reader.messages().map(\.state) == [.partial, .partial])
    }

    @Test(arguments: [(0, 3), (4, 3), (1, 1), (1, 0)])
    func `A header that makes no sense leaves a text of its own`(sequence: Int, total: Int) throws {
        try store.receive(part(sequence, of: total, words: "Hi"))

        #expect(try store.reader.messages().map(\.state) == [.received])
    }

    // MARK: One reference, several messages

    @Test func `Parts that disagree on the total are two messages, and none is lost`() throws {
        try store.receive(part(1, of: 3))
        try store.receive(part(2, of: 2, words: "[b2]"))
        try store.receive(part(1, of: 2, words: "[b1]"))
        try store.receive(part(3, of: 3))
        try store.receive(part(2, of: 3))

        #expect(try store.reader.messages().map(\.text) == ["<1><2><3>", "[b1][b2]"])
        #expect(try store.reader.messages().map(\.state) == [.received, .received])
    }

    @Test func `Two devices with one number and one reference do not mix if they sent at different times`()
        throws
    {
        try store.receive(part(1, of: 2, words: "a1", time: 0))
        try store.receive(part(1, of: 2, words: "b1", time: 300))
        try store.receive(part(2, of: 2, words: "a2", time: 2))
        try store.receive(part(2, of: 2, words: "b2", time: 301))

        #expect(try store.reader.messages().map(\.text) == ["a1a2", "b1b2"])
    }

    @Test func `Other words at a place that is taken start another message`() throws {
        try store.receive(part(1, of: 2, words: "a1"))
        let other = try store.receive(part(1, of: 2, words: "b1", time: 60))

        #expect(other.state == .partial)
        #expect(try store.reader.messages().map(\.text) == ["a1", "b1"])
    }

    @Test func `Data do not join text under the same reference`() throws {
        try store.receive(part(1, of: 2))
        var data = part(2, of: 2, words: "xx", kind: .push)
        data.isData = true
        try store.receive(data)

        #expect(try store.reader.messages().map(\.state) == [.partial, .partial])
        #expect(try store.reader.messages().map(\.kind) == [.text, .push])
    }

    @Test func `The same words under the same reference the next day are said again`() throws {
        for day in 0..<2 {
            for sequence in 1...3 { try store.receive(part(sequence, time: Double(day) * 86_400)) }
        }

        #expect(try store.reader.messages().map(\.text) == ["<1><2><3>", "<1><2><3>"])
    }

    @Test func `A part that is repeated when the message is whole makes no other`() throws {
        for sequence in 1...3 { try store.receive(part(sequence)) }

        let repeated = try store.receive(part(3, time: 40))

        #expect(repeated.state == .received)
        #expect(try store.reader.messages().count == 1)
    }

    @Test func `Without a time of the service centre the time that passed here tells the messages apart`()
        throws
    {
        func receive(_ arrival: Arrival, at moment: Moment) throws {
            try store.receive(arrival, at: moment) { _, _ in nil }
        }
        var first = part(1, of: 2)
        first.time = nil
        var second = part(2, of: 2)
        second.time = nil
        try receive(first, at: at(0))
        try receive(second, at: at(5 * 86_400))

        #expect(try store.reader.messages().map(\.state) == [.partial, .partial])
    }
}
