import Foundation
import GRDB
import Synchronization
import Telephony
import Testing

@testable import Storage

struct BookkeepingTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    // MARK: Settings

    @Test func `Settings are changed together, and nil takes one back`() throws {
        try store.changeSettings(["reply.delay": "5", "caps.hour": "20"], at: at(0))
        try store.changeSettings(["reply.delay": nil, "caps.hour": "30"], at: at(1))

        #expect(try store.reader.settings() == ["caps.hour": "30"])
    }

    @Test func `A contact is written over`() throws {
        try store.setContact(Contact(number: "+447700900311", name: "Tom"), at: at(0))
        try store.setContact(Contact(number: "+447700900311", name: "Tom B", group: .blocked), at: at(1))

        #expect(
            try store.reader.contact("+447700900311")
                == Contact(number: "+447700900311", name: "Tom B", group: .blocked))
        #expect(try store.reader.history(of: "+447700900311").isBlocked)
    }

    // MARK: PIN

    private let pin = PINDigest(pin: "1234", key: [1, 2, 3])

    @Test func `A PIN is tried once, whatever restarts in between`() throws {
        #expect(try store.beginPINTry(pin, sim: "8944", at: at(0)) == .granted)

        let again = try Store(path: try fixture.copyAsKilled())

        #expect(try again.beginPINTry(pin, sim: "8944", at: at(1)) == .answerLost)
    }

    @Test func `A refused PIN is never tried there again`() throws {
        _ = try store.beginPINTry(pin, sim: "8944", at: at(0))
        try store.markPINTry(pin, sim: "8944", outcome: .refused)

        #expect(try store.beginPINTry(pin, sim: "8944", at: at(1)) == .refusedBefore)
    }

    @Test func `A PIN that has worked is used at each start, even if an answer was once not seen`() throws {
        for second in 0..<3 {
            #expect(try store.beginPINTry(pin, sim: "8944", at: at(Double(second))) == .granted)
            if second == 0 { try store.markPINTry(pin, sim: "8944", outcome: .accepted) }
        }
    }

    @Test func `A PIN that has worked and is refused now is not tried again`() throws {
        for outcome in [PINOutcome.accepted, .refused] {
            #expect(try store.beginPINTry(pin, sim: "8944", at: at(0)) == .granted)
            try store.markPINTry(pin, sim: "8944", outcome: outcome)
        }

        #expect(try store.beginPINTry(pin, sim: "8944", at: at(1)) == .refusedBefore)
    }

    @Test func `Another PIN or another SIM is another matter`() throws {
        _ = try store.beginPINTry(pin, sim: "8944", at: at(0))

        #expect(
            try store.beginPINTry(PINDigest(pin: "4321", key: [1, 2, 3]), sim: "8944", at: at(1)) == .granted)
        #expect(try store.beginPINTry(pin, sim: "8933", at: at(1)) == .granted)
    }

    @Test func `A try whose answer was lost is made once more where the SIM misses no attempt`() throws {
        let permissions = try [nil, 2, 3, 3, nil].map {
            try store.beginPINTry(pin, sim: "8944", attemptsLeft: $0, at: at(0))
        }

        #expect(permissions == [.granted, .answerLost, .granted, .answerLost, .answerLost])
    }

    @Test func `A refused PIN stays refused, whatever the modem counts`() throws {
        _ = try store.beginPINTry(pin, sim: "8944", at: at(0))
        try store.markPINTry(pin, sim: "8944", outcome: .refused)

        #expect(try store.beginPINTry(pin, sim: "8944", attemptsLeft: 3, at: at(1)) == .refusedBefore)
    }

    @Test func `Where nobody counts the attempts the last one is left, and a right PIN gives them back`()
        throws
    {
        func digest(_ pin: String) -> PINDigest { PINDigest(pin: pin, key: [1, 2, 3]) }
        for wrong in ["1111", "2222"] {
            #expect(try store.beginPINTry(digest(wrong), sim: "8944", at: at(0)) == .granted)
            try store.markPINTry(digest(wrong), sim: "8944", outcome: .refused)
        }
        #expect(try store.beginPINTry(pin, sim: "8944", at: at(1)) == .othersFailed)
        #expect(try store.beginPINTry(pin, sim: "8933", at: at(1)) == .granted)

        #expect(try store.beginPINTry(pin, sim: "8944", attemptsLeft: 3, at: at(2)) == .granted)
        try store.markPINTry(pin, sim: "8944", outcome: .accepted)

        #expect(try store.beginPINTry(digest("3333"), sim: "8944", at: at(3)) == .granted)
    }

    @Test func `A PIN that opened a SIM without a name has worked on that SIM`() throws {
        try store.recordPINWorked(pin, sim: "8944", at: at(0))
        for second in 1..<3 {
            #expect(try store.beginPINTry(pin, sim: "8944", at: at(Double(second))) == .granted)
        }
    }

    @Test func `The PIN itself is not in the files`() throws {
        let telling = PINDigest(pin: "73915528", key: [1])
        _ = try store.beginPINTry(telling, sim: "8944", at: at(0))

        for (_, octets) in try StoreFixture.contents(of: fixture.directory) {
            #expect(octets.range(of: Data("73915528".utf8)) == nil)
        }
    }

    // MARK: The clock

    @Test func `When the clock comes to be trusted, the times of this run are put right`() throws {
        // The box woke up in 1970.
        func dark(_ seconds: Double) -> Moment {
            var moment = at(seconds, trust: .none)
            moment.wall = Date(timeIntervalSince1970: seconds)
            return moment
        }
        let call = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: dark(0))
        _ = try store.recordCallEnded(call: call, rings: 1, rang: .seconds(9), outcome: .missed, at: dark(9))
        { _ in
            .text(words: "w", rule: "r", wait: .zero)
        }
        #expect(try store.reader.call(call, at: at(10))?.startedAt.description == "1970-01-01T00:00:00.000Z")

        try store.recordClockTrusted(at: at(20))

        let report = try #require(try store.reader.call(call, at: at(21)))
        #expect(report.startedAt == Timestamp(at(0).wall))
        #expect(report.endedAt == Timestamp(at(9).wall))
        #expect(try store.reader.history(of: "+447700900311").lastAutomaticText == at(9))
        #expect(try store.reader.events(after: 0).first?.at == Timestamp(at(0).wall))
    }

    @Test func `A call that began by a clock that was ahead does not end before it began`() throws {
        let call = try store.recordCallStarted(
            line: .first, number: caller, isWithheld: false, at: at(0))
        // Whom the clock was believed from is gone, and there is nobody else yet.
        _ = try store.recordCallEnded(
            call: call, rings: 1, rang: .seconds(9), outcome: .missed, at: at(9, trust: .none)
        ) { _ in .leaveAlone(.late) }
        var behind = at(20)
        behind.wall -= 3_600

        try store.recordClockTrusted(at: behind)

        let report = try #require(try store.reader.call(call, at: behind))
        #expect(report.startedAt == Timestamp(at(0).wall))
        #expect(report.endedAt == Timestamp(at(0).wall))
    }

    @Test func `A part that came before the clock was known is as old as it is`() throws {
        var dark = at(0, trust: .none)
        dark.wall = Date(timeIntervalSince1970: 0)
        try store.receive(part(1), at: dark)

        try store.recordClockTrusted(at: at(20))

        var rebooted = at(700, boot: "boot-2")
        rebooted.monotonic = MonotonicInstant(nanoseconds: 5_000_000_000)
        #expect(try store.announceIncomplete(at: rebooted).count == 1)
    }

    @Test func `Times of another run of the machine stay as they were`() throws {
        try store.receive(Arrival(words: "a"), at: at(0, boot: "boot-0", trust: .none))

        try store.recordClockTrusted(at: at(5000))

        #expect(try store.reader.messages().map(\.createdAt) == [Timestamp(at(0).wall)])
    }

    // MARK: Lines

    @Test func `A line keeps what it once told, and is written only when that changes`() throws {
        let seat = Seat(modem: ModemID(imei: "490154203237518", target: ""), target: "/dev/ttyUSB2")
        _ = try store.recordLine(ModemIdentity(iccid: "8944", imsi: "23415"), at: seat, at: at(0))
        let before = try StoreFixture.contents(of: fixture.directory)

        _ = try store.recordLine(ModemIdentity(iccid: "8944"), at: seat, at: at(1))

        #expect(
            try StoreFixture.contents(of: fixture.directory)["catchline.db-wal"] == before["catchline.db-wal"]
        )
    }

    // MARK: Events

    @Test func `Every step of a call and its reply is told in order, with ids and no numbers`() throws {
        try store.missedCall()
        try store.send(try #require(try store.claimNext()), reference: 5)

        let events = try store.reader.events(after: 0)

        #expect(
            events.map(\.kind) == [
                "call.started", "message.state", "call.missed", "message.state", "message.state",
            ])
        #expect(events.map(\.sequenceNumber) == [1, 2, 3, 4, 5])
        #expect(events[1].payload == #"{"message":1,"state":"queued"}"#)
        #expect(events.allSatisfy { !$0.payload.contains("900311") })
        #expect(try store.reader.events(after: 3).map(\.sequenceNumber) == [4, 5])
    }

    @Test func `The outbox wakes whoever waits for it, once however many commits`() async throws {
        let changes = store.changes(of: .outbox)
        try store.typed()
        try store.typed()

        var iterator = changes.makeAsyncIterator()
        let woke: Void? = await iterator.next()

        #expect(woke != nil)
    }

    @Test func `A prompt or a setting wakes nobody who waits for the outbox`() throws {
        try store.typed()
        let submission = try #require(try store.claimNext())
        let wakes = Mutex(0)
        let end = store.connection.watch(.outbox) { wakes.withLock { $0 += 1 } }
        defer { end() }

        _ = try store.markPromptSeen(submission.id, on: .first)
        try store.changeSettings(["caps.hour": "1"], at: at(0))
        #expect(wakes.withLock { $0 } == 0)

        _ = try store.markSubmitted(submission.id, reference: 1, at: at(61))
        #expect(wakes.withLock { $0 } == 1)
    }
}
