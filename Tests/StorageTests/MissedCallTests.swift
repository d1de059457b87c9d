import GRDB
import Telephony
import Testing

@testable import Storage

/// The modem's own list of missed calls, read again and again.
struct MissedCallTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private static let modem = ModemID(rawValue: "imei:490154203237518")

    /// Reads a list, the latest call first, and returns the numbers of the calls that were new.
    private func read(
        _ numbers: [String], line: LineID = .first, modem: ModemID = modem, at seconds: Double = 100
    ) throws -> [String] {
        let listed = numbers.map { ListedCall(number: Self.identified($0)) }
        return try store.recordMissedCalls(listed, line: line, modem: modem, at: at(seconds)) { _, _ in
            .leaveAlone(.late)
        }.compactMap { try store.reader.call($0.id, at: at(seconds))?.number }
    }

    private static func identified(_ number: String) -> IdentifiedNumber {
        IdentifiedNumber(phoneNumber: nil, text: number, kind: .mobile, country: "GB", isPossible: true)
    }

    @Test func `The first list of a SIM in a modem is only remembered`() throws {
        #expect(try read(["+1", "+2"]).isEmpty)
        #expect(try read(["+1", "+2"]).isEmpty)
        #expect(try read(["+9"], line: .second).isEmpty)
        #expect(try read(["+9"], modem: ModemID(rawValue: "imei:2")).isEmpty)
        #expect(try store.reader.calls(at: at(101)).isEmpty)
    }

    @Test func `What is new becomes a call, once, the oldest first`() throws {
        _ = try read(["+1"])

        #expect(try read(["+3", "+2", "+1"]) == ["+2", "+3"])
        #expect(try read(["+3", "+2", "+1"]).isEmpty)
        let calls = try store.reader.calls(at: at(101))
        #expect(calls.map(\.outcome) == [.missed, .missed])
        #expect(calls.map(\.rang) == [nil, nil])
        #expect(calls.map(\.reply?.reason) == [.late, .late])
    }

    @Test func `One who rang again is new again, wherever the modem puts the entry`() throws {
        _ = try read(["+2", "+1"])

        #expect(try read(["+1", "+2", "+1"]) == ["+1"])
        #expect(try read(["+1", "+2", "+1", "+2"]) == ["+2"])
    }

    @Test func `A call that was heard here is not made a second time`() throws {
        _ = try read(["+1"])
        try store.missedCall(caller, at: 110)
        try store.missedCall(caller, at: 130)

        #expect(try read([caller.text, "+5", caller.text, "+1"], at: 200) == ["+5"])
        #expect(try read([caller.text, "+5", caller.text, "+1"], at: 300).isEmpty)
        #expect(try read([caller.text, caller.text, "+5", caller.text, "+1"], at: 400) == [caller.text])
    }

    @Test func `A call of another line, or from before the last list, hides nothing`() throws {
        try store.missedCall(caller, at: 10)
        _ = try read([])
        try store.missedCall(caller, line: .second, at: 110)

        #expect(try read([caller.text], at: 200) == [caller.text])
    }

    @Test func `A list that the modem has forgotten starts anew`() throws {
        _ = try read(["+2", "+1"])
        #expect(try read([]).isEmpty)

        #expect(try read(["+1"]) == ["+1"])
    }

    @Test func `An entry with another time is another call; a call with a time came then`() throws {
        func listed(_ time: String, _ seconds: Double) -> ListedCall {
            ListedCall(number: caller, time: time, moment: at(seconds))
        }
        func read(_ calls: [ListedCall]) throws -> [RecordedCall] {
            try store.recordMissedCalls(calls, line: .first, modem: Self.modem, at: at(1000)) { _, _ in
                .text(words: "late", rule: "r", wait: .zero)
            }
        }
        _ = try read([listed("26/11/20,14:02:11+00", 0)])
        let recorded = try read([listed("26/11/20,14:12:11+00", 600), listed("26/11/20,14:02:11+00", 0)])

        let call = try #require(try store.reader.call(recorded[0].id, at: at(1001)))
        #expect(recorded.count == 1)
        #expect(call.startedAt == Timestamp(at(600).wall))
        #expect(call.reply?.decision == .queued)
    }

    @Test func `A list that has not changed writes nothing`() throws {
        _ = try read(["+2", "+1"])
        let changes = try store.writer.writeWithoutTransaction { $0.totalChangesCount }
        _ = try read(["+1", "+2"])

        let after = try store.writer.writeWithoutTransaction { $0.totalChangesCount }
        #expect(after == changes)
    }
}
