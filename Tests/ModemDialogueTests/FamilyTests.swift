import Telephony
import Testing

@testable import ModemDialogue

/// What no family of modems is asked, and what each is spared.
@Suite struct FamilyTests {
    static let families = [
        ["ACME", "Generic 1"], ["huawei", "E1750"], ["SIMCOM_Ltd", "SIMCOM_SIM800L"],
        ["SIMCOM INCORPORATED", "SIMCOM_SIM7600G-H"], ["Quectel", "EG25"], ["Telit", "LE910"],
        ["u-blox", "SARA-U201"], ["Cinterion", "PLS8"], ["ZTE", "MF190"], ["WAVECOM MODEM", "900E"],
        ["Sierra Wireless", "MC7304"], ["Option N.V.", "GTM382"], ["Neoway", "M590"],
    ]

    private static func modem(_ family: [String]) -> ScriptedModem {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([family[0], "OK"])
        modem.replies["AT+CGMM"] = .lines([family[1], "OK"])
        return modem
    }

    /// Everything that is sent while a modem is brought up, rings, receives and sends.
    private static func day(_ family: [String]) -> Session {
        var session = Session(modem(family))
        session.house = { event in
            switch event {
            case .pduReceived(let pdu): [.acknowledge(pdu.id)]
            case .promptSeen(let id): [.proceed(id)]
            case .callerAnnounced(let id, _): [.reject(id, atRing: 1)]
            default: []
            }
        }
        session.connect()
        session.run(for: .seconds(20))
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.run(for: .seconds(20))
        session.modem.memories["SM"]?.slots[1] = SamplePDU.first
        session.line("+CMTI: \"SM\",1")
        session.request(.submit(.sample()))
        session.run(for: .seconds(120))
        return session
    }

    @Test(arguments: families)
    func `RULE 67 and 75: no command is sent that wedges a modem, moves it or switches it off`(
        _ family: [String]
    ) {
        let feared = [
            "AT+CHLD=1", "AT^GETPORTMODE", "AT#DIALMODE", "AT+CUSBPIDSWITCH", "AT^CURC=0", "AT+CPOWD",
            "AT+QPOWD", "AT+CPOF", "AT+CPWROFF", "AT+CNMI=2,0,0,0,0",
        ]
        let session = Self.day(family)
        for command in session.commands {
            #expect(!feared.contains { command.hasPrefix($0) }, "\(command)")
        }
        #expect(session.commands.contains("AT+CHUP"))
        #expect(session.modem.taken.count == 1)
    }

    @Test(arguments: families)
    func `RULE 63 and 65: neither text mode nor AT+CSMP is used, so that nothing is lost by them`(
        _ family: [String]
    ) {
        let session = Self.day(family)

        #expect(session.commands.contains("AT+CMGF=0"))
        #expect(!session.commands.contains("AT+CMGF=1"))
        #expect(!session.commands.contains { $0.hasPrefix("AT+CSMP") })
    }

    @Test func `RULE 33: an ERROR that answers nothing of ours is no fault of the modem`() {
        var session = Session.ready()
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145,,,,0")
        session.line("ERROR")
        session.run(for: .seconds(3))
        session.line("NO CARRIER")
        session.run(for: .seconds(60))

        #expect(session.missedCalls.map(\.caller.words) == ["+447700900311"])
        #expect(session.state == .ready)
        #expect(session.reopenings == 0)
    }

    @Test func `RULE 46: the memory is asked for at the start, which stops the flood of +ZUSIMR`() {
        var session = Session(Self.modem(["ZTE", "MF190"]))
        session.connect()
        session.run(for: .seconds(10))

        #expect(session.commands.contains("AT+CPMS?"))
    }

    @Test func `RULE 46: a flood of +ZUSIMR delays no call and fills no log`() {
        var session = Session.ready(Self.modem(["ZTE", "MF190"]))
        for _ in 0..<60 {
            session.line("+ZUSIMR:2")
            session.run(for: .seconds(2))
        }
        session.line("+ZUSIMR:2")
        session.line("+CRING: VOICE")
        session.line("+ZUSIMR:2")
        session.line("+CLIP: \"+447700900311\",145,,,,0")

        #expect(session.callEvents.count == 2)
        #expect(session.notes.isEmpty)
    }

    @Test func `RULE 46: the memory is asked for again once a PIN was taken`() {
        var modem = Self.modem(["ZTE", "MF190"])
        modem.replies["AT+CPIN?"] = .lines(["+CPIN: SIM PIN", "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(10))
        session.forget()
        session.modem.replies["AT+CPIN?"] = nil
        session.request(.enterPIN("1234"))
        session.run(for: .seconds(30))

        #expect(session.commands.contains("AT+CPMS?"))
        #expect(session.state == .ready)
    }
}
