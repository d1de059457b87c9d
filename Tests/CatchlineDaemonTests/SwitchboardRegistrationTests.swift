import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardRegistrationTests {
    private func told(_ bench: Bench) throws -> [String] {
        try bench.store.reader.events(after: 0, limit: 1_000).filter { $0.kind == "modem.registration" }
            .map { $0.payload }
    }

    @Test func `That the network was found and lost is on the disk, each change once`() throws {
        var bench = try Bench()
        bench.start()
        for registration in [NetworkRegistration.home, .home, .searching, .roaming] {
            bench.tell(.registrationChanged(registration))
            bench.pass(120)
        }

        let payloads = try told(bench)
        #expect(payloads.count == 3)
        for (payload, state) in zip(payloads, ["home", "searching", "roaming"]) {
            #expect(payload.contains("\"state\":\"\(state)\""))
        }
    }

    @Test func `A network that comes and goes is written down once a minute, and at last as it stands`()
        throws
    {
        var bench = try Bench()
        bench.start()
        for second in 0..<300 {
            bench.tell(.registrationChanged(second.isMultiple(of: 2) ? .home : .searching))
            bench.pass(1)
        }
        bench.tell(.registrationChanged(.denied))
        bench.pass(3_600)

        #expect(try told(bench).count <= 7)
        #expect(try told(bench).last?.contains("denied") == true)
    }

    private func signals(_ bench: Bench) throws -> [String] {
        try bench.store.reader.events(after: 0, limit: 1_000).filter { $0.kind == "modem.signal" }
            .map { $0.payload }
    }

    @Test func `An idle line writes once an hour and wakes nobody`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.registrationChanged(.home))
        bench.pass(120)
        let wakeUps = bench.wakeUps
        for reading in 0..<57 {
            bench.tell(.signalChanged(-70 - reading % 3))
            bench.pass(60)
        }
        #expect(try signals(bench) == [])
        for reading in 0..<60 {
            bench.tell(.signalChanged(-80 - reading % 3))
            bench.pass(60)
        }

        #expect(try told(bench).count == 1)
        let payload = try #require(try signals(bench).first)
        #expect(try signals(bench).count == 1)
        #expect(payload.contains("\"weakest_dbm\":-81,\"strongest_dbm\":-70,\"state\":\"home\""))
        #expect(bench.wakeUps == wakeUps)
    }

    @Test func `The last day of a line is remembered by its SIM`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.registrationChanged(.home))
        bench.tell(.signalChanged(-79))
        bench.pass(300)
        bench.tell(.signalChanged(-93))
        bench.pass(300)
        bench.tell(.stateChanged(.gone, detail: nil))

        let line = LineID(rawValue: "sim:8944110068256270054")
        let readings = try #require(bench.switchboard.histories[line]).readings
        #expect(readings.map(\.signal) == [-79, -93, nil])
        #expect(readings.map(\.registration) == [.home, .home, .none])
    }

    @Test func `What is not yet known to belong to a line is remembered of none`() throws {
        var bench = try Bench()
        bench.tell(.registrationChanged(.home))
        bench.tell(.signalChanged(-79))

        #expect(bench.switchboard.histories.isEmpty)
    }

    @Test func `An hour that the disk does not take is written with the next reading`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.registrationChanged(.home))
        bench.tell(.signalChanged(-79))
        bench.pass(3_700)
        try bench.breakStore("INSERT ON event")
        bench.tell(.signalChanged(-80))
        try bench.mendStore()
        bench.pass(60)
        bench.tell(.signalChanged(-81))

        #expect(try signals(bench).count == 1)
        #expect(try signals(bench).first?.contains("\"weakest_dbm\":-81") == true)
    }

    @Test func `SIMs that come and go fill no memory`() throws {
        var bench = try Bench()
        for sim in 0..<100 {
            bench.tell(.identified(ModemIdentity(imei: "490154203237518", iccid: "89441\(sim)")))
            bench.tell(.registrationChanged(sim.isMultiple(of: 2) ? .home : .roaming))
            bench.pass(1)
        }

        #expect(bench.switchboard.histories.count == Switchboard.mostHistories)
        #expect(bench.switchboard.histories[LineID(rawValue: "sim:8944199")] != nil)
    }

    @Test func `A change that the disk does not take is written later`() throws {
        var bench = try Bench()
        bench.start()
        try bench.breakStore("INSERT ON event")
        bench.tell(.registrationChanged(.home))
        bench.pass(90)
        try bench.mendStore()
        bench.pass(120)

        #expect(try told(bench).count == 1)
    }
}
