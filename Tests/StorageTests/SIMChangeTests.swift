import GRDB
import Telephony
import Testing

@testable import Storage

/// What is queued for one SIM never leaves by another.
struct SIMChangeTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    private static let stick = ModemID(imei: "490154203237518", target: "")
    private static let otherStick = ModemID(imei: "356938035643809", target: "")
    private static let old = ModemIdentity(iccid: "8944110068256270054", imsi: "234300000000001")
    private static let new = ModemIdentity(iccid: "8944110068256270062", imsi: "234300000000002")

    @discardableResult
    private func insert(
        _ sim: ModemIdentity, in modem: ModemID = stick, target: String = "/dev/ttyUSB2",
        servedElsewhere: Set<LineID> = [], isOnlyOne: Bool = true, at seconds: Double = 0
    ) throws -> SeatedLine {
        let seat = Seat(
            modem: modem, target: target, servedElsewhere: servedElsewhere, isOnlyOne: isOnlyOne)
        return try store.recordLine(sim, at: seat, at: at(seconds))
    }

    private func error(_ id: MessageID) throws -> String? { try store.reader.message(id)?.error }

    // MARK: Held

    @Test func `The texts of a SIM are held when another one is in its modem`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)
        let reply = try #require(try store.missedCall().message)

        #expect(try insert(Self.new).held == 2)

        for id in [text, reply] {
            #expect(try store.state(id) == .held)
            #expect(try error(id) == "sim_changed")
        }
        #expect(try store.claimNext(line: .second) == nil)
        #expect(try store.reader.outboxCounts().held == 2)
    }

    @Test func `They go on by themselves when the SIM is back, in whatever stick`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)
        try insert(Self.new)

        #expect(try insert(Self.old, in: Self.otherStick, target: "/dev/ttyUSB7").released == 1)

        #expect(try store.claimNext()?.id.message == text)
    }

    @Test func `The first SIM that a box ever has takes what was queued before, and is bound to it`() throws {
        let text = try store.typed(line: nil)
        #expect(try store.reader.message(text)?.line == nil)

        #expect(try insert(Self.old).held == 0)

        #expect(try store.reader.message(text)?.line == .first)
        try insert(Self.new)
        #expect(try store.state(text) == .held)
    }

    @Test func `A text that names no line is bound when it is queued, if a SIM is known`() throws {
        try insert(Self.old)
        #expect(try store.reader.message(try store.typed(line: nil))?.line == .first)
    }

    @Test func `The same SIM in the same modem again holds nothing`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)

        #expect(try insert(Self.old) == SeatedLine(line: .first))

        #expect(try store.state(text) == .queued)
    }

    @Test func `A SIM that is not in the box for a while waits, whoever else is there`() throws {
        try insert(Self.old)
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)
        let text = try store.typed(line: .first)

        // The first stick is pulled; the other one starts anew.
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: true)

        #expect(try store.state(text) == .queued)
        #expect(try store.claimNext(line: .second) == nil)
    }

    @Test func `Two sticks that trade places with their SIMs in them hold nothing`() throws {
        try insert(Self.old)
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)
        let text = try store.typed(line: .first)

        let first = try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB2")
        let second = try insert(Self.old, target: "/dev/ttyUSB7", isOnlyOne: false)

        #expect(first.held == 0 && second.held == 0)
        #expect(try store.state(text) == .queued)
    }

    @Test func `Two sticks whose SIMs trade places: each queue follows its SIM`() throws {
        try insert(Self.old)
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)
        let first = try store.typed(line: .first)
        let second = try store.typed(line: .second)

        try insert(Self.new)
        try insert(Self.old, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)

        #expect(try store.claimNext(line: .first)?.id.message == first)
        #expect(try store.claimNext(line: .second)?.id.message == second)
    }

    @Test func `A new stick with a new SIM, alone in the box, holds the texts of the old one`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)

        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7")

        #expect(try error(text) == "sim_changed")
    }

    @Test func `A second stick beside the first takes nobody's place`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)

        try insert(
            Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", servedElsewhere: [.first], isOnlyOne: false
        )

        #expect(try store.state(text) == .queued)
    }

    @Test func `A text that is queued for a SIM after it was changed is held too`() throws {
        try insert(Self.old)
        try insert(Self.new)
        let reply = try #require(try store.missedCall().message)
        #expect(try store.reader.hasStrays())

        #expect(try store.holdStrays(at: at(20)) == 1)

        #expect(try error(reply) == "sim_changed")
        #expect(try !store.reader.hasStrays())
    }

    @Test func `An automatic text that is held for too long ends like any other`() throws {
        try insert(Self.old)
        let reply = try #require(try store.missedCall().message)
        try insert(Self.new)

        let expired = try store.expireStranded(except: [.second], at: at(4_000)) { _ in
            ClaimRules(zone: london) { _, _, _ in .expire(.late) }
        }

        #expect(expired == [reply])
    }

    // MARK: In several parts

    @Test func `Parts that began on one SIM do not go on from another`() throws {
        try insert(Self.old)
        let text = try store.typed("a|b", line: nil)
        let first = try #require(try store.claimNext())
        let second = try #require(try store.send(first, reference: 7))
        _ = try store.markFailed(second.id, error: "timeout", at: at(62)) { _ in
            .retry(after: .zero, countsAttempt: false)
        }

        try insert(Self.new)
        #expect(try store.state(text) == .held)
        #expect(try store.claimNext(line: .second, at: at(100)) == nil)

        try insert(Self.old)
        let rest = try #require(try store.claimNext(at: at(100)))
        #expect(rest.id == Submission.ID(message: text, part: 2))
    }

    @Test func `A prompt of another SIM than the text's is left`() throws {
        try insert(Self.old)
        try store.typed(line: nil)
        let submission = try #require(try store.claimNext())
        try insert(Self.new)

        #expect(try !store.markPromptSeen(submission.id, on: .second))
        #expect(try store.markPromptSeen(submission.id, on: .first))
    }

    // MARK: The owner decides

    @Test func `Released, they leave by the SIM that is there, whole`() throws {
        try insert(Self.old)
        let text = try store.typed("a|b", line: nil)
        let first = try #require(try store.claimNext())
        let second = try #require(try store.send(first, reference: 7))
        _ = try store.markFailed(second.id, error: "timeout", at: at(62)) { _ in
            .retry(after: .zero, countsAttempt: false)
        }
        try insert(Self.new)

        #expect(try store.releaseHeldTexts(at: at(90)) == [text])

        let again = try #require(try store.claimNext(line: .second, at: at(100)))
        #expect(again.id == Submission.ID(message: text, part: 1))
        #expect(try store.reader.message(text)?.line == .second)
        #expect(try store.releaseHeldTexts(at: at(101)).isEmpty)
    }

    @Test func `Released after two changes, they leave by the last SIM`() throws {
        let third = ModemIdentity(iccid: "8944110068256270070", imsi: "234300000000003")
        try insert(Self.old)
        let text = try store.typed(line: nil)
        try insert(Self.new)
        try insert(third)

        _ = try store.releaseHeldTexts(at: at(90))

        #expect(
            try store.reader.message(text)?.line == LineID(rawValue: "sim:8944110068256270070"))
    }

    @Test func `Cancelled, they are never sent, and the call reads as left alone`() throws {
        try insert(Self.old)
        let call = try store.missedCall()
        try insert(Self.new)

        #expect(try store.cancelHeldTexts(at: at(90)).count == 1)

        #expect(try store.state(call.message) == .suppressed)
        let report = try #require(try store.reader.call(call.id, at: at(91)))
        #expect(report.reply?.decision == .leftAlone && report.reply?.reason == .cancelled)
        try insert(Self.old)
        #expect(try store.claimNext(at: at(100)) == nil)
    }

    @Test func `What is held for another reason is neither sent nor cancelled`() throws {
        try insert(Self.old)
        let text = try store.typed(line: nil)
        _ = try store.claimNext { _, _, _ in .hold(reason: "cap_hour") }

        #expect(try store.releaseHeldTexts(at: at(90)).isEmpty)
        #expect(try store.cancelHeldTexts(at: at(90)).isEmpty)
        #expect(try error(text) == "cap_hour")
    }

    // MARK: Which line a text gets

    @Test func `A number is answered from the line that it knows, if that is there`() throws {
        try insert(Self.old)
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)
        try store.missedCall(line: .second)

        func line(_ present: [LineID]) throws -> LineID? {
            let outcome = try store.queueMessage(
                number: caller.text, text: "a", origin: .human, present: present, at: at(60))
            guard case .queued(let id) = outcome else { return nil }
            return try store.reader.message(id)?.line
        }
        #expect(try line([.first, .second]) == .second)
        #expect(try line([]) == .second)
        #expect(try line([.first]) == .first)
    }

    @Test func `Texts to strangers are shared out among the lines that are there`() throws {
        try insert(Self.old)
        try insert(Self.new, in: Self.otherStick, target: "/dev/ttyUSB7", isOnlyOne: false)

        let lines = try (0..<4).map { number in
            try store.reader.message(try store.typed(to: "+44770090031\(number)", line: nil))?.line
        }

        #expect(lines == [.first, .second, .first, .second])
    }
}
