import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

@Suite struct ReceptionTests {
    static func storing(_ modem: ScriptedModem = ScriptedModem()) -> Session {
        var session = Session.ready(modem)
        session.house = { if case .pduReceived(let pdu) = $0 { [.acknowledge(pdu.id)] } else { [] } }
        return session
    }

    private func put(_ hex: String, _ storage: String, _ index: Int, in session: inout Session) {
        session.modem.memories[storage]?.slots[index] = hex
    }

    @Test func `A text that is announced is read, handed over, compared and deleted`() {
        var session = Self.storing()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        let pdu = session.received.first
        #expect(pdu?.hex == SamplePDU.first)
        #expect(pdu?.slot == .init(storage: "ME", index: 3))
        #expect(pdu?.listing == nil)
        #expect(pdu?.isFromSweep == false)
        #expect(session.events.last == pdu.map { .pduDeleted($0.id, found: true) })
        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
        #expect(session.commands.suffix(3) == ["AT+CMGR=3", "AT+CMGR=3", "AT+CMGD=3"])
    }

    @Test
    func `Equal texts that are announced one after the other are told apart by a listing that shows both`() {
        var session = Session.ready()
        for index in [3, 4] {
            put(SamplePDU.first, "ME", index, in: &session)
            session.line("+CMTI: \"ME\",\(index)")
            session.run(for: .seconds(1))
        }

        let slots = [3, 4].map { ReceivedPDU.Slot(storage: "ME", index: $0) }
        #expect(session.received.map(\.slot) == slots)
        #expect(session.received.map(\.twins) == [[], [slots[0]]])
        #expect(session.received.last?.listing != nil)
        #expect(session.commands.count { $0 == "AT+CMGL=4" } == 1)
    }

    @Test func `A text is visible after two commands of 10 ms`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .milliseconds(35))

        #expect(session.received.count == 1)
    }

    @Test func `What is not acknowledged is not deleted`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(600))

        #expect(session.received.count == 1)
        #expect(session.modem.memories["ME"]?.slots[3] == SamplePDU.first)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CMGD") })
    }

    @Test func `A slot that holds another text by now is left alone`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))
        put(SamplePDU.second, "ME", 3, in: &session)
        session.received.first.map { session.request(.acknowledge($0.id)) }
        session.run(for: .seconds(1))

        #expect(
            session.received.first.map { session.events.contains(.pduDeleted($0.id, found: false)) } == true)
        #expect(session.modem.memories["ME"]?.slots[3] == SamplePDU.second)
    }

    @Test func `A listing that fails is made again at the next count of the memory`() {
        var session = Session.ready()
        session.modem.replies["AT+CMGL=4"] = .lines(["+CMS ERROR: 314"])
        put(SamplePDU.first, "ME", 3, in: &session)
        session.run(for: .seconds(130))
        #expect(session.received.isEmpty)

        session.modem.replies["AT+CMGL=4"] = nil
        session.run(for: .seconds(61))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `A text that nobody announced is found in either memory within a minute`() {
        for memory in ["SM", "ME"] {
            var session = Session.ready()
            session.run(for: .seconds(10))
            put(SamplePDU.first, memory, 3, in: &session)
            session.run(for: .seconds(65))

            #expect(session.received.map(\.slot?.storage) == [memory], "\(memory)")
        }
    }

    @Test func `A memory that counts more than it lists is not listed for ever`() {
        var session = Session.ready()
        session.modem.replies["AT+CPMS?"] = .lines(["+CPMS: \"ME\",2,100,\"SM\",0,40,\"ME\",2,100", "OK"])
        session.run(for: .seconds(600))

        #expect(session.commands.count { $0 == "AT+CMGL=4" } <= 3)
    }

    @Test func `What could not be stored stays, and is shown again at the next count of the memory`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))
        session.received.first.map { session.request(.keep($0.id)) }
        session.run(for: .seconds(61))

        #expect(session.received.count == 2)
        #expect(session.modem.memories["ME"]?.slots[3] == SamplePDU.first)
        #expect(session.received.last?.id != session.received.first?.id)
    }

    @Test func `The first listing of a SIM is told from what comes later`() {
        var modem = ScriptedModem()
        modem.memories["SM"]?.slots = [1: SamplePDU.first, 2: SamplePDU.first, 5: SamplePDU.second]
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(3))

        #expect(session.received.count == 3)
        #expect(session.received.map(\.isFromSweep) == [true, true, true])
        #expect(Set(session.received.map(\.listing)).count == 1)
        session.request(.sweep)
        session.run(for: .seconds(3))
        // They have been handed over, and nobody has said yet what became of them.
        #expect(session.received.count == 3)
    }

    @Test func `RULE 52: a text is read in the memory that the line names`() {
        var session = Self.storing()
        put(SamplePDU.first, "SM", 0, in: &session)
        session.line("+CMTI: \"SM\",0")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.slot) == [.init(storage: "SM", index: 0)])
        #expect(session.commands.contains("AT+CPMS=\"SM\""))
    }

    @Test(arguments: [
        "+CMTI: \"SM\",-1", "+CMTI: ,2", "+CMTI: ,-1", "+CMTI: 0,111", "^SMMEMFULL: \"SM\"",
        "^SMMEMFULL: MEM", "+QIND: \"smsfull\",\"SM\"", "+CIEV: smsfull,1",
    ])
    func `RULES 52 and 61: without a place, or when a memory is full, everything is listed`(_ line: String) {
        var session = Self.storing()
        put(SamplePDU.first, "SM", 4, in: &session)
        put(SamplePDU.second, "ME", 7, in: &session)
        session.line(line)
        session.run(for: .seconds(2))

        #expect(Set(session.received.map(\.hex)) == [SamplePDU.first, SamplePDU.second])
        #expect(session.received.map(\.isFromSweep) == [false, false])
        #expect(session.modem.memories["SM"]?.slots.isEmpty == true)
        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
    }

    @Test func `A text that came unannounced is found within a minute`() {
        var session = Self.storing()
        put(SamplePDU.first, "ME", 9, in: &session)
        session.run(for: .seconds(61))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        session.run(for: .seconds(300))
        #expect(session.commands.filter { $0 == "AT+CMGL=4" }.count == 1)
    }

    @Test func `A memory that fills up is told of once and looked at once`() {
        var session = Session.ready()
        session.modem.memories["ME"]?.total = 5
        session.modem.memories["ME"]?.slots = [
            0: SamplePDU.first, 1: SamplePDU.second, 2: SamplePDU.third, 3: SamplePDU.first,
        ]
        session.run(for: .seconds(600))

        #expect(session.notes.map(\.text) == ["4 of 5 places of the memory ME are taken."])
        #expect(session.commands.filter { $0 == "AT+CMGL=4" }.count == 1)
    }

    @Test func `RULE 61: a submission that is refused for want of room has everything listed`() {
        var session = Self.storing()
        put(SamplePDU.first, "SM", 4, in: &session)
        session.modem.replies["AT+CMGS=19"] = .lines(["+CMS ERROR: 322"])
        session.request(.submit(.sample()))
        session.run(for: .seconds(2))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `Drafts in the memory are nobody's texts`() {
        var session = Self.storing()
        session.modem.replies["AT+CMGL=4"] = .lines([
            "+CMGL: 1,2,,27", SamplePDU.first, "+CMGL: 2,3,,27", SamplePDU.first, "OK",
        ])
        session.request(.sweep)
        session.run(for: .seconds(2))

        #expect(session.received.isEmpty)
    }

    @Test(
        arguments: [
            "+CMGR: 1,,28\r\n{pdu}", "+CMGR: 0,\"\",28\r\n{pdu}", "+CMGR: ,,28\r\n{pdu}",
            "+CMGR: 1,28\r\n{pdu}",
            "+CMGR: 1,,28 {pdu}", "+CMGRD: 0,\"\",28\r\n{pdu}",
        ])
    func `RULE 54: headers in all their forms`(_ answer: String) {
        var session = Session.ready()
        let text = answer.split(separator: "{pdu}", omittingEmptySubsequences: false).joined(
            separator: SamplePDU.first)
        session.modem.replies["AT+CMGR=1"] = .raw("\r\n\(text)\r\n\r\nOK\r\n")
        session.line("+CMTI: \"ME\",1")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.received.map(\.statedLength) == [28])
    }

    @Test(
        arguments: [
            "\r\n+CMT: ,28\r\n{pdu}\r\n", "\r\n+CMT: \"\",28\r\n{pdu}\r\n", "\r\n+CMT: 28\r\n{pdu}\r\n",
            "\r\n+CDS: 28\r\n{pdu}\r\n", "\r\n+CDS: ,28\r\n{pdu}\r\n", "\r\n+CMT: ,28\r{pdu}\r\n",
            "\r\n+CMT: ,28\r\n\r\nRING\r\n{pdu}\r\n",
        ])
    func `RULES 53 and 55: what is delivered directly lies nowhere`(_ text: String) {
        var session = Self.storing()
        session.receive(
            text.split(separator: "{pdu}", omittingEmptySubsequences: false).joined(
                separator: SamplePDU.first))
        session.run(for: .seconds(2))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
        #expect(session.received.map(\.slot) == [nil])
        #expect(session.received.map(\.statedLength) == [28])
        #expect(session.events.contains(.pduDeleted(session.received[0].id, found: true)))
    }

    @Test func `RULE 53: a header in text mode means that PDU mode is set again`() {
        var session = Self.storing()
        session.line("+CMT: \"+543512668989\",,\"15/12/29,11:41:23-12\"")
        session.line("STOP")
        session.run(for: .seconds(2))

        #expect(session.commands.first == "AT+CMGF=0")
        #expect(session.received.isEmpty)
    }

    @Test func `RULE 53: an answer in text mode is read again in PDU mode, and not for ever`() {
        var session = Self.storing()
        session.modem.replies["AT+CMGR=1"] = .raw(
            "\r\n+CMGR: \"REC UNREAD\",\"+447700900311\",,\"26/03/14\"\r\nHi\r\n\r\nOK\r\n")
        session.line("+CMTI: \"ME\",1")
        session.run(for: .seconds(60))

        #expect(session.commands.contains("AT+CMGF=0"))
        #expect(session.commands.filter { $0 == "AT+CMGR=1" }.count <= 4)
    }

    @Test func `RULE 55: a report that is stored is read in its memory and deleted there`() {
        var modem = ScriptedModem()
        modem.memories["SR"] = .init(total: 100)
        var session = Self.storing(modem)
        put(SamplePDU.first, "SR", 50, in: &session)
        session.line("+CDSI: \"SR\",50")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.slot) == [.init(storage: "SR", index: 50)])
        #expect(session.modem.memories["SR"]?.slots.isEmpty == true)
    }

    @Test func `RULE 56: AT+CNMA only where the service asks for it, and only after the text is safe`() {
        var modem = ScriptedModem()
        modem.replies["AT+CSMS?"] = .lines(["+CSMS: 1,1,1,1", "OK"])
        var session = Session.ready(modem)
        session.receive("\r\n+CMT: ,28\r\n\(SamplePDU.first)\r\n")
        session.run(for: .seconds(2))
        #expect(session.commands.isEmpty)
        session.request(.acknowledge(session.received[0].id))
        session.run(for: .seconds(1))

        #expect(session.commands == ["AT+CNMA"])
    }

    @Test(arguments: [
        ("SIMCOM", "SIM800", "+CSMS: 1,1,1,1"), ("ACME", "1", "+CSMS: 0,1,1,1"),
        ("huawei", "E1750", "+CSMS: 1,1,1,1"),
    ])
    func `RULE 56: no AT+CNMA to modems that do not expect it`(
        _ manufacturer: String, _ model: String, _ service: String
    ) {
        var modem = ScriptedModem()
        modem.replies["AT+CGMI"] = .lines([manufacturer, "OK"])
        modem.replies["AT+CGMM"] = .lines([model, "OK"])
        modem.replies["AT+CSMS?"] = .lines([service, "OK"])
        var session = Self.storing(modem)
        session.receive("\r\n+CMT: ,28\r\n\(SamplePDU.first)\r\n")
        session.run(for: .seconds(2))

        #expect(session.received.count == 1)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CNMA") })
    }

    @Test func `RULE 56: where direct delivery cannot be avoided, it waits for AT+CNMA`() {
        var modem = ScriptedModem()
        modem.replies["AT+CNMI=?"] = .lines(["+CNMI: (2),(2,3),(0),(0,1),(0)", "OK"])
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(3))
        #expect(session.commands.contains("AT+CSMS=1"))
        session.receive("\r\n+CMT: ,28\r\n\(SamplePDU.first)\r\n")
        session.request(.keep(session.received[0].id))
        session.run(for: .seconds(1))

        #expect(session.commands.contains("AT+CNMA=2"))
    }

    @Test func `A PDU that does not fit its header is read again before it is believed`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.modem.replies["AT+CMGR=3"] = .raw(
            "\r\n+CMGR: 0,,28\r\n\(SamplePDU.first.dropLast(5))\r\n\r\nOK\r\n")
        session.modem.onceOnly = ["AT+CMGR=3"]
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [SamplePDU.first])
    }

    @Test func `A PDU that is damaged for good is handed over as it is`() {
        var session = Session.ready()
        let damaged = String(SamplePDU.first.dropLast(5))
        session.modem.replies["AT+CMGR=3"] = .raw("\r\n+CMGR: 0,,28\r\n\(damaged)\r\n\r\nOK\r\n")
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))

        #expect(session.received.map(\.hex) == [damaged])
    }

    @Test(arguments: ["\r\n+CMS ERROR: 321\r\n", "\r\nOK\r\n", "\r\n+CMGR: 0,,0\r\n\r\nOK\r\n"])
    func `An empty slot is nothing`(_ answer: String) {
        var session = Session.ready()
        session.modem.replies["AT+CMGR=3"] = .raw(answer)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(2))

        #expect(session.received.isEmpty)
        #expect(session.state == .ready)
    }

    @Test func `RULE 10: lines inside an answer to AT+CMGR are nobody's PDU`() {
        let interruptions = [
            "\r\nRING\r\n\r\n+CLIP: \"+447700900311\",145,,,,0\r\n", "\r\n+CMTI: \"ME\",4\r\n",
            "\r\n^RSSI:15\r\n", "\r\nNO CARRIER\r\n",
            "\r\n+CMT: ,28\r\n\(SamplePDU.third)\r\n",
        ]
        let pieces = ["\r\n+CMGR: 0,,28\r\n", "\(SamplePDU.first)\r\n", "\r\nOK\r\n", ""]
        for interruption in interruptions {
            for place in 0...3 {
                var session = Session.ready()
                put(SamplePDU.second, "ME", 4, in: &session)
                session.modem.replies["AT+CMGR=3"] = .silence
                session.line("+CMTI: \"ME\",3")
                for (position, piece) in pieces.enumerated() {
                    if position == place { session.receive(interruption) }
                    session.receive(piece)
                }
                session.run(for: .seconds(1))
                var expected: Set<String> = [SamplePDU.first]
                if interruption.contains("CMTI") { expected.insert(SamplePDU.second) }
                if interruption.contains("CMT:") { expected.insert(SamplePDU.third) }
                #expect(Set(session.received.map(\.hex)) == expected, "\(interruption) before \(place)")
                #expect(session.received.first { $0.hex == SamplePDU.first }?.slot?.index == 3)
            }
        }
    }

    @Test func `A hundred texts and more are taken in a second where nothing else takes time`() {
        var session = Self.storing()
        session.latency = .zero
        for index in 0..<100 {
            put(SamplePDU.first, "ME", index, in: &session)
            session.line("+CMTI: \"ME\",\(index)")
        }
        session.run(for: .milliseconds(10))

        #expect(session.received.count == 100)
        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
    }

    @Test func `Announcements without end are not kept one by one`() {
        var session = Session.ready()
        session.modem.replies["AT+CMGR=0"] = .silence
        for index in 0..<800 { session.line("+CMTI: \"ME\",\(index)") }

        #expect(session.machine.reception.tasks.count <= MessageReception.Limits.tasks)
    }

    @Test func `What was handed over before a restart can still be acknowledged`() {
        var session = Session.ready()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(1))
        session.line("RDY")
        session.received.first.map { session.request(.acknowledge($0.id)) }
        session.run(for: .seconds(10))

        #expect(session.events.contains(.pduDeleted(session.received[0].id, found: true)))
        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
    }

    @Test func `A listing that freezes the modem is not asked for again`() {
        var session = Session.ready()
        session.modem.replies["AT+CMGL=4"] = .silence
        session.request(.sweep)
        session.run(for: .seconds(300))

        #expect(session.commands.filter { $0 == "AT+CMGL=4" }.count <= 2)
        #expect(session.state == .ready)
    }

    @Test func `A modem that refuses to delete is asked again, and less and less often`() {
        var session = Self.storing()
        put(SamplePDU.first, "ME", 3, in: &session)
        session.modem.replies["AT+CMGD=3"] = .lines(["+CMS ERROR: 302"])
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(970))

        #expect(session.commands.count { $0 == "AT+CMGD=3" } == 5)
        #expect(session.received.count == 1)
        #expect(session.notes.count { $0.level == .warning } == 1)

        session.modem.replies["AT+CMGD=3"] = nil
        session.run(for: .seconds(960))

        #expect(session.modem.memories["ME"]?.slots.isEmpty == true)
        #expect(session.events.contains(.pduDeleted(session.received[0].id, found: true)))
    }

    @Test func `What the modem shows in the place of a PDU is told of, and stays`() {
        var session = Session.ready()
        session.modem.replies["AT+CMGR=3"] = .lines(["+CMGR: 0,,23", "what is this", "OK"])
        session.line("+CMTI: \"ME\",3")
        session.run(for: .seconds(2))

        #expect(session.received.isEmpty)
        #expect(session.notes.contains { $0.level == .warning && $0.text.contains("no PDU") })
    }
}
