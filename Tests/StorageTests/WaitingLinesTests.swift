import Storage
import Telephony
import Testing

@Suite struct WaitingLinesTests {
    private static let (one, other) = (LineID(rawValue: "sim:1"), LineID(rawValue: "sim:2"))

    @Test func `A line waits while a message of it does, and every line for one of no line`() throws {
        let store = try Store.inMemory()
        #expect(try !store.reader.waitingLines().contains(Self.one))

        _ = try store.queueMessage(
            number: "+447700900311", text: "On my way", origin: .human, line: Self.one, at: at(0))
        #expect(try store.reader.waitingLines().contains(Self.one))
        #expect(try !store.reader.waitingLines().contains(Self.other))

        _ = try store.queueMessage(number: "+447700900312", text: "Me too", origin: .human, at: at(0))
        #expect(try store.reader.waitingLines().contains(Self.other))
    }
}
