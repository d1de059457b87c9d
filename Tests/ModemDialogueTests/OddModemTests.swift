import Telephony
import Testing

@testable import ModemDialogue

/// Modems that follow the standards and leave out all that may be left out.
@Suite struct OddModemTests {
    private static func up(_ modem: ScriptedModem, seconds: Int = 10) -> Session {
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(seconds))
        return session
    }

    private static func withoutStorages() -> ScriptedModem {
        var modem = ScriptedModem()
        modem.prefixReplies = [("AT+CPMS", .lines(["ERROR"]))]
        return modem
    }

    @Test(arguments: ["SM", "ME", "MT"])
    func `RULE 51: without AT+CPMS texts are read all the same`(_ name: String) {
        var session = Self.up(Self.withoutStorages())
        session.house = { if case .pduReceived(let pdu) = $0 { [.acknowledge(pdu.id)] } else { [] } }
        session.modem.memories["SM"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"\(name)\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.modem.memories["SM"]?.slots.isEmpty == true)
    }

    @Test func `Where texts cannot be counted one whose announcement was lost is found by listing`() {
        var session = Self.up(Self.withoutStorages())
        session.modem.memories["SM"]?.slots[3] = SamplePDU.first
        session.run(for: .seconds(125))
        #expect(session.received.map(\.hex) == [SamplePDU.first])

        session.forget()
        session.run(for: .seconds(600))
        #expect(session.commands.count <= 31)
    }

    @Test func `RULE 52: a text in a memory that cannot be selected is looked for in the others`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"TA\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `A memory that somebody else has selected is not taken for ours`() {
        var session = Session.ready()
        session.modem.selected = ["SM", "SM", "SM"]
        session.run(for: .seconds(61))
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `A memory that is said to hold more than can be counted is not believed`() {
        var session = Session.ready()
        let most = Int.max
        session.modem.replies["AT+CPMS?"] = .late(
            .milliseconds(300), ["+CPMS: \"ME\",\(most),\(most)", "OK"])
        for _ in 0..<20_000 where session.commands.last != "AT+CPMS?" { session.run(for: .milliseconds(5)) }
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `A text that took the place of one to be deleted is read though its announcement was lost`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))
        session.modem.memories["ME"]?.slots[3] = SamplePDU.second
        session.received.first.map { session.request(.acknowledge($0.id)) }
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first, SamplePDU.second])
    }

    @Test func `A text whose deletion could not be compared is shown again`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.slots[3] = SamplePDU.first
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))
        session.modem.replies["AT+CMGR=3"] = .lines(["+CMS ERROR: 500"])
        session.modem.onceOnly = ["AT+CMGR=3"]
        session.house = { if case .pduReceived(let pdu) = $0 { [.acknowledge(pdu.id)] } else { [] } }
        session.received.first.map { session.request(.acknowledge($0.id)) }
        session.run(for: .seconds(125))

        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
    }

    @Test func `A call without +CLIP gets its number from the listing, whatever the modem tells of ends`() {
        var session = Session.ready()
        for _ in 0..<2 {
            session.modem.calls = ["+CLCC: 1,1,4,0,0,\"+447700900123\",145"]
            for _ in 0..<3 {
                session.line("RING")
                session.run(for: .seconds(3))
            }
            session.modem.calls = []
            session.line("NO CARRIER")
            session.run(for: .seconds(60))
        }

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900123", "+447700900123"])
    }

    @Test func `AT+CLIP=1 that is refused at first is sent again once the modem is ready`() {
        var modem = ScriptedModem()
        modem.replies["AT+CLIP=1"] = .lines(["ERROR"])
        modem.onceOnly = ["AT+CLIP=1"]
        let session = Self.up(modem)

        #expect(session.commands.count { $0 == "AT+CLIP=1" } == 2)
    }

    @Test func `A SIM that takes eight seconds to answer is waited for`() {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .late(.seconds(8), ["+CPIN: READY", "OK"])
        let session = Self.up(modem, seconds: 12)

        #expect(session.state == .ready)
        #expect(session.commands.count { $0 == "AT+CPIN?" } == 1)
    }

    @Test(arguments: ["ERROR", "+CME ERROR: 4", "COMMAND NOT SUPPORT"])
    func `A modem that does not know AT+CPIN? is used as it is`(_ refusal: String) {
        var modem = ScriptedModem()
        modem.replies["AT+CPIN?"] = .lines([refusal])

        #expect(Self.up(modem).state == .ready)
    }

    @Test func `A network that is only found by asking is found within seconds`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 0,2", "OK"])
        modem.replies["AT+CEREG?"] = .lines(["ERROR"])
        var session = Self.up(modem, seconds: 3)
        #expect(session.state == .registering)
        session.modem.replies["AT+CREG?"] = .lines(["+CREG: 0,1", "OK"])
        session.run(for: .seconds(5))

        #expect(session.state == .ready)
    }

    @Test func `Each domain is asked in turn, for one of them may never register`() {
        var modem = ScriptedModem()
        modem.replies["AT+CREG?"] = .lines(["+CREG: 0,3", "OK"])
        modem.replies["AT+CEREG?"] = .lines(["+CEREG: 0,2", "OK"])
        var session = Self.up(modem, seconds: 3)
        session.modem.replies["AT+CEREG?"] = .lines(["+CEREG: 0,1", "OK"])
        session.run(for: .seconds(30))

        #expect(session.state == .ready)
    }
}
