import Foundation
import ModemSimulator
import Testing

@testable import CatchlineDaemon

/// A quiet day: people ring, and are answered.
struct DayTests {
    private static func day(seed: UInt64, calls: Int) throws -> World {
        let world = try World(seed: seed)
        var chance = SeededGenerator(seed: seed)
        var settings = SimulatorSettings()
        settings.ownNumber = "+447700900001"
        try world.addBox([SimulatedModem(profile: chance.pick(SimulatorProfile.all), settings: settings)])
        for _ in 0..<calls {
            let call = SimulatedCall(
                number: Numbers.draw(.mobile, &chance), rings: Int.random(in: 2...6, using: &chance))
            world.plan(.around(PlugID(), .call(call)), at: chance.time(in: .minutes(1)...(.hours(23))))
        }
        try world.run(until: .days(1))
        try world.auditQuiet()
        return world
    }

    @Test func `Everybody who rings is answered once`() throws {
        let seed = SeededGenerator.given ?? 1

        let start = clock()
        let world = try Self.day(seed: seed, calls: 50)
        let milliseconds = (clock() - start) * 1_000 / CLOCKS_PER_SEC

        #expect(world.inspector.automaticCount == 50)
        print("A day of 50 calls (seed \(seed)): 50 texts, \(milliseconds) ms of the processor")
    }

    @Test func `The same seed makes the same day, octet by octet`() throws {
        let first = try Self.day(seed: 2, calls: 5)
        let second = try Self.day(seed: 2, calls: 5)
        let other = try Self.day(seed: 3, calls: 5)

        #expect(first.trace.digest == second.trace.digest)
        #expect(first.trace.digest != other.trace.digest)
    }

}
