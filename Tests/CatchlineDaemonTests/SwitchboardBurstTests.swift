import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// Many callers at once: the guard that holds their texts, and the owner who is told.
@Suite struct SwitchboardBurstTests {
    @Test func `Numbers side by side are not texted beyond the fifth, and the owner is told once`() throws {
        var bench = try Bench()
        bench.start()
        for index in 0..<9 { bench.missAndAccept("+4477009003\(index + 10)") }
        #expect(try bench.count(.sent) == 5)
        #expect(try bench.store.reader.heldCounts() == ["burst": 4])
        #expect(bench.log.count { $0.hasPrefix("Many numbers") } == 1)

        bench.missAndAccept("+447811900311")
        #expect(try bench.count(.sent) == 6)
        bench.pass(2 * 3_600)
        #expect(try bench.count(.sent) == 6)
        #expect(try bench.count(.expired) == 4)
    }

    @Test func `Callers never seen before are not texted beyond the tenth; who is known is`() throws {
        var bench = try Bench(settings: ["reply.cooldown": "0"])
        bench.start()
        bench.missAndAccept("+447811900311")
        bench.seconds += 2 * 3_600
        for index in 0..<13 { bench.missAndAccept("+44770\(1_000_000 + index * 7_919)") }
        #expect(try bench.count(.sent) == 11)
        #expect(bench.log.count { $0.hasPrefix("Many numbers") } == 1)

        bench.missAndAccept("+447811900311")
        #expect(try bench.count(.sent) == 12)
    }

    @Test func `Held texts go once the limit is lifted`() throws {
        var bench = try Bench()
        bench.start()
        for index in 0..<6 { bench.missAndAccept("+4477009003\(index + 10)") }
        #expect(try bench.count(.sent) == 5)
        try bench.store.changeSettings(["guards.adjacent": "0"], at: bench.now)

        bench.pass(60)
        bench.acceptAll()

        #expect(try bench.count(.sent) == 6)
    }
}

extension Bench {
    fileprivate mutating func missAndAccept(_ number: String) {
        _ = miss(number)
        acceptAll()
    }

    fileprivate func count(_ state: MessageState) throws -> Int {
        try store.reader.messages(MessageFilter(direction: .outgoing)).count { $0.state == state }
    }
}
