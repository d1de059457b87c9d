import Telephony
import Testing

@testable import ModemDialogue

/// Questions that are no rows: each has one answer.
@Suite struct InquiryTests {
    private static let id = LineQuestion.ID(1)

    private static func asked(
        _ question: LineQuestion, _ replies: [String: ScriptedModem.Reply] = [:],
        for duration: Duration = .seconds(1)
    ) -> Session {
        var session = Session.ready()
        session.modem.replies.merge(replies) { $1 }
        session.request(.ask(id, question))
        session.run(for: duration)
        return session
    }

    // MARK: Diverts

    @Test func `The diverts of voice are asked for reason by reason`() {
        let session = Self.asked(
            .diverts,
            [
                "AT+CCFC=0,2": .lines(["+CCFC: 0,7", "OK"]),
                "AT+CCFC=1,2": .lines(["+CCFC: 1,4,\"+447700900111\",145", "+CCFC: 0,1", "OK"]),
                "AT+CCFC=2,2": .lines(["+CCFC: 1,1,\"+447700900999\",145,,,15", "OK"]),
                "AT+CCFC=3,2": .lines(["+CME ERROR: 100"]),
            ])

        #expect(
            session.answers == [
                .diverts([
                    CallDivert(reason: .unconditional, isActive: false),
                    CallDivert(reason: .busy, isActive: false),
                    CallDivert(
                        reason: .noReply, isActive: true,
                        number: NetworkNumber(digits: "+447700900999", typeOfAddress: 145), seconds: 15),
                    CallDivert(reason: .unreachable, isActive: nil),
                ])
            ])
    }

    @Test func `A network that tells of no divert at all has refused`() {
        let session = Self.asked(
            .diverts,
            ["AT+CCFC=3,2": .lines(["+CME ERROR: 30"])].merging(
                (0...2).map { ("AT+CCFC=\($0),2", .lines(["ERROR"])) }
            ) { $1 })
        #expect(session.answers.count == 1)
        #expect(session.troubles.first.map { "\($0)".contains("30") } == true)
    }

    @Test(arguments: [
        (
            DivertReason.noReply, "+447700900999", DivertTime(seconds: 15),
            "AT+CCFC=2,3,\"+447700900999\",145,1,,,15"
        ),
        (.busy, "07700900999", nil, "AT+CCFC=1,3,\"07700900999\",129,1"),
        (.conditional, "121", DivertTime(seconds: 30), "AT+CCFC=5,3,\"121\",129,1,,,30"),
        (.all, "+447700900999", nil, "AT+CCFC=4,3,\"+447700900999\",145,1"),
    ])
    func `A divert is set for voice alone, with its time`(
        reason: DivertReason, digits: String, time: DivertTime?, command: String
    ) {
        let session = Self.asked(.setDivert(reason, to: digits, after: time))
        #expect(session.commands.filter { $0.contains(",3,") } == [command])
    }

    @Test func `What was set is read back, and a network that did not take it is not believed`() {
        var session = Session.ready()
        session.modem.replies["AT+CCFC=2,2"] = .lines(["+CCFC: 0,7", "OK"])
        session.request(.ask(Self.id, .setDivert(.noReply, to: "+447700900999", after: .standard)))
        session.run(for: .seconds(1))
        #expect(session.troubles == [.notTaken])

        session.forget()
        session.modem.replies["AT+CCFC=2,2"] = .lines(["+CCFC: 1,1,\"+447700900999\",145,,,20", "OK"])
        session.request(.ask(Self.id, .setDivert(.noReply, to: "+447700900999", after: .standard)))
        session.run(for: .seconds(1))
        let number = NetworkNumber(digits: "+447700900999", typeOfAddress: 145)
        let set = CallDivert(reason: .noReply, isActive: true, number: number, seconds: 20)
        #expect(session.answers == [.divertsChanged(before: [set], after: [set])])
    }

    @Test func `A divert is erased, and what was there is told`() {
        var session = Session.ready()
        session.modem.replies["AT+CCFC=1,2"] = .lines(["+CCFC: 1,1,\"+447700900999\",145", "OK"])
        session.modem.onceOnly = ["AT+CCFC=1,2"]
        session.request(.ask(Self.id, .clearDivert(.busy)))
        session.run(for: .seconds(1))

        #expect(session.commands == ["AT+CCFC=1,2", "AT+CCFC=1,4", "AT+CCFC=1,2"])
        guard case .divertsChanged(let before, let after) = session.answers.first else {
            Issue.record("\(session.answers)")
            return
        }
        #expect(before.map(\.isActive) == [true])
        #expect(after.map(\.isActive) == [false])
    }

    @Test(arguments: ["", "+", "12\"34", "1;2", "*100#\r", "abc", "123456789012345678901"])
    func `What cannot be dialled never gets near the modem`(digits: String) {
        let session = Self.asked(.setDivert(.busy, to: digits, after: nil))
        #expect(session.commands.isEmpty)
        #expect(session.troubles.count == 1)
    }

    // MARK: Commands of a person

    @Test func `A typed command is answered with its lines and its result`() {
        let session = Self.asked(
            .command("AT+CSQ;+CREG?;^SYSINFO"),
            [
                "AT+CSQ;+CREG?;^SYSINFO": .raw(
                    "\r\n+CSQ: 20,99\r\n+CREG: 1,1\r\n\r\n^RSSI:18\r\nfree words\r\n+OTHER: 1\r\n\r\n+CME ERROR: 3\r\n"
                )
            ])
        #expect(
            session.answers == [
                .lines(
                    ["+CSQ: 20,99", "+CREG: 1,1", "free words", "+OTHER: 1"], result: session.result ?? "")
            ])
        #expect(session.result?.contains("3") == true)
    }

    @Test func `A call that rings inside the answer is a call`() {
        let session = Self.asked(
            .command("AT+CLCC"),
            [
                "AT+CLCC": .raw(
                    "\r\nRING\r\n\r\n+CLIP: \"+447700900123\",145\r\n\r\n+CLCC: 1,1,4,0,0\r\n\r\nOK\r\n")
            ])
        #expect(session.answers == [.lines(["+CLCC: 1,1,4,0,0"], result: "OK")])
        #expect(session.callEvents.count >= 1)
    }

    @Test(arguments: ["AT+CMGS=5", "ATD123;", "ATE1", "AT+CSQ\r\nAT+CPOF", "AT\u{1A}", "", "hello"])
    func `A command that would break the conversation never gets near the modem`(line: String) {
        let session = Self.asked(.command(line))
        #expect(session.commands.isEmpty)
        #expect(session.troubles.count == 1)
    }

    @Test func `A typed command that freezes the modem is told of, and the modem brought back`() {
        let session = Self.asked(.command("AT+NASTY"), ["AT+NASTY": .silence], for: .seconds(60))
        #expect(session.troubles == [.noAnswer])
        #expect(session.state == .ready)
    }

    @Test func `A modem whose SIM is not open can be typed to, and asked nothing of the network`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PUK", "OK"])
        var session = Session.ready(modem)
        session.request(.ask(Self.id, .command("AT+CSQ")))
        session.request(.ask(LineQuestion.ID(2), .service("*100#")))
        session.run(for: .seconds(1))
        #expect(session.troubles == [.notReady(.simBlocked)])
        #expect(session.answers.contains(.lines(["+CSQ: 20,99"], result: "OK")))
    }

    // MARK: Details and reset

    @Test func `The service centre and the family are told`() {
        #expect(
            Self.asked(.details).answers == [
                .details(ModemDetails(profile: "generic", serviceCentre: "+447700900999"))
            ])
    }

    @Test func `A modem that was told to restart is set up anew, and has not restarted by itself`() {
        var session = Session.ready()
        session.request(.ask(Self.id, .reset))
        session.run(for: .milliseconds(100))
        #expect(session.commands == ["AT+CFUN=1,1"])
        #expect(session.answers == [.done])
        #expect(session.state == .recovering)
        session.modem = ScriptedModem()
        session.line("RDY")
        session.run(for: .seconds(10))
        #expect(session.state == .ready)
        #expect(!session.events.contains(.restarted))
    }

    @Test func `A modem that restarts without a word, or vanishes, has done what it was told`() {
        #expect(Self.asked(.reset, ["AT+CFUN=1,1": .silence], for: .seconds(15)).answers == [.done])
        var session = Self.asked(.reset, ["AT+CFUN=1,1": .silence])
        session.disconnect()
        #expect(session.answers == [.done])
    }

    @Test func `A modem that does not know its reset says so`() {
        let session = Self.asked(.reset, ["AT+CFUN=1,1": .lines(["ERROR"])])
        #expect(session.troubles == [.refused("ERROR")])
        #expect(session.state == .ready)
    }

    // MARK: One answer each

    private static let questions: [LineQuestion] = [
        .service("*100#"), .service("1"), .endService, .diverts,
        .setDivert(.all, to: "+447700900999", after: .standard),
        .clearDivert(.conditional), .reset, .command("AT+CSQ"), .command("ATA"), .details,
    ]

    @Test(arguments: questions)
    func `A question to a modem that is not there is answered at once`(question: LineQuestion) {
        var session = Session()
        session.request(.ask(Self.id, question))
        #expect(session.answers.count == 1)

        var finished = Session.ready()
        finished.request(.finish)
        finished.run(for: .seconds(1))
        finished.request(.ask(Self.id, question))
        #expect(finished.answers == [.trouble(.stopping)])
    }

    @Test(arguments: questions)
    func `Whatever becomes of the modem, and whenever, a question is answered once`(question: LineQuestion) {
        var session = Session.ready()
        session.modem.prefixReplies = [("AT+CCFC", .late(.milliseconds(35), ["+CCFC: 0,7", "OK"]))]
        let start = session.now
        session.request(.ask(Self.id, question))
        for step in TestDepth.some(of: 1...12, oneOf: 7) {
            session.run(until: start + .milliseconds(17 * step))
            let ends: [(inout Session) -> Void] = [
                { $0.disconnect() }, { $0.line("RDY") }, { $0.line("+CPIN: NOT INSERTED") },
                { $0.request(.finish) }, { $0.modem.prefixReplies = [("AT", .silence)] },
                { $0.line("+CUSD: \(step % 6)") }, { $0.connect() }, { _ in },
            ]
            for end in ends {
                var copy = session
                end(&copy)
                for _ in 0..<65 where copy.answers.isEmpty { copy.run(for: .seconds(2)) }
                copy.run(for: .seconds(2))
                #expect(copy.answers.count == 1, "\(step)")
            }
        }
    }

    @Test func `More questions than people ask are told that the modem is busy`() {
        var session = Session.ready()
        for number in 0..<12 { session.request(.ask(LineQuestion.ID(number), .command("AT+CSQ"))) }
        session.run(for: .seconds(2))
        #expect(session.answers.count == 12)
        #expect(session.troubles == [.busy, .busy, .busy, .busy])
    }
}

extension Session {
    var answers: [LineAnswer] {
        events.compactMap { if case .answered(_, let answer) = $0 { answer } else { nil } }
    }

    var troubles: [LineTrouble] {
        answers.compactMap { if case .trouble(let trouble) = $0 { trouble } else { nil } }
    }

    fileprivate var result: String? {
        if case .lines(_, let result) = answers.first { result } else { nil }
    }
}
