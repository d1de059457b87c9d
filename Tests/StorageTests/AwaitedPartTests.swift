import Foundation
import Storage
import Telephony
import Testing

/// A text whose missing parts do not come is announced after ten minutes, and completed when they come at last.
struct AwaitedPartTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    /// The kinds of events about messages, with the state that they tell.
    private func events(of store: Store? = nil) throws -> [String] {
        try (store ?? self.store).reader.events(after: 0).filter { $0.kind.hasPrefix("message.") }
            .map { "\($0.kind) \($0.payload)" }
    }

    @Test func `Nobody is told of a text before it is whole`() throws {
        try store.receive(part(1))
        try store.receive(part(2))
        #expect(try store.reader.conversations().isEmpty)
        try store.receive(part(3))

        #expect(
            try events() == [
                #"message.state {"message":1,"state":"partial"}"#,
                #"message.state {"message":1,"state":"partial"}"#,
                #"message.received {"message":1,"state":"received"}"#,
            ])
        #expect(try store.reader.conversations().map(\.state) == [.needsYou])
    }

    @Test func `A text is waited for until ten minutes after its newest part`() throws {
        try store.receive(part(1), at: at(0))
        #expect(try store.reader.nextIncomplete(at: at(0)) == at(600).monotonic)

        try store.receive(part(2), at: at(500))

        #expect(try store.reader.nextIncomplete(at: at(500)) == at(1100).monotonic)
        #expect(try store.announceIncomplete(at: at(1099)).isEmpty)
        #expect(try store.announceIncomplete(at: at(1100)) == [MessageID(rawValue: 1)])
    }

    @Test func `A part that comes twice is waited for no longer`() throws {
        try store.receive(part(1), at: at(0))
        try store.receive(part(1, time: 30), at: at(500))

        #expect(try store.reader.nextIncomplete(at: at(500)) == at(600).monotonic)
    }

    @Test func `When its parts do not come, a text counts as arrived`() throws {
        try store.receive(part(1), at: at(0))

        _ = try store.announceIncomplete(at: at(600))

        #expect(try events().last == #"message.received {"message":1,"state":"partial"}"#)
        #expect(try store.reader.conversations().map(\.state) == [.needsYou])
        #expect(try store.reader.messages().map(\.state) == [.partial])
        #expect(try store.reader.nextIncomplete(at: at(600)) == nil)
    }

    @Test func `It is announced once`() throws {
        try store.receive(part(1), at: at(0))
        _ = try store.announceIncomplete(at: at(600))
        try store.receive(part(2), at: at(700))

        #expect(try store.announceIncomplete(at: at(2000)).isEmpty)
        #expect(try store.reader.nextIncomplete(at: at(2000)) == nil)
    }

    @Test func `A late part completes the text under its id`() throws {
        try store.receive(part(1, of: 2), at: at(0))
        _ = try store.announceIncomplete(at: at(600))

        let late = try store.receive(part(2, of: 2), at: at(70 * 3600))

        #expect(late.message == MessageID(rawValue: 1))
        #expect(try store.reader.messages().map(\.text) == ["<1><2>"])
        #expect(try store.reader.messages().map(\.state) == [.received])
        #expect(try events().last == #"message.state {"message":1,"state":"received"}"#)
    }

    @Test func `An answer that goes out meanwhile is not undone by a late part`() throws {
        try store.receive(part(1, of: 2), at: at(0))
        _ = try store.announceIncomplete(at: at(600))
        try store.typed("Say again?", at: 700)

        try store.receive(part(2, of: 2), at: at(800))

        #expect(try store.reader.conversations().map(\.state) == [.waiting])
    }

    @Test func `A text that became whole is not waited for`() throws {
        for sequence in 1...3 { try store.receive(part(sequence), at: at(0)) }

        #expect(try store.reader.nextIncomplete(at: at(0)) == nil)
    }

    @Test func `Somebody wrote back once the text counts as arrived`() throws {
        try store.missedCall()
        try store.send(try #require(try store.claimNext()), reference: 1)
        try store.receive(part(1), at: at(100))
        let midnight = at(-40_000).wall
        #expect(try store.reader.todayCounts(since: midnight).wroteBack == 0)

        _ = try store.announceIncomplete(at: at(700))

        #expect(try store.reader.todayCounts(since: midnight).wroteBack == 1)
    }

    // MARK: Restarts

    @Test func `The wait goes on after the program was killed`() throws {
        try store.receive(part(1), at: at(0))
        let again = try Store(path: try fixture.copyAsKilled())

        #expect(try again.reader.nextIncomplete(at: at(60)) == at(600).monotonic)
        #expect(try again.announceIncomplete(at: at(600)).count == 1)
    }

    /// The machine has been up for so many seconds, and the clock on the wall says so many after the first part.
    private func afterReboot(up: Double, wall: Double, trust: ClockTrust = .ntp) -> Moment {
        var moment = at(wall, boot: "boot-2", trust: trust)
        moment.monotonic = MonotonicInstant(nanoseconds: Int64(up * 1e9))
        return moment
    }

    @Test func `After a restart of the machine the wall clock tells how long it was`() throws {
        try store.receive(part(1), at: at(0))

        let now = afterReboot(up: 20, wall: 400)

        #expect(try store.reader.nextIncomplete(at: now) == afterReboot(up: 220, wall: 600).monotonic)
    }

    @Test func `After a night without power the text is announced at once`() throws {
        try store.receive(part(1), at: at(0))

        #expect(try store.announceIncomplete(at: afterReboot(up: 20, wall: 30_000)).count == 1)
    }

    /// A wall clock that was set back, or that says that less time has passed than since the start.
    @Test(arguments: [(ClockTrust.none, -9_000.0), (.ntp, -9_000), (.none, 100), (.ntp, 100)])
    func `Ten minutes after the start it is long enough, whatever the wall says`(
        trust: ClockTrust, wall: Double
    ) throws {
        try store.receive(part(1), at: at(0))
        let now = afterReboot(up: 599, wall: wall, trust: trust)

        #expect(try store.reader.nextIncomplete(at: now) == MonotonicInstant(nanoseconds: 600_000_000_000))
        #expect(try store.announceIncomplete(at: now).isEmpty)
        #expect(try store.announceIncomplete(at: afterReboot(up: 600, wall: wall, trust: trust)).count == 1)
    }

    // MARK: STOP in parts

    private func stop(_ words: String, _ history: CallerHistory) -> ConsentChange? {
        words == "STOP" ? .optOut(confirmation: "Done.") : nil
    }

    @Test func `STOP is obeyed when it is whole, and not before`() throws {
        try store.receive(part(1, of: 2, words: "STOP"), at: at(0), classify: stop)
        _ = try store.announceIncomplete(at: at(600))
        #expect(try store.reader.optOuts().isEmpty)

        try store.receive(part(2, of: 2, words: ""), at: at(601), classify: stop)

        #expect(try store.reader.optOuts().map(\.number) == ["+447700900311"])
    }

    @Test func `STOP of which two parts of three are there is not obeyed`() throws {
        try store.receive(part(1, words: "ST"), at: at(0), classify: stop)
        try store.receive(part(2, words: "OP"), at: at(1), classify: stop)
        _ = try store.announceIncomplete(at: at(700))

        #expect(try store.reader.optOuts().isEmpty)
    }

    @Test func `STOP whose last part is late is obeyed without an answer`() throws {
        try store.receive(part(1, of: 2, words: "ST"), at: at(0), classify: stop)
        _ = try store.announceIncomplete(at: at(600))

        try store.receive(part(2, of: 2, words: "OP"), at: at(9000), classify: stop)

        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).isEmpty)
    }

    @Test func `STOP in two parts that come together is answered`() throws {
        try store.receive(part(1, of: 2, words: "ST"), at: at(0), classify: stop)
        try store.receive(part(2, of: 2, words: "OP"), at: at(2), classify: stop)

        #expect(try store.reader.messages(MessageFilter(direction: .outgoing)).map(\.text) == ["Done."])
    }
}
