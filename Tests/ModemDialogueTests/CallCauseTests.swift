import Telephony
import Testing

@testable import ModemDialogue

/// Why a call ended, and whether it was diverted to here: what few modems tell, and nothing may depend on.
@Suite struct CallCauseTests {
    private static let clip = "+CLIP: \"+447700900311\",145,,,,0"

    private static func notes(_ bench: CallBench) -> [LineEvent] {
        bench.events.filter { if case .callCauseTold = $0 { true } else { false } }
    }

    // MARK: Diverted (RULE 40)

    @Test(arguments: [["+CSSU: 0", "RING", clip], ["+CSSU: 9", clip], ["RING", "+CSSU: 0", clip]])
    func `RULE 40: a call that was diverted to here says so`(_ lines: [String]) {
        var bench = CallBench()
        for (place, line) in lines.enumerated() { bench.line(line, at: Double(place) * 0.1) }
        bench.line("NO CARRIER", at: 5)

        #expect(bench.ended.map(\.isForwarded) == [true])
        #expect(bench.missed == ["+447700900311"])
    }

    @Test func `RULE 40: a notice of other services, or of a call that never rang, marks none`() {
        var bench = CallBench()
        bench.line("+CSSU: 0", at: 0)
        bench.line("+CSSU: 5", at: 9)
        bench.line("RING", at: 10)
        bench.line(Self.clip, at: 10.1)
        bench.line("NO CARRIER", at: 15)

        #expect(bench.ended.map(\.isForwarded) == [false])
    }

    @Test func `The notice of one call does not mark the next`() {
        var bench = CallBench()
        bench.line("+CSSU: 0", at: 0)
        for start in [0.1, 1.2] {
            bench.line(Self.clip, at: start)
            bench.line("NO CARRIER", at: start + 0.5)
            bench.line("^CEND:1,0,104,16", at: start + 0.6)
        }
        bench.line("RING", at: 30)
        bench.line("+CLIP: \"+447700900312\",145", at: 30.1)
        bench.line("NO CARRIER", at: 35)

        #expect(bench.ended.map(\.isForwarded).filter { $0 }.count == 1)
        #expect(bench.ended.last?.isForwarded == false)
    }

    @Test func `RULE 40: the notices of incoming calls are switched on, accepted or not`() {
        var modem = ScriptedModem()
        modem.replies["AT+CSSN=0,1"] = .lines(["ERROR"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))

        #expect(session.commands.contains("AT+CSSN=0,1"))
        #expect(session.state == .ready)
    }

    // MARK: Causes that come by themselves

    @Test(
        arguments: [
            ("^CEND:1,0,104,26", CallOutcome.answeredElsewhere, 26), ("^CEND:1,0,104,16", .missed, 16),
            ("^CEND:1,0,104", .missed, nil), ("^CEND:1,0,104,999", .missed, nil),
            ("NO CARRIER", .missed, nil),
        ] as [(String, CallOutcome, Int?)])
    func `RULE 34: cause 26 in an end line: another telephone has taken the call`(
        _ line: String, _ outcome: CallOutcome, _ cause: Int?
    ) {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line(Self.clip, at: 0.1)
        bench.line(line, at: 5)

        #expect(bench.ended.map(\.outcome) == [outcome])
        #expect(bench.ended.map { $0.cause?.rawValue } == [cause])
    }

    @Test func `RULE 31: a call that was taken here was answered, whatever the cause`() {
        var bench = CallBench()
        bench.line(Self.clip, at: 0)
        bench.line("^CEND:1,5,29,26", at: 9)

        #expect(bench.ended.map(\.outcome) == [.answered])
    }

    @Test func `RULE 27: the twin of the end line may tell the cause that the first did not`() {
        var bench = CallBench()
        bench.line(Self.clip, at: 0)
        bench.line("NO CARRIER", at: 5)
        bench.line("^CEND:1,0,104,26", at: 5.1)
        bench.pass(to: 60)

        #expect(bench.ended.count == 1)
        #expect(Self.notes(bench) == [.callCauseTold(CallID(1), .nonSelectedUserClearing)])
    }

    @Test func `A cause that comes while the number is waited for is part of the end`() {
        var bench = CallBench()
        bench.line("RING", at: 0)
        bench.line("NO CARRIER", at: 1)
        bench.line("^CEND:1,0,104,26", at: 1.1)
        bench.pass(to: 60)

        #expect(bench.ended.map(\.outcome) == [.answeredElsewhere])
        #expect(Self.notes(bench).isEmpty)
    }

    @Test(arguments: [true, false])
    func `RULE 34: Cinterion's words come before or after the end`(_ isBefore: Bool) {
        var bench = CallBench()
        let lines = ["+CIEV: ceer,2,\"Non-selected user clearing\"", "NO CARRIER"]
        bench.line(Self.clip, at: 0)
        for (place, line) in (isBefore ? lines : lines.reversed()).enumerated() {
            bench.line(line, at: 5 + Double(place) * 0.1)
        }

        #expect(bench.ended.map(\.outcome) == [isBefore ? .answeredElsewhere : .missed])
        #expect(Self.notes(bench).count == (isBefore ? 0 : 1))
    }

    @Test func `Words of the modem's own are no cause of the network`() {
        var bench = CallBench()
        bench.line(Self.clip, at: 0)
        bench.line("+CIEV: ceer,1,\"Client ended call\"", at: 5)
        bench.line("NO CARRIER", at: 5.1)

        #expect(bench.ended.map(\.cause) == [nil])
    }

    // MARK: AT+CEER

    /// One whose house asks why each call ended.
    private static func asking(_ answer: ScriptedModem.Reply) -> Session {
        var session = Session.ready()
        session.modem.replies["AT+CEER"] = answer
        session.house = { if case .callEnded(let call) = $0 { [.askCause(call.id)] } else { [] } }
        return session
    }

    private static func ring(_ session: inout Session) {
        session.line("RING")
        session.line(clip)
        session.run(for: .seconds(5))
        session.line("NO CARRIER")
    }

    private static func told(_ session: Session) -> [LineEvent] {
        session.events.filter { if case .callCauseTold = $0 { true } else { false } }
    }

    @Test func `RULE 34: the question waits until the text has gone out`() throws {
        var session = Self.asking(.lines(["+CEER: Non-selected user clearing", "OK"]))
        session.house = {
            if case .callEnded(let call) = $0 { [.askCause(call.id), .submit(.sample())] } else { [] }
        }
        Self.ring(&session)
        let end = session.now
        session.run(for: .milliseconds(900))
        #expect(!session.commands.contains("AT+CEER"))
        session.request(.proceed(Submission.sample().id))
        session.run(for: .seconds(2))

        let sent = try #require(session.commands.firstIndex { $0.hasPrefix("AT+CMGS") })
        let asked = try #require(session.commands.firstIndex(of: "AT+CEER"))
        #expect(sent < asked)
        #expect(session.commandTimes[sent] == end)
        #expect(Self.told(session) == [.callCauseTold(CallID(1), .nonSelectedUserClearing)])
    }

    @Test(arguments: [
        ["ERROR"], ["+CME ERROR: 100"], ["OK"], ["+CEER: 0,0", "OK"], ["+CEER: Client ended call", "OK"],
    ])
    func `RULE 34: a modem that does not tell the cause is none the worse`(_ answer: [String]) {
        var session = Self.asking(.lines(answer))
        Self.ring(&session)
        session.run(for: .seconds(40))
        session.forget()
        Self.ring(&session)
        session.run(for: .seconds(40))

        #expect(Self.told(session).isEmpty)
        #expect(session.state == .ready)
        #expect(session.commands.contains("AT+CEER") == (answer.last == "OK"))
    }

    @Test func `RULE 34: a modem that AT+CEER freezes is not asked again`() {
        var session = Self.asking(.silence)
        Self.ring(&session)
        session.run(for: .seconds(40))
        #expect(session.state == .ready)
        Self.ring(&session)
        session.run(for: .seconds(40))

        #expect(session.commands.count { $0 == "AT+CEER" } == 1)
    }

    @Test func `A call that begins before the question makes it pointless`() {
        var session = Self.asking(.lines(["+CEER: Non-selected user clearing", "OK"]))
        session.house = {
            if case .callEnded(let call) = $0, call.id == CallID(1) { [.askCause(call.id)] } else { [] }
        }
        Self.ring(&session)
        session.run(for: .milliseconds(500))
        session.line("RING")
        session.line("+CLIP: \"+447700900312\",145")
        session.run(for: .seconds(5))
        session.line("NO CARRIER")
        session.run(for: .seconds(30))

        #expect(!session.commands.contains("AT+CEER"))
        #expect(Self.told(session).isEmpty)
    }
}
