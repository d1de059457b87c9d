import Foundation
import Telephony
import Testing

@testable import Storage

struct ConsentTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private func classify(_ text: String, _ history: CallerHistory) -> ConsentChange? {
        switch text {
        case "STOP": .optOut(confirmation: "Done. We won't text you again.")
        case "START" where history.isOptedOut: .optIn(confirmation: "Welcome back.")
        default: nil
        }
    }

    @discardableResult
    private func receive(_ words: String, second: Double = 0, _ source: PDUSource = .read(slot: 1)) throws
        -> RecordedPDU
    {
        try store.receive(
            Arrival(words: words, time: at(second).wall), source, at: at(second + 1), classify: classify)
    }

    @Test func `STOP is obeyed in the commit that keeps it`() throws {
        let recorded = try receive("STOP")

        #expect(recorded.consent == .optOut(confirmation: "Done. We won't text you again."))
        #expect(try store.reader.history(of: "+447700900311").isOptedOut)
        #expect(try store.reader.optOuts().map(\.reason) == ["keyword"])
    }

    @Test func `STOP is confirmed once`() throws {
        try receive("STOP")
        try receive("STOP", second: 60)

        let confirmations = try store.reader.messages(MessageFilter(direction: .outgoing))
        #expect(confirmations.map(\.text) == ["Done. We won't text you again."])
        #expect(confirmations.first?.origin == .system)
    }

    @Test func `START that was written before the STOP does not undo it`() throws {
        try receive("STOP", second: 60)
        try receive("START", second: 0)

        #expect(try store.reader.history(of: "+447700900311").isOptedOut)
    }

    @Test func `START undoes only a STOP that nobody has repeated since`() throws {
        try receive("STOP", second: 0)
        try receive("STOP", second: 60)
        try receive("START", second: 30)

        #expect(try store.reader.history(of: "+447700900311").isOptedOut)
    }

    @Test(arguments: ["07700900311", "7700900311", "00447700900311"])
    func `A STOP that was kept in national form holds for the whole number`(kept: String) throws {
        _ = try store.addOptOut(number: kept, reason: "keyword", at: at(0))

        #expect(try store.reader.history(of: "+447700900311").isOptedOut)
        #expect(try !store.reader.history(of: "+447700900312").isOptedOut)
    }

    @Test(arguments: ["MyBank", "60500", "000", "+4477009003"])
    func `A name or a short number among the opt-outs holds for nobody else`(kept: String) throws {
        _ = try store.addOptOut(number: kept, reason: "keyword", at: at(0))

        #expect(try !store.reader.history(of: "+447700960500").isOptedOut)
        #expect(try !store.reader.history(of: "+447700900000").isOptedOut)
    }

    @Test func `STOP cancels the automatic texts that wait, and theirs alone`() throws {
        let cancelled = try store.missedCall(wait: .seconds(3600))
        let other = IdentifiedNumber(
            phoneNumber: nil, text: "+447700900999", kind: .mobile, country: "GB", isPossible: true)
        let kept = try store.missedCall(other)
        let typed = try store.typed()

        try receive("STOP", second: 100)

        #expect(try store.state(cancelled.message) == .suppressed)
        #expect(try store.reader.call(cancelled.id, at: at(200))?.reply?.reason == .optedOut)
        #expect(try store.state(kept.message) == .queued)
        #expect(try store.state(typed) == .queued)
    }

    @Test func `START undoes STOP, and is confirmed`() throws {
        try receive("STOP")
        try receive("START", second: 60)

        #expect(try !store.reader.history(of: "+447700900311").isOptedOut)
        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).last?.text == "Welcome back.")
    }

    @Test func `START without a STOP before it changes nothing`() throws {
        #expect(try receive("START").consent == nil)
        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).isEmpty)
    }

    @Test func `A STOP that lay on the SIM for days is honoured without an answer`() throws {
        let old = Arrival(words: "STOP", time: at(-2 * 86_400).wall)

        try store.receive(old, .read(slot: 1, listing: "1", isFromSweep: true), classify: classify)

        #expect(try store.reader.history(of: "+447700900311").isOptedOut)
        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).isEmpty)
    }

    @Test func `A part is no STOP before the whole is there`() throws {
        let part = IncomingPart(reference: 1, bits: 8, total: 2, sequence: 1, octets: [1])

        let recorded = try store.receive(Arrival(words: "STOP", part: part), classify: classify)

        #expect(recorded.consent == nil)
        #expect(try store.reader.optOuts().isEmpty)
    }

    @Test func `A STOP that is read twice is one event`() throws {
        try receive("STOP")
        try receive("STOP")

        #expect(try store.reader.events(after: 0).filter { $0.kind == "optout.added" }.count == 1)
    }

    @Test func `An opt-out of the list is added and removed by hand`() throws {
        #expect(try store.addOptOut(number: "+447700900311", reason: "asked by phone", at: at(0)))
        #expect(try !store.addOptOut(number: "+447700900311", reason: "again", at: at(1)))
        #expect(
            try store.reader.optOuts() == [
                OptOutReport(number: "+447700900311", reason: "asked by phone", since: Timestamp(at(0).wall))
            ])

        #expect(try store.removeOptOut(number: "+447700900311", at: at(2)))
        #expect(try !store.removeOptOut(number: "+447700900311", at: at(3)))
        #expect(try store.reader.optOuts().isEmpty)
    }
}
