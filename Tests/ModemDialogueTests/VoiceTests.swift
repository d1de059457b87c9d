import Telephony
import Testing

@testable import ModemDialogue

@Suite struct VoiceTests {
    private typealias Reply = ScriptedModem.Reply

    /// On LTE, and not in the circuit-switched domain.
    private static let noCircuits: [String: Reply] = ["AT+CREG?": .lines(["+CREG: 1,0", "OK"])]

    private static func up(_ replies: [String: Reply]) -> Session {
        var modem = ScriptedModem()
        modem.replies = replies
        return Session.ready(modem)
    }

    private static func ability(_ session: Session) -> LineAbility {
        session.machine.bringUp.facts.ability
    }

    @Test(arguments: [
        (["^CVOICE:0,8000,16,20", "OK"], VoiceAbility.expected), (["OK"], .expected),
        (["ERROR"], .dataOnlyModem), (["COMMAND NOT SUPPORT"], .dataOnlyModem),
        (["+CME ERROR: 14"], .expected),
    ])
    func `RULE 49: a Huawei stick for data alone refuses AT^CVOICE, and says so once it is up`(
        answer: [String], expected: VoiceAbility
    ) {
        let session = Self.up([
            "AT+CGMI": .lines(["huawei", "OK"]), "AT+CGMM": .lines(["E173", "OK"]),
            "AT^CVOICE?": .lines(answer),
        ])

        #expect(Self.ability(session).voice == expected)
        #expect(session.machine.currentState == (.ready, expected.words))
    }

    @Test func `RULE 49: a modem of another house is not asked Huawei's question`() {
        var session = Session(ScriptedModem())
        session.connect()
        session.run(for: .seconds(5))

        #expect(!session.commands.contains("AT^CVOICE?"))
        #expect(!session.commands.contains("AT+CIREG?"))
    }

    @Test(arguments: [
        ("SIM7670G", VoiceAbility.dataOnlyModem), ("SIMCOM_SIM7672G", .dataOnlyModem), ("A7670E", .expected),
    ])
    func `RULE 49: a model without voice says so`(model: String, expected: VoiceAbility) {
        let session = Self.up(["AT+CGMI": .lines(["SIMCOM", "OK"]), "AT+CGMM": .lines([model, "OK"])])

        #expect(Self.ability(session).voice == expected)
    }

    @Test func `RULE 49: no circuits and no word of IMS is a line on which calls may not come in`() {
        let session = Self.up(Self.noCircuits)

        #expect(Self.ability(session).voice == .dataOnlyNetwork)
        #expect(session.machine.currentState.1?.contains("calls may not come in") == true)
    }

    @Test(arguments: [
        ("+CIREG: 0,1", VoiceAbility.expected), ("+CIREG: 2,1,5", .expected),
        ("+CIREG: 2,1,4", .dataOnlyNetwork),
        ("+CIREG: 2,1,\"1\"", .expected), ("+CIREG: 0,0", .dataOnlyNetwork), ("ERROR", .dataOnlyNetwork),
    ])
    func `RULE 49: calls that come over LTE need no circuits`(answer: String, expected: VoiceAbility) {
        var replies = Self.noCircuits
        replies["AT+CIREG?"] = .lines(answer == "ERROR" ? [answer] : [answer, "OK"])

        #expect(Self.ability(Self.up(replies)).voice == expected)
    }

    @Test(arguments: [
        (0, VoiceAbility.voiceOverLTEOff), (1, .dataOnlyNetwork), (2, .dataOnlyNetwork),
        (3, .dataOnlyNetwork),
    ])
    func `RULE 49: a modem that is set to use circuits alone is told from a network without voice`(
        mode: Int, expected: VoiceAbility
    ) {
        var replies = Self.noCircuits
        replies["AT+CVMOD?"] = .lines(["+CVMOD: \(mode)", "OK"])

        #expect(Self.ability(Self.up(replies)).voice == expected)
    }

    @Test func `A line that loses its circuits, and finds them again, tells both`() {
        var session = Session.ready()
        session.line("+CREG: 0")
        session.line("+CREG: 1")

        let told = session.events.compactMap { event -> VoiceAbility? in
            if case .abilityChanged(let ability) = event { ability.voice } else { nil }
        }
        #expect(told == [.dataOnlyNetwork, .expected])
    }

    @Test(arguments: [
        ("+CSCA: \"+447700900999\",145", Bool?.some(true)), ("+CSCA: \"\",129", false), ("+CSCA: ,", false),
        ("", nil),
    ])
    func `Whether the SIM names a service centre is told`(answer: String, expected: Bool?) {
        let lines = answer.isEmpty ? ["ERROR"] : [answer, "OK"]
        let session = Self.up(["AT+CSCA?": .lines(lines)])

        #expect(Self.ability(session).hasServiceCentre == expected)
    }

    // MARK: Ports for something else

    @Test func `RULE 70: a port that tells positions says what it is`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("", .silence)]
        modem.hasEcho = false
        var session = Session(modem)
        session.connect()
        for _ in 0..<90 {
            session.receive("$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B\r\n")
            session.receive("$GNRMC,092725.00,A,4717.11437,N,00833.91522,E,0.004,77.52,091202,,,A*57\r\n")
            session.run(for: .seconds(1))
        }

        #expect(session.machine.currentState.0 == .failed)
        #expect(session.machine.currentState.1?.hasPrefix("This port tells positions (NMEA)") == true)
    }

    @Test func `A modem that answers is one, whatever positions it tells`() {
        var session = Session.ready()
        session.line("$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B")

        #expect(session.machine.currentState == (.ready, nil))
        #expect(!session.machine.tellsPositions)
    }

    @Test func `What only begins like a position is none`() {
        #expect(!PositionSentence.begins("$GP"))
        #expect(!PositionSentence.begins("$GPSDATA: 1"))
        #expect(!PositionSentence.begins("$QCSIMSTAT: 1"))
        #expect(PositionSentence.begins("$BDGSV,1,1,00*68"))
    }
}
