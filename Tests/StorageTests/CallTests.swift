import Foundation
import GRDB
import Telephony
import Testing

@testable import Storage

struct CallTests {
    let fixture: StoreFixture
    var store: Store { fixture.store }

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `A call is a row from its first ring, with nothing known of its end`() throws {
        let id = try store.recordCallStarted(line: .first, number: nil, isWithheld: false, at: at(0))

        let call = try #require(try store.reader.call(id, at: at(1)))
        #expect(call.rings == 1)
        #expect(call.endedAt == nil && call.rang == nil && call.outcome == nil && call.reply == nil)
    }

    @Test func `A caller who is announced later is on the row`() throws {
        let id = try store.recordCallStarted(line: .first, number: nil, isWithheld: false, at: at(0))

        try store.recordCaller(call: id, number: caller, isWithheld: false)

        let call = try #require(try store.reader.call(id, at: at(1)))
        #expect(call.number == "+447700900311")
        #expect(call.numberKind == .mobile)
    }

    @Test func `A caller who is announced after the end changes nothing`() throws {
        let id = try store.missedCall().id
        let other = IdentifiedNumber(
            phoneNumber: nil, text: "+447700900999", kind: .mobile, country: "GB", isPossible: true)

        try store.recordCaller(call: id, number: other, isWithheld: false)

        #expect(try store.reader.call(id, at: at(1))?.number == "+447700900311")
    }

    @Test func `A call that was heard late does not end before it began`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(5))

        _ = try store.recordCallEnded(
            call: id, rings: 1, rang: .zero, outcome: .missed, ended: at(4), at: at(6)
        ) { _ in .leaveAlone(.late) }

        let rang = try store.reader.read { db in
            try db.integer("SELECT ended_monotonic - started_monotonic FROM call")
        }
        #expect(rang == 0)
    }

    @Test func `A withheld call has neither number nor kind`() throws {
        let id = try store.recordCallStarted(line: .first, number: nil, isWithheld: true, at: at(0))

        let call = try #require(try store.reader.call(id, at: at(1)))
        #expect(call.withheld)
        #expect(call.number == nil && call.numberKind == nil)
    }

    @Test func `The end of a call and its reply are one commit`() throws {
        let recorded = try store.missedCall()

        let call = try #require(try store.reader.call(recorded.id, at: at(13)))
        #expect(call.outcome == .missed)
        #expect(call.rang == 12.4)
        #expect(call.rings == 3)
        #expect(
            call.reply
                == .init(decision: .queued, reason: .rule("working_hours"), messageID: recorded.message))
        let message = try #require(try store.reader.messages().first)
        #expect(message.state == .queued)
        #expect(message.origin == .auto)
        #expect(message.callID == recorded.id)
    }

    @Test func `While the delay runs the reply waits`() throws {
        let id = try store.missedCall(wait: .seconds(5)).id

        #expect(try store.reader.call(id, at: at(14))?.reply?.decision == .waiting)
        #expect(try store.reader.call(id, at: at(17.4))?.reply?.decision == .queued)
    }

    @Test func `A call whose end is known only later ended when it did`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))

        _ = try store.recordCallEnded(
            call: id, rings: 2, rang: .seconds(6), outcome: .missed, ended: at(6), at: at(18)
        ) { _ in .text(words: "w", rule: "r", wait: .seconds(5)) }

        #expect(try store.reader.call(id, at: at(18))?.endedAt == Timestamp(at(6).wall))
        #expect(try store.reader.messages().first?.createdAt == Timestamp(at(18).wall))
        #expect(try store.reader.nextDue(line: .first, at: at(10)) == at(11).monotonic)
    }

    @Test func `A call that is left alone has a reason and no message`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))

        let recorded = try store.recordCallEnded(
            call: id, rings: 1, rang: .seconds(1), outcome: .missed, at: at(1)
        ) { _ in .leaveAlone(.landline) }

        #expect(recorded.message == nil)
        let reply = try store.reader.call(id, at: at(2))?.reply
        #expect(reply == .init(decision: .leftAlone, reason: .landline, messageID: nil))
        #expect(try store.reader.messages().isEmpty)
    }

    @Test func `A call that ends twice is decided once`() throws {
        let first = try store.missedCall()
        var wasAsked = false

        let second = try store.recordCallEnded(
            call: first.id, rings: 9, rang: .seconds(9), outcome: .answered, at: at(30)
        ) { _ in
            wasAsked = true
            return .text(words: "again", rule: "r", wait: .zero)
        }

        #expect(!wasAsked)
        #expect(second.message == first.message)
        #expect(try store.reader.call(first.id, at: at(31))?.outcome == .missed)
        #expect(try store.reader.messages().count == 1)
    }

    @Test func `A second reply to one call cannot be stored`() throws {
        let recorded = try store.missedCall()

        #expect(throws: DatabaseError.self) {
            try store.writer.write { db in
                _ = try db.insert(
                    NewMessage(
                        direction: .outgoing, text: "again", origin: .auto, call: recorded.id,
                        state: .queued),
                    at: at(20))
            }
        }
    }

    @Test func `A call that has no row is an error, and nothing is queued`() throws {
        #expect(throws: StorageError.self) {
            try store.recordCallEnded(call: 77, rings: 1, rang: .zero, outcome: .missed, at: at(0)) { _ in
                .text(words: "w", rule: "r", wait: .zero)
            }
        }
        #expect(try store.reader.messages().isEmpty)
    }

    @Test(arguments: [
        (CallOutcome.missed, true), (.rejected, true), (.tooShort, true), (.unknown, true),
        (.answered, false),
        (.answeredElsewhere, false),
    ])
    func `Missed are all calls that nobody answered`(outcome: CallOutcome, isMissed: Bool) throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))
        _ = try store.recordCallEnded(call: id, rings: 1, rang: .zero, outcome: outcome, at: at(1)) { _ in
            .leaveAlone(.answered)
        }

        #expect(try store.reader.calls(CallFilter(isMissedOnly: true), at: at(2)).count == (isMissed ? 1 : 0))
    }

    @Test func `What the network adds to a call is kept with it`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))
        _ = try store.recordCallEnded(
            call: id, rings: 1, rang: .seconds(9), outcome: .missed,
            notes: CallNotes(isForwarded: true, cause: CallCause(rawValue: 16)), at: at(9)
        ) { _ in .leaveAlone(.landline) }

        let call = try #require(try store.reader.call(id, at: at(10)))
        #expect(call.forwarded)
        #expect(call.cause?.rawValue == 16)
    }

    @Test func `A cause that is told later is kept and changes nothing else`() throws {
        let recorded = try store.missedCall()

        try store.recordCallCause(call: recorded.id, cause: CallCause(rawValue: 17), at: at(14))

        let call = try #require(try store.reader.call(recorded.id, at: at(15)))
        #expect(call.cause?.rawValue == 17)
        #expect(call.outcome == .missed)
        #expect(try store.claimNext() != nil)
    }

    @Test func `A call that another telephone has taken is missed no more, and its judge is told`() throws {
        let recorded = try store.missedCall()

        try store.recordCallCause(call: recorded.id, cause: .nonSelectedUserClearing, at: at(14))

        #expect(try store.reader.call(recorded.id, at: at(15))?.outcome == .answeredElsewhere)
        var wasAnswered: Bool?
        let claimed = try store.claimNext { candidate, _, _ in
            wasAnswered = candidate.wasAnsweredElsewhere
            return .suppress(.answered)
        }
        #expect(claimed == nil)
        #expect(wasAnswered == true)
        let reply = try store.reader.call(recorded.id, at: at(61))?.reply
        #expect(reply == .init(decision: .leftAlone, reason: .answered, messageID: nil))
    }

    @Test func `A call that another telephone has taken stops its text at the prompt`() throws {
        let recorded = try store.missedCall()
        let submission = try #require(try store.claimNext())

        try store.recordCallCause(call: recorded.id, cause: .nonSelectedUserClearing, at: at(61))

        #expect(try !store.markPromptSeen(submission.id, on: .first))
    }

    @Test(arguments: [CallOutcome.answered, .rejected])
    func `A call of which more is known keeps its outcome`(_ outcome: CallOutcome) throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))
        _ = try store.recordCallEnded(call: id, rings: 1, rang: .zero, outcome: outcome, at: at(1)) { _ in
            .leaveAlone(.answered)
        }

        try store.recordCallCause(call: id, cause: .nonSelectedUserClearing, at: at(2))

        #expect(try store.reader.call(id, at: at(3))?.outcome == outcome)
    }

    @Test func `Calls are listed oldest first, from a time on`() throws {
        try store.missedCall(at: 0)
        try store.missedCall(at: 100)
        try store.missedCall(at: 200)

        #expect(try store.reader.calls(at: at(300)).map(\.id) == [1, 2, 3])
        #expect(try store.reader.calls(CallFilter(since: at(100).wall), at: at(300)).map(\.id) == [2, 3])
        #expect(try store.reader.calls(CallFilter(limit: 2), at: at(300)).map(\.id) == [2, 3])
    }

    // MARK: What the decision is told

    private func historyAtNextCall(of number: IdentifiedNumber = caller) throws -> CallerHistory {
        let id = try store.recordCallStarted(line: .first, number: number, isWithheld: false, at: at(500))
        var seen = CallerHistory()
        _ = try store.recordCallEnded(call: id, rings: 1, rang: .zero, outcome: .missed, at: at(510)) {
            seen = $0
            return .leaveAlone(.cooldown)
        }
        return seen
    }

    @Test func `The last automatic text is read in the transaction that decides`() throws {
        try store.missedCall()

        #expect(try historyAtNextCall().lastAutomaticText == at(12.4))
    }

    @Test(arguments: [MessageState.failed, .expired, .suppressed])
    func `A text that never left starts no cool-down`(state: MessageState) throws {
        let message = try #require(try store.missedCall().message)
        try store.writer.write { try $0.setState(message, state, at: at(20)) }

        #expect(try historyAtNextCall().lastAutomaticText == nil)
    }

    @Test(arguments: [MessageState.queued, .held, .sending, .sent, .delivered, .undelivered, .unconfirmed])
    func `A text that left or may have starts a cool-down`(state: MessageState) throws {
        let message = try #require(try store.missedCall().message)
        try store.writer.write { try $0.setState(message, state, at: at(20)) }

        #expect(try historyAtNextCall().lastAutomaticText == at(12.4))
    }

    @Test func `A text typed by a person starts no cool-down`() throws {
        try store.typed()

        #expect(try historyAtNextCall().lastAutomaticText == nil)
    }

    @Test func `Another number's text starts no cool-down`() throws {
        try store.missedCall()
        let other = IdentifiedNumber(
            phoneNumber: nil, text: "+447700900999", kind: .mobile, country: "GB", isPossible: true)

        #expect(try historyAtNextCall(of: other).lastAutomaticText == nil)
    }

    @Test func `A call is an act of a person, after which automatic texts count from nothing`() throws {
        for second in 0..<3 { try store.missedCall(at: Double(second) * 20) }
        #expect(try store.reader.history(of: "+447700900311").automaticTextsSincePerson == 1)

        #expect(try historyAtNextCall().automaticTextsSincePerson == 0)
    }

    @Test func `Consent, name and group are part of the history`() throws {
        try store.setContact(Contact(number: "+447700900311", name: "Tom", group: .isPrivate), at: at(0))
        _ = try store.addOptOut(number: "+447700900311", reason: "asked by phone", at: at(1))

        let history = try historyAtNextCall()

        #expect(history.isOptedOut && history.isPrivate && !history.isBlocked)
        #expect(history.name == "Tom")
    }

    @Test func `The text goes to the number that was decided about`() throws {
        let other = IdentifiedNumber(
            phoneNumber: PhoneNumber(e164: "+447700900999"), text: "+447700900999", kind: .mobile,
            country: "GB", isPossible: true)
        let id = try store.recordCallStarted(line: .first, number: other, isWithheld: false, at: at(0))
        _ = try store.addOptOut(number: caller.text, reason: "keyword", at: at(1))
        var history: CallerHistory?

        let recorded = try store.recordCallEnded(
            call: id, start: CallStart(line: .first, number: caller, isWithheld: false, at: at(0)),
            rings: 1, rang: .seconds(9), outcome: .missed, at: at(9)
        ) {
            history = $0
            return .text(words: "Sorry", rule: "r", wait: .zero)
        }

        #expect(history?.isOptedOut == true)
        #expect(try store.reader.messages().map(\.number) == [caller.text])
        #expect(try store.reader.call(recorded.id, at: at(9))?.number == caller.text)
    }

    @Test func `The end of a call without a row is one commit`() throws {
        let start = CallStart(line: .first, number: caller, isWithheld: false, at: at(0))

        let recorded = try store.recordCallEnded(
            call: nil, start: start, rings: 2, rang: .seconds(9), outcome: .missed, at: at(9)
        ) { _ in .leaveAlone(.paused) }

        let call = try #require(try store.reader.calls(at: at(9)).first)
        #expect(call.id == recorded.id && call.outcome == .missed && call.startedAt.date == at(0).wall)
    }

    @Test func `A call whose caller turns out to be hidden has no number`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))

        try store.recordCaller(call: id, number: nil, isWithheld: true)

        let call = try #require(try store.reader.call(id, at: at(1)))
        #expect(call.withheld && call.number == nil && call.numberKind == nil)
    }

    @Test func `A reply that failed once is queued, however long it waits`() throws {
        let call = try store.missedCall()
        let submission = try #require(try store.claimNext())
        _ = try store.markFailed(submission.id, error: "cms 42", at: at(61)) { _ in
            .retry(after: .seconds(30), countsAttempt: true)
        }

        #expect(try store.reader.call(call.id, at: at(62))?.reply?.decision == .queued)
    }

    // MARK: After a crash

    @Test func `A call that rang when the process died is missed and decided`() throws {
        let id = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))

        let recovered = try store.recoverRingingCalls(at: at(40)) { call, _ in
            .text(words: "Sorry, \(call.number?.text ?? "")", rule: "late", wait: .zero)
        }

        #expect(recovered.map(\.id) == [id])
        let call = try #require(try store.reader.call(id, at: at(41)))
        #expect(call.outcome == .missed)
        #expect(call.rang == nil)
        #expect(try store.reader.messages().map(\.text) == ["Sorry, +447700900311"])
    }

    @Test func `A call that may still ring is not recovered`() throws {
        _ = try store.recordCallStarted(line: .first, number: caller, isWithheld: false, at: at(0))

        #expect(try store.recoverRingingCalls(at: at(20)) { _, _ in .leaveAlone(.late) }.isEmpty)
    }

    @Test func `A call of an earlier run of the machine, at an unknown age, is recovered`() throws {
        _ = try store.recordCallStarted(
            line: .first, number: caller, isWithheld: false, at: at(0, trust: .none))

        let recovered = try store.recoverRingingCalls(at: at(-900, boot: "boot-2", trust: .none)) { _, _ in
            .leaveAlone(.late)
        }

        #expect(recovered.count == 1)
    }
}
