import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// RULE 69: unsolicited lines may come on one port only.
@Suite struct SidePortTests {
    private static let question = "AT+QURCCFG=\"urcport\""
    private static let caller = "+CLIP: \"+447700900311\",145,,,,0"

    /// Up, with a second port that is open and has said all that had waited in it.
    private static func heard(_ numbers: Int...) -> Session {
        var session = Session.ready()
        for number in numbers.isEmpty ? [2] : numbers { session.openSidePort(number) }
        session.run(for: .seconds(1))
        session.forget()
        return session
    }

    private static func quectel(_ ports: String...) -> Session {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["Quectel", "OK"])
        modem.replies["AT+CGMM"] = .lines(["EC25", "OK"])
        modem.queues[question] = ports.map { .lines(["+QURCCFG: \"urcport\",\"\($0)\"", "OK"]) }
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))
        return session
    }

    private static func listens(_ session: Session) -> [Bool] {
        session.actions.compactMap { if case .listenAside(let isWanted) = $0 { isWanted } else { nil } }
    }

    // MARK: Whether to listen

    @Test func `RULE 69: a modem that cannot be told where its lines go is listened to on all ports`() {
        var session = Session()
        session.connect()
        session.run(for: .seconds(5))

        #expect(Self.listens(session) == [true])
    }

    @Test func `RULE 69: a modem that has confirmed its port is listened to there alone`() {
        #expect(Self.listens(Self.quectel("uart1", "all")) == [])
        #expect(Self.listens(Self.quectel("all")) == [])
    }

    @Test func `RULE 69: a modem that keeps its lines elsewhere is listened to on all ports`() {
        #expect(Self.listens(Self.quectel("uart1", "uart1", "uart1")) == [true])
    }

    @Test func `RULE 69: a modem that does not answer the question is listened to on all ports`() {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["SIMCOM", "OK"])
        modem.replies["AT+CGMM"] = .lines(["SIM7600", "OK"])
        modem.replies["AT+CATR?"] = .lines(["ERROR"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))

        #expect(Self.listens(session) == [true])
    }

    @Test func `Nothing is listened to before the network is there`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 1,2", "OK"])
        modem.replies["AT+CEREG?"] = .lines(["+CEREG: 1,2", "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))
        #expect(Self.listens(session) == [])

        session.line("+CREG: 1")
        session.run(for: .seconds(1))
        #expect(Self.listens(session) == [true])
    }

    // MARK: What is written

    @Test func `A port that is known for AT commands is asked to show callers, and nothing else`() {
        var session = Session.ready()
        session.openSidePort()
        session.receive("AT+CLIP=1\r\r\nOK\r\n", on: 2)
        session.run(for: .seconds(300))

        #expect(session.asideCommands == ["2 AT+CLIP=1\\r"])
    }

    @Test func `Nothing is written to a port of which nothing is known`() {
        var session = Session.ready()
        session.openSidePort(takesCommands: false)
        session.run(for: .seconds(1))
        session.line("RING", on: 2)

        #expect(session.asideCommands == [])
        #expect(session.callEvents.count == 1)
    }

    @Test func `A modem that has started anew is asked again`() {
        var session = Self.heard()
        session.line("RDY")
        session.run(for: .seconds(10))

        #expect(session.state == .ready)
        #expect(session.asideCommands == ["2 AT+CLIP=1\\r"])
    }

    // MARK: Merging

    @Test func `A call that is told on the other port alone is heard, with its number`() {
        var session = Self.heard()
        session.modem.calls = ["+CLCC: 1,1,4,0,0"]
        for _ in 0..<3 {
            session.line("RING", on: 2)
            session.line(Self.caller, on: 2)
            session.run(for: .seconds(5))
        }
        session.modem.calls = []
        session.line("NO CARRIER", on: 2)
        session.run(for: .seconds(5))

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        #expect(session.missedCalls.map(\.rings) == [3])
    }

    @Test(arguments: [0, 1, 10, 150, 300], [true, false])
    func `A modem that tells everything on both ports gives one call and one text`(
        milliseconds: Int, isSideLate: Bool
    ) {
        var session = Self.heard()
        session.modem.memories["SM"]?.slots[3] = SamplePDU.first
        session.modem.calls = ["+CLCC: 1,1,4,0,0"]
        let lag = Duration.milliseconds(milliseconds)
        let tell = { (line: String) in
            if isSideLate { session.line(line) } else { session.line(line, on: 2) }
            session.run(for: lag)
            if isSideLate { session.line(line, on: 2) } else { session.line(line) }
        }
        for _ in 0..<3 {
            tell("RING")
            tell(Self.caller)
            session.run(for: .seconds(5) - lag * 2)
        }
        session.modem.calls = []
        tell("NO CARRIER")
        tell("+CMTI: \"SM\",3")
        session.run(for: .seconds(20))

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        #expect(session.missedCalls.map(\.rings) == [3])
        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `Two texts that are announced at once are both read, each once`() {
        var session = Self.heard()
        session.modem.memories["SM"]?.slots = [3: SamplePDU.first, 4: SamplePDU.second]
        for index in [3, 4] {
            for port in [1, 2] {
                port == 1
                    ? session.line("+CMTI: \"SM\",\(index)") : session.line("+CMTI: \"SM\",\(index)", on: 2)
            }
        }
        session.run(for: .seconds(3))

        #expect(session.received.map(\.hex) == [SamplePDU.first, SamplePDU.second])
        #expect(session.commands.filter { $0.hasPrefix("AT+CMGR") } == ["AT+CMGR=3", "AT+CMGR=4"])
    }

    @Test func `An answer of the network that comes on another port is the answer`() {
        var session = Self.heard()
        session.request(.ask(.init(1), .service("*100#")))
        session.run(for: .seconds(1))
        session.receive("\r\n+CUSD: 0,\"Your balance:\r\nRI", on: 2)
        session.line("+CREG: 1")
        session.receive("NG 5\",15\r\n", on: 2)
        session.run(for: .seconds(1))

        let answers = session.events.compactMap {
            if case .answered(_, let answer) = $0 { answer } else { nil }
        }
        #expect(answers.count == 1)
        #expect("\(answers)".contains("Your balance:\\nRING 5"))
        #expect(session.callEvents.isEmpty)
    }

    @Test func `A text that is delivered to both ports line by line is one`() {
        var session = Self.heard()
        let length = ScriptedModem.tpduLength(SamplePDU.first)
        session.line("+CMT: ,\(length)")
        session.line("+CMT: ,\(length)", on: 2)
        session.line(SamplePDU.first, on: 2)
        session.line(SamplePDU.first)
        session.line("RING", on: 2)

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.callEvents.count == 1)
    }

    // MARK: Never an answer

    /// `AT+CSQ` is in flight and has not been answered.
    private static func asking() -> Session {
        var session = heard()
        session.modem.replies["AT+CSQ"] = .silence
        while session.commands.last != "AT+CSQ" { session.run(for: .milliseconds(100)) }
        session.forget()
        return session
    }

    @Test
    func `What comes on another port while a command is in flight is never its answer, wherever it is cut`() {
        let asking = Self.asking()
        let aside = Array("\r\nRING\r\n\r\n\(Self.caller)\r\n\r\n+CSQ: 3,99\r\n\r\nOK\r\n".utf8)
        let answer = Array("\r\n+CSQ: 15,99\r\n\r\nOK\r\n".utf8)
        for cut in 0...aside.count {
            for place in TestDepth.some(of: 0...answer.count, oneOf: 7) {
                var session = asking
                session.receive(octets: Array(answer[..<place]))
                session.receive(String(decoding: aside[..<cut], as: UTF8.self), on: 2)
                session.receive(octets: Array(answer[place...]))
                session.receive(String(decoding: aside[cut...], as: UTF8.self), on: 2)

                let signals = session.events.compactMap {
                    if case .signalChanged(let value) = $0 { value } else { nil }
                }
                #expect(signals == [-83], "cut at \(cut), \(place)")
                #expect(session.callEvents.count == 2, "cut at \(cut), \(place)")
            }
        }
    }

    @Test func `A result on another port confirms no text`() {
        var session = Self.heard()
        session.modem.submissionReplies = [.silence]
        session.house = { if case .promptSeen(let id) = $0 { [.proceed(id)] } else { [] } }
        session.request(.submit(.sample()))
        session.run(for: .seconds(1))
        session.receive("\r\n+CMGS: 9\r\n\r\nOK\r\n> \r\nERROR\r\n", on: 2)
        #expect(session.submissionEvents.count == 1)

        session.receive("\r\n+CMGS: 7\r\n\r\nOK\r\n")
        #expect(session.submissionEvents.last == .submitted(Submission.sample().id, reference: 7))
    }

    // MARK: Ports that come and go

    @Test func `What had waited in the modem until its port was opened is not of now`() {
        var session = Session.ready()
        session.openSidePort()
        session.line("RING", on: 2)
        session.run(for: .milliseconds(299))
        session.line("RING", on: 2)
        #expect(session.callEvents.isEmpty)

        session.run(for: .milliseconds(1))
        session.line("RING", on: 2)
        #expect(session.callEvents.count == 1)
    }

    @Test func `What comes behind the answer of another port is of now`() {
        var session = Session.ready()
        session.openSidePort()
        session.receive("\r\nRING\r\nAT+CLIP=1\r\r\nOK\r\n", on: 2)
        #expect(session.callEvents.isEmpty)

        session.line("RING", on: 2)
        #expect(session.callEvents.count == 1)
    }

    @Test func `Another port that breaks changes nothing, and is heard again once it is open`() {
        var session = Self.heard()
        session.receive("\r\nRI", on: 2)
        session.closeSidePort()
        session.receive("NG\r\n", on: 2)
        session.run(for: .seconds(5))
        #expect(session.states == [])
        #expect(session.callEvents.isEmpty)

        session.openSidePort()
        session.run(for: .seconds(1))
        session.line("RING", on: 2)
        #expect(session.callEvents.count == 1)
    }

    @Test func `A port that tells positions is left alone`() {
        var session = Self.heard(2, 3)
        session.line("$GPGGA,092653.0,,,,,0,,,,,,,,*45", on: 2)
        session.line("RING", on: 2)
        #expect(session.leftPorts == [SidePort(number: 2)])
        #expect(session.callEvents.isEmpty)

        session.line("RING", on: 3)
        #expect(session.callEvents.count == 1)
    }

    @Test func `With the port of the conversation the others are gone`() {
        var session = Self.heard()
        session.disconnect()
        session.line("RING", on: 2)
        session.connect()
        session.line("RING", on: 2)

        #expect(session.callEvents.isEmpty)
    }

    @Test func `An export with lines of another port replays`() throws {
        var session = Session()
        session.recorder = FlightRecorder(mask: Mask(1, 2))
        session.connect()
        session.run(for: .seconds(5))
        session.openSidePort()
        session.run(for: .seconds(1))
        for _ in 0..<2 {
            for line in ["RING", Self.caller] {
                session.line(line, on: 2)
                session.line(line)
            }
            session.run(for: .seconds(5))
        }
        session.line("NO CARRIER", on: 2)
        session.run(for: .seconds(2))
        let text = try #require(session.recorder?.recording().text)
        #expect(text.contains(" >2 AT+CLIP=1\\r"))
        #expect(text.contains(" <2 \\r\\nRING\\r\\n"))
        #expect(!text.contains("900311"))
        let recording = try #require(ModemRecording(text: text))
        #expect(recording.told.contains { $0.hasPrefix("call 1 missed") })

        var replay = RecordingReplay(recording)
        replay.run()

        #expect(replay.told == recording.told)
    }
}

/// The same on several ports is one thing.
@Suite struct HeardOnceTests {
    private static let second = LineSource.side(SidePort(number: 2))
    private static let third = LineSource.side(SidePort(number: 3))

    private func isNews(_ told: (milliseconds: Int, source: LineSource, line: String)...) -> [Bool] {
        var heard = HeardOnce()
        return told.map {
            heard.isNews(.line($0.line), from: $0.source, at: .zero + .milliseconds($0.milliseconds))
        }
    }

    @Test func `The same line is news again after 300 ms`() {
        #expect(isNews((0, .conversation, "RING"), (300, Self.second, "RING")) == [true, false])
        #expect(isNews((0, .conversation, "RING"), (301, Self.second, "RING")) == [true, true])
    }

    @Test func `What one port tells twice is told twice, and heard twice from both`() {
        #expect(
            isNews(
                (0, .conversation, "RING"), (5, .conversation, "RING"), (10, Self.second, "RING"),
                (15, Self.second, "RING"), (20, Self.second, "RING")) == [true, true, false, false, true])
    }

    @Test func `Three ports tell one thing`() {
        #expect(
            isNews((0, Self.third, "RING"), (5, .conversation, "RING"), (10, Self.second, "RING"))
                == [true, false, false])
    }

    @Test func `Another line is another thing`() {
        #expect(
            isNews((0, .conversation, "+CMTI: \"SM\",3"), (5, Self.second, "+CMTI: \"SM\",4")) == [
                true, true,
            ])
    }

    @Test func `A flood of lines is not kept`() {
        var heard = HeardOnce()
        let news = (0...HeardOnce.most).map { heard.isNews(.line("\($0)"), from: .conversation, at: .zero) }
        let again = ["0", "\(HeardOnce.most)"].map { heard.isNews(.line($0), from: Self.second, at: .zero) }

        #expect(!news.contains(false))
        #expect(again == [true, false])
    }
}
