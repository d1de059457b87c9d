import Foundation
import Storage
import Telephony
import Testing

/// What is no text is kept as what it is.
struct KindTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    static let notTexts = MessageKind.allCases.filter { $0 != .text }

    init() throws {
        fixture = try StoreFixture()
    }

    private func classify(_ words: String, _ history: CallerHistory) -> ConsentChange? {
        .optOut(confirmation: "Done.")
    }

    @Test(arguments: notTexts)
    func `What is no text has octets and no words`(kind: MessageKind) throws {
        try store.receive(Arrival(words: "STOP", kind: kind))

        let message = try #require(try store.reader.messages().first)
        #expect(message.kind == kind && message.state == .received)
        #expect(message.text == nil && message.data == "53544F50" && message.pdu == "53544F50")
    }

    @Test func `An ordinary text has words and no octets`() throws {
        try store.receive(Arrival(words: "STOP"))

        let message = try #require(try store.reader.messages().first)
        #expect(message.text == "STOP" && message.data == nil && message.pdu == nil)
    }

    @Test func `A text that is not ordinary is shown, and its PDU is kept`() throws {
        try store.receive(Arrival(words: "STOP", isOrdinary: false), classify: classify)

        let message = try #require(try store.reader.messages().first)
        #expect(message.kind == .text && message.text == "STOP" && message.pdu == "53544F50")
        #expect(try store.reader.conversations().map(\.state) == [.needsYou])
        #expect(try store.reader.optOuts().isEmpty)
    }

    @Test(arguments: notTexts)
    func `What is no text is not read for STOP and is answered by nothing`(kind: MessageKind) throws {
        let recorded = try store.receive(Arrival(words: "STOP", kind: kind), classify: classify)

        #expect(recorded.consent == nil)
        #expect(try store.reader.optOuts().isEmpty)
        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).isEmpty)
    }

    @Test(arguments: notTexts)
    func `What is no text is nobody's answer`(kind: MessageKind) throws {
        try store.missedCall()
        try store.send(try #require(try store.claimNext()), reference: 1)

        try store.receive(Arrival(words: "x", kind: kind))

        #expect(try store.reader.conversations().map(\.state) == [.waiting])
        #expect(try store.reader.todayCounts(since: at(-40_000).wall).wroteBack == 0)
        #expect(try store.reader.history(of: "+447700900311").automaticTextsSincePerson == 1)
    }

    @Test func `A silent message is kept, and nobody hears of it`() throws {
        try store.receive(Arrival(words: "Hello"))
        try store.receive(Arrival(words: "x", kind: .silent))

        #expect(try store.reader.messages().map(\.kind) == [.text, .silent])
        #expect(try store.reader.conversation(with: "+447700900311", at: at(0)).count == 1)
        #expect(try store.reader.events(after: 0).map(\.kind) == ["message.received", "message.state"])
    }

    @Test(arguments: notTexts.filter { $0 != .silent })
    func `What is neither text nor silent is announced`(kind: MessageKind) throws {
        try store.receive(Arrival(words: "x", kind: kind))

        #expect(try store.reader.events(after: 0).map(\.kind) == ["message.received"])
    }

    private func push(_ sequence: Int, _ words: String) -> Arrival {
        var arrival = part(sequence, of: 2, words: words, kind: .push)
        arrival.isData = true
        return arrival
    }

    @Test(arguments: [[1, 2], [2, 1]])
    func `What parts are together is said by the whole`(order: [Int]) throws {
        for sequence in order { try store.receive(push(sequence, sequence == 1 ? "MM" : "S!")) }

        let message = try #require(try store.reader.messages().first)
        #expect(message.kind == .pictureNotice && message.state == .received && message.text == nil)
        #expect(message.data == "4D4D5321" && message.pdu == "4D4D")
    }

    @Test func `A push whose other part does not come is announced as what it is`() throws {
        try store.receive(push(2, "S!"), at: at(0))

        _ = try store.announceIncomplete(at: at(600))

        #expect(try store.reader.events(after: 0).map(\.kind) == ["message.state", "message.received"])
        #expect(try store.reader.messages().map(\.kind) == [.push])
        #expect(try store.reader.conversations().isEmpty)
    }
}
