import Telephony
import Testing

@testable import ModemDialogue

/// USSD: what the network says to a service code, in every shape.
@Suite struct ServiceSessionTests {
    private static let first = LineQuestion.ID(1)
    private static let second = LineQuestion.ID(2)

    private static func asked(_ code: String = "*100#") -> Session {
        var session = Session.ready()
        session.request(.ask(first, .service(code)))
        session.run(for: .milliseconds(100))
        return session
    }

    private static func huawei() -> Session {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["huawei", "OK"])
        return Session.ready(modem)
    }

    private static func reply(_ text: String, wantsAnswer: Bool = false) -> LineAnswer {
        .service(ServiceReply(text: text, wantsAnswer: wantsAnswer))
    }

    @Test func `The network's answer comes when it likes, and other commands go on`() {
        var session = Self.asked()
        #expect(session.commands == ["AT+CUSD=1,\"*100#\",15"])
        session.request(.submit(.sample()))
        session.run(for: .seconds(20))
        #expect(session.commands.contains("AT+CMGS=19"))
        #expect(session.answers.isEmpty)

        session.line("+CUSD: 0,\"Balance 5.00\",15")
        #expect(session.answers == [Self.reply("Balance 5.00")])
    }

    @Test(arguments: [
        ("+CUSD: 0,\"04110430043B0430043D0441\",72", "Баланс"),
        ("+CUSD: 0,\"EBB79B1E0685E9ECF4BADE9E03\", 0", "konta atlikums"),
        ("+CUSD: 2,\"Bye\",15", "Bye"), ("+CUSD: 0", ""), ("+CUSD: 0,\"odd hex 123\",72", "odd hex 123"),
        ("+CUSD: 0,\"ABC\",72", "ABC"), ("+CUSD: 0,\"x\",999", "x"), ("+CUSD: 0,Balance,15", "Balance"),
    ])
    func `Each coding is read`(line: String, text: String) {
        var session = Self.asked()
        session.line(line)
        #expect(session.answers == [Self.reply(text)])
    }

    @Test func `A modem that prints the answer before its OK is understood`() {
        var session = Session.ready()
        session.modem.replies["AT+CUSD=1,\"*100#\",15"] = .lines(["+CUSD: 0,\"Balance\",15", "OK"])
        session.request(.ask(Self.first, .service("*100#")))
        session.run(for: .seconds(1))
        #expect(session.answers == [Self.reply("Balance")])
        #expect(session.commands.count == 1)
    }

    @Test func `Huawei sticks are sent packed septets, and theirs are read`() {
        var session = Self.huawei()
        session.request(.ask(Self.first, .service("*100#")))
        session.run(for: .seconds(1))
        #expect(session.commands == ["AT+CUSD=1,\"AA180C3602\",15"])
        session.line("+CUSD: 0,\"D9775D0E1287D961F7B80C4ACF413199AB0603\",15")
        #expect(session.answers == [Self.reply("Your balance is 12.50")])
    }

    @Test func `A form that the modem does not take is followed by the next, and the good one remembered`() {
        var session = Self.huawei()
        session.modem.prefixReplies = [("AT+CUSD=1,\"AA", .lines(["ERROR"]))]
        for id in [Self.first, Self.second] {
            session.request(.ask(id, .service("*100#")))
            session.run(for: .seconds(1))
            session.line("+CUSD: 0,\"Balance\",15")
        }
        let plain = "AT+CUSD=1,\"*100#\",15"
        #expect(session.commands == ["AT+CUSD=1,\"AA180C3602\",15", plain, plain])
        #expect(session.answers == [Self.reply("Balance"), Self.reply("Balance")])
    }

    @Test func `A modem that takes no form at all has refused`() {
        var session = Session.ready()
        session.modem.prefixReplies = [("AT+CUSD", .lines(["+CME ERROR: 100"]))]
        session.request(.ask(Self.first, .service("*100#")))
        session.run(for: .seconds(1))
        #expect(session.commands.last == "AT+CUSD=1,\"002A0031003000300023\",15")
        #expect(session.troubles.count == 1)
    }

    @Test func `A network that is not there is no matter of form`() {
        var session = Session.ready()
        session.modem.prefixReplies = [("AT+CUSD", .lines(["+CME ERROR: 30"]))]
        session.request(.ask(Self.first, .service("*100#")))
        session.run(for: .seconds(1))
        #expect(session.commands.count == 1)
        #expect(session.troubles.count == 1)
    }

    @Test(arguments: [
        ("+CUSD: 2", LineTrouble.endedByNetwork), ("+CUSD: 3", .takenByOther),
        ("+CUSD: 4", .notSupportedByNetwork), ("+CUSD: 5", .networkTimedOut),
    ])
    func `What is no answer has its reason`(line: String, trouble: LineTrouble) {
        var session = Self.asked()
        session.line(line)
        #expect(session.troubles == [trouble])
    }

    // MARK: Menus

    @Test func `A menu is answered, and the session ends with the last answer`() {
        var session = Self.asked("*111#")
        session.receive("\r\n+CUSD: 1,\"1 Balance\r\n2 Own number\",15\r\n")
        #expect(session.answers == [Self.reply("1 Balance\n2 Own number", wantsAnswer: true)])

        session.request(.ask(Self.second, .service("1")))
        session.run(for: .seconds(1))
        session.line("+CUSD: 0,\"12.50\",15")
        #expect(session.commands.last == "AT+CUSD=1,\"1\",15")
        #expect(session.answers.last == Self.reply("12.50"))
        #expect(session.machine.inquiries.service.stage == .closed)
    }

    @Test func `RULE 2: the end of a session told once more is not the answer of the next`() {
        var session = Self.asked()
        session.receive("\r\n+CUSD: 0,\"Balance\",15\n+CUSD: 2\r\n")
        session.request(.ask(Self.second, .service("*101#")))
        session.line("+CUSD: 2")
        session.run(for: .seconds(1))
        session.line("+CUSD: 0,\"Other\",15")
        #expect(session.answers == [Self.reply("Balance"), Self.reply("Other")])
    }

    @Test func `A menu that nobody answers is left, so that calls can come in`() {
        var session = Self.asked()
        session.line("+CUSD: 1,\"1 Balance\",15")
        session.run(for: .seconds(200))
        #expect(session.commands.contains("AT+CUSD=2"))
        #expect(session.answers.count == 1)

        session.request(.ask(Self.second, .service("1")))
        #expect(session.troubles.count == 1)
    }

    @Test func `A new code leaves the menu that is open, and a person may leave it too`() {
        var session = Self.asked()
        session.line("+CUSD: 1,\"1 Balance\",15")
        var left = session
        session.request(.ask(Self.second, .service("*101#")))
        session.run(for: .seconds(1))
        #expect(session.commands.suffix(2) == ["AT+CUSD=2", "AT+CUSD=1,\"*101#\",15"])

        left.request(.ask(Self.second, .endService))
        left.run(for: .seconds(1))
        #expect(left.commands.last == "AT+CUSD=2")
        #expect(left.answers.last == .done)
    }

    @Test func `A question of the network that nobody has called for is not left open`() {
        var session = Session.ready()
        session.line("+CUSD: 1,\"Accept?\",15")
        session.run(for: .seconds(1))
        #expect(session.commands == ["AT+CUSD=2"])
        session.line("+CUSD: 0,\"Your credit is low\",15")
        session.run(for: .seconds(1))
        #expect(session.commands == ["AT+CUSD=2"])
    }

    // MARK: Trouble

    @Test func `One code at a time`() {
        var session = Self.asked()
        session.request(.ask(Self.second, .service("*101#")))
        #expect(session.troubles == [.busy])
    }

    @Test func `A network that says nothing is given up, and the session ended`() {
        var session = Self.asked()
        session.run(for: .seconds(95))
        #expect(session.troubles == [.noAnswer])
        #expect(session.commands.contains("AT+CUSD=2"))
        session.line("+CUSD: 0,\"Late\",15")
        #expect(session.answers.count == 1)
    }

    @Test func `A code that waits for a call to end is not sent after its time`() {
        var session = Session.ready()
        session.run(until: .zero + .seconds(59))
        session.line("RING")
        session.line("+CLIP: \"+447700900123\",145")
        session.request(.ask(Self.first, .service("*100#")))
        session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+447700900123\",145"]
        for _ in 0..<20 {
            session.line("RING")
            session.run(for: .seconds(5))
        }
        #expect(session.troubles == [.noAnswer])
        #expect(!session.commands.contains { $0.hasPrefix("AT+CUSD=1") })
    }

    @Test(arguments: [
        "", "*100#\r", "call me", "\"", "\u{1A}", "*100#;D1;", String(repeating: "1", count: 200) + "#",
    ])
    func `What is no service code never gets near the modem`(code: String) {
        var session = Session.ready()
        session.request(.ask(Self.first, .service(code)))
        session.run(for: .seconds(1))
        #expect(session.commands.isEmpty)
        #expect(session.troubles.count == 1)
    }

    // MARK: The network's words

    @Test func `Lines within the network's words are words, whatever they look like`() {
        var session = Self.asked()
        session.receive(
            "\r\n+CUSD: 0,\"Hello\r\nRING\r\n+CMTI: \"SM\",3\r\nOK\r\n+CLIP: \"07700900123\",129\nBye\",15\r\n"
        )
        #expect(session.answers.count == 1)
        #expect(session.callEvents.isEmpty)
        session.run(for: .seconds(2))
        #expect(!session.commands.contains { $0.hasPrefix("AT+CMGR") })
    }

    @Test func `Words that were cut short hold up nothing for longer than a moment`() {
        var session = Self.asked()
        session.line("+CUSD: 0,\"Balance")
        session.run(for: .seconds(1))
        #expect(session.answers == [Self.reply("Balance")])
        session.line("RING")
        #expect(session.callEvents.count == 1)
    }

    @Test func `Words without an end, of two thousand characters, and of noise are no harm`() {
        var session = Self.asked()
        session.line("+CUSD: 0,\"" + String(repeating: "x", count: 2000) + "\",15")
        #expect(session.answers.count == 1)

        session = Self.asked()
        session.line("+CUSD: 0,\"a")
        for _ in 0..<100 { session.line("b") }
        session.run(for: .seconds(1))
        #expect(session.answers.count == 1)

        session = Self.asked()
        session.receive("\r\n+CUSD: 0,\"\u{1}\u{7}\u{1B}[2J\u{0}\u{7F}\",15\r\n")
        session.run(for: .seconds(1))
        guard case .service(let reply)? = session.answers.first else {
            Issue.record("\(session.answers)")
            return
        }
        #expect(reply.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }

    @Test func `It does not matter how the octets are cut`() {
        var session = Self.asked()
        session.readsSingleOctets = true
        session.receive("\r\n+CUSD: 1,\"1 Balance\n2 \"Own\" number\",15\r\n")
        #expect(session.answers == [Self.reply("1 Balance\n2 \"Own\" number", wantsAnswer: true)])
    }
}
