import Telephony
import Testing

@testable import ModemDialogue

/// Calls that this end rejects, and the calls beside them that it must not.
@Suite struct RejectionTests {
    fileprivate static let grace = "+CLIP: \"+447700900311\",145,,,,0"
    private static let listed = "+CLCC: 1,1,4,0,0,\"+447700900311\",145"
    private static let dave = "+447700900312"

    /// One whose house wants each call rejected at this ring.
    private static func session(atRing ring: Int, _ modem: ScriptedModem? = nil) -> Session {
        var session = modem.map { Session.ready($0) } ?? Session.ready()
        session.house = {
            if case .callStarted(let call, _) = $0 { [.reject(call, atRing: ring)] } else { [] }
        }
        return session
    }

    /// A telling family, so that nothing is asked while it rings.
    private static var huawei: ScriptedModem {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines(["huawei", "OK"])
        return modem
    }

    /// What was sent but for questions.
    private static func orders(_ session: Session) -> [String] {
        session.commands.filter { $0 != "AT+CLCC" }
    }

    /// AT+CHUP has to wait for the line.
    private static func ringingWhileATextIsRead() -> Session {
        var session = Self.session(atRing: 1, Self.huawei)
        session.modem.memories["SM"]?.slots[1] = SamplePDU.first
        session.latency = .milliseconds(500)
        session.line("+CMTI: \"SM\",1")
        session.ring()
        return session
    }

    @Test(arguments: 1...4)
    func `RULE 66: at its ring the call is ended by AT+CHUP, and was rejected`(_ ring: Int) {
        var session = Self.session(atRing: ring, Self.huawei)
        for _ in 1..<ring {
            session.ring()
            session.run(for: .seconds(5))
        }
        #expect(session.commands.isEmpty)
        session.ring()
        session.run(for: .milliseconds(50))
        session.line("NO CARRIER")
        session.run(for: .seconds(20))

        #expect(session.commands.filter { $0 == "AT+CHUP" || $0 == "ATH" } == ["AT+CHUP"])
        #expect(session.endedCalls.map(\.outcome) == [.rejected])
        #expect(session.endedCalls.map(\.rings) == [ring])
    }

    @Test func `RULE 20: one ring that three lines announce is one ring`() {
        var session = Self.session(atRing: 2, Self.huawei)
        session.ring()
        session.line("+CLCC: 1,1,4,0,0,\"+447700900311\",145")
        session.line("RING")
        session.run(for: .seconds(4))

        #expect(session.commands.isEmpty)
    }

    @Test func `RULE 20: RING alone does not reject a call whose number is about to come`() {
        var session = Self.session(atRing: 1, Self.huawei)
        session.line("RING")
        session.run(for: .milliseconds(900))
        #expect(Self.orders(session).isEmpty)
        session.line(Self.grace)
        session.run(for: .milliseconds(10))
        session.line("NO CARRIER")

        #expect(Self.orders(session) == ["AT+CHUP"])
        #expect(session.endedCalls.map(\.caller.words) == ["+447700900311"])
    }

    @Test func `A call that never tells its number is rejected all the same`() {
        var session = Self.session(atRing: 1, Self.huawei)
        session.line("RING")
        session.run(for: .milliseconds(2100))

        #expect(Self.orders(session) == ["AT+CHUP"])
    }

    @Test func `RULE 66: AT+CHUP says OK and does nothing, the listing shows it, and ATH is tried`() {
        var session = Self.session(atRing: 1)
        session.modem.calls = [Self.listed]
        session.line(Self.grace)
        session.run(for: .milliseconds(1500))
        #expect(session.commands == ["AT+CHUP", "AT+CLCC", "ATH"])
        session.modem.calls = []
        session.run(for: .seconds(6))

        #expect(session.endedCalls.map(\.outcome) == [.rejected])
    }

    @Test func `RULE 66: where AT+CLCC is refused a further ring shows that AT+CHUP did nothing`() {
        var session = Self.session(atRing: 1, Self.huawei)
        session.modem.replies["AT+CLCC"] = .lines(["ERROR"])
        session.line(Self.grace)
        session.run(for: .seconds(4))
        session.line(Self.grace)
        session.run(for: .milliseconds(50))

        #expect(Self.orders(session) == ["AT+CHUP", "ATH"])
    }

    @Test func `RULE 66: where AT+CHUP is refused ATH is tried, and the listing shows whether it helped`() {
        var session = Self.session(atRing: 1)
        session.modem.replies["AT+CHUP"] = .lines(["ERROR"])
        session.line(Self.grace)
        session.run(for: .seconds(6))

        #expect(session.commands.prefix(2) == ["AT+CHUP", "ATH"])
        #expect(session.endedCalls.map(\.outcome) == [.rejected])
    }

    @Test func `A call that nothing can end rings on, was missed, and is not fought with for ever`() {
        var session = Self.session(atRing: 1)
        session.modem.calls = [Self.listed]
        session.line(Self.grace)
        session.run(for: .seconds(20))
        session.modem.calls = []
        session.line("NO CARRIER")

        #expect(Self.orders(session) == ["AT+CHUP", "ATH"])
        #expect(session.endedCalls.map(\.outcome) == [.missed])
        #expect(session.notes.count { $0.text.contains("rings on") } == 1)
    }

    @Test func `A call that somebody takes before its ring is not ended`() {
        var session = Self.session(atRing: 2, Self.huawei)
        session.ring()
        session.line("^CONN:1,0")
        session.run(for: .seconds(5))
        session.line("RING")
        session.run(for: .seconds(30))

        #expect(!session.commands.contains("AT+CHUP"))
    }

    @Test(arguments: ["^CONN:1,0", "NO CARRIER"])
    func `A command that waits for the line is taken back when its call is over or was taken`(_ line: String)
    {
        var session = Self.ringingWhileATextIsRead()
        session.line(line)
        session.run(for: .seconds(10))

        #expect(session.received.count == 1)
        #expect(!session.commands.contains("AT+CHUP"))
        #expect(!session.endedCalls.contains { $0.outcome == .rejected })
    }

    @Test func `A link that breaks while a call is to be rejected does it when it is back`() {
        var session = Self.session(atRing: 1, Self.huawei)
        session.modem.replies["AT+CHUP"] = .silence
        session.modem.onceOnly = ["AT+CHUP"]
        session.line(Self.grace)
        session.run(for: .seconds(15))
        session.line(Self.grace)
        session.run(for: .seconds(2))
        session.line("NO CARRIER")

        #expect(session.commands.count { $0 == "AT+CHUP" } == 2)
        #expect(session.endedCalls.map(\.outcome) == [.rejected])
    }

    @Test func `A request for a call that is over does nothing`() {
        var session = Session.ready()
        session.request(.reject(CallID(7), atRing: 1))
        session.run(for: .seconds(10))

        #expect(session.commands.isEmpty)
    }

    // MARK: Rings that no line tells

    @Test(arguments: [(true, 2, 7.5), (true, 3, 14.5), (false, 2, 7.5), (false, 4, 21.5)])
    func `RULE 21: of one that tells a single ring the others count when the slowest would have rung`(
        _ announcesEnds: Bool, _ ring: Int, _ seconds: Double
    ) {
        var session = Self.session(atRing: ring, announcesEnds ? Self.huawei : nil)
        session.modem.calls = [Self.listed]
        session.ring()
        session.run(for: .seconds(seconds))
        #expect(Self.orders(session).isEmpty)
        session.run(for: .seconds(1.2))
        #expect(Self.orders(session).first == "AT+CHUP")
        session.modem.calls = []
        session.run(for: .seconds(6))

        #expect(session.endedCalls.map(\.outcome) == [.rejected])
    }

    @Test(arguments: [1, 3, 5.5, 7])
    func `RULE 21: a ring that is told is waited for, however slow the modem rings`(_ interval: Double) {
        var session = Self.session(atRing: 4, Self.huawei)
        session.modem.calls = [Self.listed]
        for _ in 1..<4 {
            session.ring()
            session.run(for: .seconds(interval))
            #expect(Self.orders(session).isEmpty)
        }
        session.ring()
        session.run(for: .milliseconds(50))

        #expect(Self.orders(session) == ["AT+CHUP"])
    }

    @Test func `RULE 21: what the modem has taught of its rings is waited for`() {
        var session = Self.session(atRing: 3, Self.huawei)
        for _ in 0..<2 {
            session.ring()
            session.run(for: .seconds(9))
        }
        session.line("NO CARRIER")
        session.run(for: .seconds(20))
        session.modem.calls = [Self.listed]
        session.ring()
        session.run(for: .seconds(18.4))
        #expect(Self.orders(session).isEmpty)
        session.run(for: .seconds(1.2))

        #expect(Self.orders(session).first == "AT+CHUP")
    }

    @Test(arguments: [["+CLCC: 1,1,0,0,0,\"+447700900311\",145"], []])
    func `A call of a single ring that was taken or is over, by the listing, is not rejected`(
        _ listing: [String]
    ) {
        var session = Self.session(atRing: 2, Self.huawei)
        session.modem.calls = listing
        session.ring()
        session.run(for: .seconds(30))

        #expect(session.commands.contains("AT+CLCC"))
        #expect(Self.orders(session).isEmpty)
    }

    @Test func `Where no line and no listing shows that a call of a single ring goes on, it is not rejected`()
    {
        var session = Self.session(atRing: 2)
        session.modem.replies["AT+CLCC"] = .lines(["ERROR"])
        session.ring()
        session.run(for: .seconds(30))

        #expect(Self.orders(session).isEmpty)
        #expect(session.endedCalls.map(\.outcome) == [.missed])
    }

    // MARK: More than one call

    @Test func `RULE 66: AT+CHUP may drop every call, so none is sent while a second caller waits`() {
        var session = Self.session(atRing: 2, Self.huawei)
        session.ring()
        session.line("+CCWA: \"\(Self.dave)\",145,1")
        for _ in 0..<3 {
            session.run(for: .seconds(5))
            session.ring()
        }
        #expect(!session.commands.contains("AT+CHUP"))
        session.line("NO CARRIER")
        for _ in 0..<2 {
            session.run(for: .seconds(5))
            session.line("RING")
            session.line("+CLIP: \"\(Self.dave)\",145,,,,0")
        }
        session.run(for: .milliseconds(50))

        #expect(Self.orders(session) == ["AT+CHUP"])
        #expect(session.endedCalls.map(\.outcome) == [.missed])
    }

    @Test func `RULE 66: the second caller, beside a talk, is told that the user is busy; the talk goes on`()
    {
        var session = Self.session(atRing: 1, Self.huawei)
        session.house = { _ in [] }
        session.talk(besides: Self.dave)
        session.run(for: .milliseconds(100))
        session.line("NO CARRIER")
        session.run(for: .seconds(5))

        #expect(Self.orders(session) == ["AT+CHLD=0"])
        #expect(session.endedCalls.map(\.caller.words) == [Self.dave])
        #expect(session.endedCalls.map(\.outcome) == [.rejected])
    }

    @Test func `A second caller whom AT+CHLD=0 does not end is not fought with by commands that end talks`() {
        var session = Self.session(atRing: 1, Self.huawei)
        session.modem.replies["AT+CHLD=0"] = .lines(["ERROR"])
        session.house = { _ in [] }
        session.talk(besides: Self.dave)
        session.run(for: .seconds(8))

        #expect(Self.orders(session) == ["AT+CHLD=0"])
    }

    @Test func `A talk that is held is not put at risk`() {
        var session = Session.ready(Self.huawei)
        session.ring()
        session.line("^DSCI: 1,1,1,0,+447700900311,145")
        session.line("+CCWA: \"\(Self.dave)\",145,1")
        session.request(.reject(CallID(2), atRing: 1))
        session.run(for: .seconds(8))

        #expect(Self.orders(session).isEmpty)
    }

    @Test func `A second caller who comes while AT+CHUP waits for the line stops it`() {
        var session = Self.ringingWhileATextIsRead()
        session.line("+CCWA: \"\(Self.dave)\",145,1")
        session.run(for: .seconds(3))

        #expect(session.received.count == 1)
        #expect(!session.commands.contains("AT+CHUP"))
    }
}

extension Session {
    fileprivate mutating func ring() {
        line("RING")
        line(RejectionTests.grace)
    }

    /// The second caller is to be rejected.
    fileprivate mutating func talk(besides second: String) {
        ring()
        line("^CONN:1,0")
        line("+CCWA: \"\(second)\",145,1")
        request(.reject(CallID(2), atRing: 1))
    }
}
