import FoundationEssentials
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// Texts that lie on a SIM which is new to the box.
@Suite struct FirstSweepTests {
    private static let day: Int64 = 86_400

    /// Texts that lie on the SIM when it comes, each sent so many seconds ago, and what the modem is asked for them.
    private func sweep(
        _ texts: [(words: String, age: Int64)], of bench: inout Bench
    ) throws -> [ModemRequest] {
        var asked: [ModemRequest] = []
        for (index, text) in texts.enumerated() {
            let hex = try Bench.pdu(text.words, from: Bench.grace, at: bench.moment(ago: text.age))
            asked += bench.tell(
                .pduReceived(
                    ReceivedPDU(
                        id: ReceivedPDU.ID(index + 1), slot: .init(storage: "SM", index: index + 1),
                        listing: 1, hex: hex, statedLength: nil, isFromSweep: true)))
        }
        asked += bench.tell(.sweepFinished)
        return asked
    }

    @Test func `They are imported, and only then deleted`() throws {
        var bench = try Bench()
        bench.start()

        let asked = try sweep([("Hello", 60), ("Old", 3 * Self.day)], of: &bench)

        #expect(asked == [.acknowledge(ReceivedPDU.ID(1)), .acknowledge(ReceivedPDU.ID(2))])
        #expect(try bench.store.reader.messages().map(\.text) == ["Hello", "Old"])
    }

    @Test func `What cannot be imported stays on the SIM`() throws {
        var bench = try Bench()
        bench.start()
        try bench.breakStore("INSERT ON message")

        #expect(try sweep([("Hello", 60)], of: &bench) == [.keep(ReceivedPDU.ID(1))])
    }

    @Test func `Those older than a day are filed as settled and get no answer`() throws {
        var bench = try Bench()
        bench.start()

        _ = try sweep([("Can you come?", Self.day + 60)], of: &bench)

        #expect(try bench.store.reader.conversations().map(\.state) == [.settled])
        #expect(bench.requests.submissions.isEmpty)
    }

    @Test func `STOP among them holds, without an answer`() throws {
        var bench = try Bench()
        bench.start()

        _ = try sweep([("STOP", 30 * Self.day)], of: &bench)

        #expect(try bench.store.reader.optOuts().map(\.number) == [Bench.grace])
        #expect(bench.requests.submissions.isEmpty)
        _ = bench.miss(Bench.grace)
        #expect(try bench.store.reader.calls(at: bench.now).first?.reply?.reason == .optedOut)
    }

    @Test func `A STOP of the last hour is answered`() throws {
        var bench = try Bench()
        bench.start()

        _ = try sweep([("STOP", 60)], of: &bench)

        #expect(bench.requests.submissions.count == 1)
    }

    @Test func `The next SIM in the same modem has a first sweep of its own`() throws {
        var bench = try Bench()
        bench.start()
        _ = try sweep([], of: &bench)
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.tell(
            .identified(
                ModemIdentity(
                    imei: "490154203237518", iccid: "8944110068256270062", imsi: "234300000000002")))
        bench.tell(.stateChanged(.ready, detail: nil))

        _ = try sweep([("Can you come?", 2 * Self.day)], of: &bench)

        #expect(try bench.store.reader.conversations().map(\.state) == [.settled])
    }

    @Test func `A memory that fills up is in the event log when it is alarmed of, and when it is relieved`()
        throws
    {
        var bench = try Bench()
        bench.start()
        bench.tell(.storageCrowded(MessageStorageStatus(name: "SM", used: 17, total: 20)))
        bench.tell(.storageRelieved(MessageStorageStatus(name: "SM", used: 3, total: 20)))

        let events = try bench.store.reader.events(after: 0, limit: 1_000).filter {
            $0.kind == "modem.storage"
        }
        #expect(events.count == 2)
        #expect(events.first?.payload.contains("\"used\":17,\"total\":20,\"state\":\"crowded\"") == true)
        #expect(events.last?.payload.contains("relieved") == true)
    }
}

extension Bench {
    fileprivate func moment(ago seconds: Int64) -> Moment {
        var moment = now
        moment.wall.addTimeInterval(-Double(seconds))
        return moment
    }
}
