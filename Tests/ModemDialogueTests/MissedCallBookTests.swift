import Telephony
import Testing

@testable import ModemDialogue

/// The modem's own list of missed calls, read after each bring-up.
@Suite struct MissedCallBookTests {
    /// other_and_generic#S5: AT+CPBS="MC", AT+CPBR.
    private static var modem: ScriptedModem {
        var modem = ScriptedModem()
        modem.replies["AT+CPBS=?"] = .lines(["+CPBS: (\"SM\",\"DC\",\"MC\",\"RC\")", "OK"])
        modem.replies["AT+CPBS?"] = .lines(["+CPBS: \"ME\",3,100", "OK"])
        modem.replies["AT+CPBR=?"] = .lines(["+CPBR: (1-10),40,18", "OK"])
        modem.replies["AT+CPBR=1,10"] = .lines([
            "+CPBR: 1,\"+447700900311\",145,\"Grace\"", "+CPBR: 2,\"\",129,\"\"",
            "+CPBR: 3,\"07700900322\",129,\"\",\"26/11/20,14:02:11+00\"", "OK",
        ])
        return modem
    }

    private static func up(_ modem: ScriptedModem) -> Session {
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(30))
        return session
    }

    private static func lists(_ session: Session) -> [[MissedCallEntry]] {
        session.events.compactMap { if case .missedCallsListed(let entries) = $0 { entries } else { nil } }
    }

    private static func asked(_ session: Session) -> [String] {
        session.commands.filter { $0.hasPrefix("AT+CPB") }
    }

    @Test func `The list is read once the modem is ready, and the phone book is what it was before`() throws {
        let session = Self.up(Self.modem)

        #expect(
            Self.lists(session) == [
                [
                    MissedCallEntry(number: NetworkNumber(digits: "+447700900311", typeOfAddress: 145)),
                    MissedCallEntry(
                        number: NetworkNumber(digits: "07700900322", typeOfAddress: 129),
                        time: "26/11/20,14:02:11+00"),
                ]
            ])
        #expect(
            Self.asked(session) == [
                "AT+CPBS=?", "AT+CPBS?", "AT+CPBS=\"MC\"", "AT+CPBR=?", "AT+CPBR=1,10", "AT+CPBS=\"ME\"",
            ])
        let ready = try #require(session.events.firstIndex(of: .stateChanged(.ready, detail: nil)))
        let listed = try #require(
            session.events.firstIndex { if case .missedCallsListed = $0 { true } else { false } })
        #expect(ready < listed)
    }

    @Test func `A modem that restarts is asked again`() {
        var session = Self.up(Self.modem)
        session.line("RDY")
        session.run(for: .seconds(30))

        #expect(Self.lists(session).count == 2)
    }

    @Test(arguments: [
        ["OK"], ["ERROR"], ["+CPBS: (\"SM\",\"ME\")", "OK"], ["+CME ERROR: 14"],
    ])
    func `A modem without such a list is asked one question`(_ answer: [String]) {
        var modem = Self.modem
        modem.replies["AT+CPBS=?"] = .lines(answer)
        let session = Self.up(modem)

        #expect(Self.asked(session) == ["AT+CPBS=?"])
        #expect(session.state == .ready)
    }

    @Test(arguments: [
        ("AT+CPBR=?", ["+CPBR: (),40,18", "OK"], 0), ("AT+CPBR=?", ["ERROR"], 0),
        ("AT+CPBR=1,10", ["+CME ERROR: 100"], 0), ("AT+CPBR=1,10", ["+CME ERROR: 22"], 1),
        ("AT+CPBR=1,10", ["OK"], 1),
    ])
    func `Whatever the list answers, the phone book is what it was before`(
        _ command: String, _ answer: [String], _ lists: Int
    ) {
        var modem = Self.modem
        modem.replies[command] = .lines(answer)
        let session = Self.up(modem)

        #expect(Self.asked(session).last == "AT+CPBS=\"ME\"")
        #expect(Self.lists(session).count == lists)
        #expect(Self.lists(session).joined().isEmpty)
    }

    @Test func `A list that freezes the modem is left alone from then on, and the phone book is put back`() {
        var modem = Self.modem
        modem.replies["AT+CPBR=1,10"] = .silence
        var session = Self.up(modem)
        session.run(for: .seconds(60))

        #expect(session.state == .ready)
        #expect(session.commands.count { $0 == "AT+CPBR=1,10" } == 1)
        #expect(Self.asked(session).last == "AT+CPBS=\"ME\"")
    }

    @Test func `A phone book that was left selected is not taken for the one before`() {
        var modem = Self.modem
        modem.replies["AT+CPBS?"] = .lines(["+CPBS: \"MC\",3,10", "OK"])

        #expect(Self.asked(Self.up(modem)).last == "AT+CPBS=\"SM\"")
    }

    @Test func `A list that claims a million places is read as far as calls are of interest`() {
        var modem = Self.modem
        modem.replies["AT+CPBR=?"] = .lines(["+CPBR: (0-999999),40,18", "OK"])

        #expect(Self.asked(Self.up(modem)).contains("AT+CPBR=0,99"))
    }

    @Test func `A call that rings meanwhile is not disturbed, and the list is read after it`() throws {
        var session = Session(Self.modem)
        session.connect()
        while session.state != .ready { session.run(for: .milliseconds(1)) }
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.run(for: .seconds(4))
        #expect(Self.lists(session).isEmpty)
        session.line("NO CARRIER")
        session.run(for: .seconds(10))

        let ended = try #require(
            session.events.firstIndex { if case .callEnded = $0 { true } else { false } })
        let listed = try #require(
            session.events.firstIndex { if case .missedCallsListed = $0 { true } else { false } })
        #expect(ended < listed)
    }
}
