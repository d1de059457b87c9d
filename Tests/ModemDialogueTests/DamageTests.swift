import Telephony
import Testing

@testable import ModemDialogue

/// Lines that lost octets, and modems that lost their settings: nobody else is to get the text.
@Suite struct DamageTests {
    @Test(arguments: [
        ["+447700900123", "+44770090123"], ["+44770090123", "+447700900123"],
        ["+4477000123", "+447700900123", "+447700900123"], ["+447700900123", "+447700900123", "+4770900123"],
    ])
    func `RULE 7: a number that lost digits in one of its lines is mended by the other`(_ numbers: [String]) {
        var session = Session.ready()
        for number in numbers {
            session.line("RING")
            session.line("+CLIP: \"\(number)\",145,,,,0")
            session.run(for: .seconds(3))
        }
        session.line("NO CARRIER")
        session.run(for: .seconds(60))

        #expect(session.endedCalls.map(\.caller.words) == ["+447700900123"])
    }

    @Test func `RULE 7: a number that lost digits is mended by the listing`() {
        var session = Session.ready()
        session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+447700900123\",145"]
        session.line("RING")
        session.line("+CLCC: 1,1,4,0,0,\"+44770090123\",145")
        session.run(for: .seconds(3))
        session.line("NO CARRIER")
        session.run(for: .seconds(60))

        #expect(session.endedCalls.map(\.caller.words) == ["+447700900123"])
    }

    @Test func `RULE 27: soon after a call that ended without a word the next ends by its own line`() {
        var session = Session.ready()
        session.line("RING")
        session.line("+CLIP: \"+447700900123\",145")
        session.run(for: .seconds(13))
        #expect(session.missedCalls.count == 1)
        for _ in 0..<2 {
            session.line("RING")
            session.line("+CLIP: \"+447700900124\",145")
            session.run(for: .seconds(3))
        }
        session.line("NO CARRIER")

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900123", "+447700900124"])
    }

    @Test(arguments: [
        ("01512345678", "02512345678"), ("+447700900123", "+437700900123"), ("0442345678", "0552345678"),
        ("+442512345678", "01512345678"),
    ])
    func `Numbers that differ at the front are two callers`(_ one: String, _ other: String) {
        #expect(!Caller.number(one).mayBe(.number(other)))
        #expect(!Caller.number(other).mayBe(.number(one)))
    }

    @Test(arguments: [
        ("+447700900123", "07700900123"), ("+447700900123", "00447700900123"),
        ("447700900123", "+447700900123"),
        ("+36201234567", "06201234567"), ("7700900123", "07700900123"),
    ])
    func `One number in two forms is one caller`(_ one: String, _ other: String) {
        #expect(Caller.number(one).mayBe(.number(other)))
        #expect(Caller.number(other).mayBe(.number(one)))
    }

    @Test func `A modem that echoes again has lost its settings, and gets no PDU before they are made anew`()
    {
        var session = Session.ready()
        session.modem.hasEcho = true
        session.house = { if case .promptSeen(let id) = $0 { [.proceed(id)] } else { [] } }
        session.request(.submit(.sample()))
        session.run(for: .seconds(5))

        #expect(session.modem.taken.isEmpty)
        #expect(
            session.submissionEvents == [
                .submissionFailed(Submission.sample().id, .init(phase: .beforePrompt, answer: .none))
            ])
        #expect(session.commands.contains("AT+CMGF=0"))
        #expect(session.commands.contains("AT+CLIP=1"))
        #expect(session.state == .ready)
    }

    @Test func `An echo of the AT that brings the link back tells the same`() {
        var session = Session.ready()
        session.request(.submit(.sample()))
        session.run(for: .milliseconds(50))
        session.modem.hasEcho = true
        session.request(.abandon(Submission.sample().id))
        session.run(for: .seconds(5))

        #expect(session.commands.contains("AT+CLIP=1"))
        #expect(session.state == .ready)
    }

    @Test func `A modem that echoes whatever it was told is not set up again and again`() {
        var session = Session()
        session.modem.replies["ATE0"] = .lines(["OK"])
        session.connect()
        session.run(for: .seconds(300))

        #expect(session.commands.count { $0 == "AT+CMGF=0" } == 1)
    }

    @Test func `RULE 53: a text that waits is not begun before PDU mode is set again`() {
        var session = Session.ready()
        session.modem.replies["AT+CSQ"] = .late(.milliseconds(300), ["+CSQ: 20,99", "OK"])
        for _ in 0..<20_000 where session.commands.last != "AT+CSQ" { session.run(for: .milliseconds(5)) }
        session.request(.submit(.sample()))
        session.line("+CMT: \"+447700900123\",,\"26/03/14,09:26:53+00\"")
        session.line("RING")
        session.forget()
        session.run(for: .seconds(3))

        #expect(session.commands.contains("AT+CMGF=0"))
        #expect(!session.commands.contains("AT+CMGS=19"))
        #expect(session.callEvents.isEmpty)
    }

    @Test func `RULE 53: a prompt of text mode gets no PDU`() {
        var session = Session.ready()
        session.request(.submit(.sample()))
        session.run(for: .milliseconds(100))
        session.line("+CMT: \"+447700900123\",,\"26/03/14,09:26:53+00\"")
        session.request(.proceed(Submission.sample().id))
        session.run(for: .seconds(3))

        #expect(session.modem.taken.isEmpty)
        #expect(
            session.submissionEvents.last
                == .submissionFailed(Submission.sample().id, .init(phase: .beforePrompt, answer: .none)))
        #expect(session.commands.contains("AT+CMGF=0"))
        #expect(session.state == .ready)
    }

    @Test func `A header whose PDU was lost takes no answer away from another command`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMT: ,34")
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.slot) == [.init(storage: "ME", index: 3)])
    }
}
