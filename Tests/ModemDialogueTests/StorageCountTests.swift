import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// The memories are counted once a minute, and listed only where the count says that there is something new.
@Suite struct StorageCountTests {
    private static func threeMemories() -> ScriptedModem {
        var modem = ScriptedModem()
        modem.replies["AT+CPMS=?"] = .lines([
            "+CPMS: (\"SM\",\"ME\",\"SR\",\"BM\"),(\"SM\",\"ME\"),(\"SM\",\"ME\")", "OK",
        ])
        modem.memories["SR"] = .init(total: 10)
        modem.memories["BM"] = .init(total: 10)
        return modem
    }

    private static let aWhile = Duration.seconds(900)

    private func fills(_ session: Session) -> [String] {
        session.events.compactMap { event in
            switch event {
            case .storageCrowded(let fill): "crowded \(fill.name) \(fill.used)/\(fill.total)"
            case .storageRelieved(let fill): "relieved \(fill.name) \(fill.used)/\(fill.total)"
            default: nil
            }
        }
    }

    @Test(arguments: ["SM", "ME", "SR"])
    func `What came unannounced is found within a minute in each of three memories`(memory: String) {
        var session = ReceptionTests.storing(Self.threeMemories())
        session.run(for: .seconds(130))
        session.modem.memories[memory]?.slots = [3: SamplePDU.first]
        session.run(for: .seconds(65))

        #expect(session.received.map(\.slot) == [.init(storage: memory, index: 3)])
        #expect(session.modem.memories[memory]?.slots.isEmpty == true)
    }

    @Test(arguments: ["SM", "ME", "SR"])
    func `At the start every memory is swept`(memory: String) {
        var modem = Self.threeMemories()
        modem.memories[memory]?.slots = [3: SamplePDU.first]
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))

        #expect(session.received.map(\.slot) == [.init(storage: memory, index: 3)])
        #expect(session.received.map(\.isFromSweep) == [true])
    }

    @Test func `Cell broadcasts are left where they are`() {
        var session = ReceptionTests.storing(Self.threeMemories())
        session.modem.memories["BM"]?.slots = [1: SamplePDU.first]
        session.run(for: .seconds(600))

        #expect(session.received.isEmpty)
        #expect(!session.commands.contains { $0.contains("BM") })
    }

    @Test func `An idle modem with three memories is asked no more than one with two, and lists nothing`() {
        var counts: [Int] = []
        for modem in [ScriptedModem(), Self.threeMemories()] {
            var session = ReceptionTests.storing(modem)
            session.run(for: .seconds(130))
            session.forget()
            session.run(for: Self.aWhile)
            counts.append(session.commands.count)
            #expect(!session.commands.contains { $0.hasPrefix("AT+CMGL") })
        }
        #expect(counts[0] == counts[1])
        #expect(counts[0] <= 3 * 15)
    }

    @Test func `A memory that cannot be selected is asked for once in a session`() {
        var modem = Self.threeMemories()
        modem.memories["SR"] = nil
        var session = ReceptionTests.storing(modem)
        session.run(for: Self.aWhile)

        #expect(session.commands.count { $0 == "AT+CPMS=\"SR\"" } <= 2)
        #expect(session.state == .ready)
    }

    @Test func `RULE 62: a small memory is emptied after each text, and never crowded`() {
        var session = ReceptionTests.storing()
        session.modem.memories["ME"]?.total = 5
        for number in 0..<12 {
            session.modem.memories["ME"]?.slots[number % 5] = SamplePDU.first
            session.line("+CMTI: \"ME\",\(number % 5)")
            session.run(for: .seconds(10))
        }

        #expect(session.received.count == 12)
        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
        #expect(fills(session).isEmpty)
    }

    @Test func `RULE 61: a memory that is full is emptied as soon as that is told`() {
        var session = ReceptionTests.storing()
        session.modem.memories["SM"]?.total = 3
        session.modem.memories["SM"]?.slots = [1: SamplePDU.first, 2: SamplePDU.second, 3: SamplePDU.third]
        session.line("^SMMEMFULL: \"SM\"")
        session.run(for: .seconds(2))

        #expect(session.received.count == 3)
        #expect(session.modem.memories["SM"]?.slots.isEmpty == true)
    }

    @Test func `RULE 61: memory full is not believed where there is room, and nothing is lost by it`() {
        var session = ReceptionTests.storing()
        session.modem.replies["AT+CMGS=19"] = .lines(["+CMS ERROR: 322"])
        session.request(.submit(.sample()))
        session.run(for: .seconds(120))

        #expect(!session.commands.contains { $0.hasPrefix("AT+CMGD") })
        #expect(fills(session).isEmpty)
    }

    @Test func `Texts that the modem refuses to delete are alarmed of at four fifths, once`() {
        var session = ReceptionTests.storing()
        session.modem.memories["ME"]?.total = 5
        session.modem.memories["ME"]?.slots = [
            0: SamplePDU.first, 1: SamplePDU.second, 2: SamplePDU.third, 3: SamplePDU.first,
        ]
        session.modem.prefixReplies = [("AT+CMGD", .lines(["+CMS ERROR: 302"]))]
        session.run(for: Self.aWhile)

        #expect(fills(session) == ["crowded ME 4/5"])
    }

    @Test func `What is not for us, such as drafts, is alarmed of too`() {
        var session = ReceptionTests.storing()
        session.modem.replies["AT+CPMS?"] = .lines(["+CPMS: \"ME\",0,100,\"SM\",8,10,\"ME\",0,100", "OK"])
        session.modem.replies["AT+CMGL=4"] = .lines(["+CMGL: 1,2,,27", SamplePDU.first, "OK"])
        session.run(for: Self.aWhile)

        #expect(fills(session) == ["crowded SM 8/10"])
    }

    @Test func `An alarm ends at three fifths and may come again, not before`() {
        var session = ReceptionTests.storing()
        func fill(_ used: Int) {
            session.modem.replies["AT+CPMS?"] = .lines([
                "+CPMS: \"ME\",0,100,\"SM\",\(used),10,\"ME\",0,100", "OK",
            ])
            session.run(for: .seconds(130))
        }
        for used in [8, 7, 8, 6, 9] { fill(used) }
        #expect(fills(session) == ["crowded SM 8/10"])
        for used in [5, 8] { fill(used) }

        #expect(fills(session) == ["crowded SM 8/10", "relieved SM 5/10", "crowded SM 8/10"])
    }

    @Test func `The same SIM back in the port is not alarmed of again`() {
        var session = ReceptionTests.storing()
        session.modem.replies["AT+CPMS?"] = .lines(["+CPMS: \"ME\",0,100,\"SM\",8,10,\"ME\",0,100", "OK"])
        session.run(for: .seconds(130))
        session.disconnect()
        session.connect()
        session.run(for: .seconds(130))

        #expect(fills(session) == ["crowded SM 8/10"])
    }

    @Test func `A full memory that is being emptied is no alarm`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.total = 5
        session.modem.memories["ME"]?.slots = [
            0: SamplePDU.first, 1: SamplePDU.second, 2: SamplePDU.third, 3: SamplePDU.first,
        ]
        session.run(for: Self.aWhile)

        #expect(session.received.count == 4)
        #expect(fills(session).isEmpty)
    }
}
