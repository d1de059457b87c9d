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

    @Test func `An idle line writes nothing and wakes nobody`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.registrationChanged(.home))
        bench.pass(120)
        let wakeUps = bench.wakeUps
        for reading in 0..<100 {
            bench.tell(.signalChanged(-70 - reading % 3))
            bench.pass(60)
        }

        #expect(try told(bench).count == 1)
        #expect(bench.wakeUps == wakeUps)
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
