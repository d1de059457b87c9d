import Foundation
import ModemSimulator
import Telephony
import Testing

@testable import CatchlineDaemon

/// Clocks that jump, and machines that do not know what time it is.
struct ClockTests {
    /// Calls, while the wall clock is put here and there.
    ///
    /// In one half of the worlds it lies whoever vouches for it, and the machine runs on. In the other it lies only where
    /// nobody vouches for it, but the machine is switched off now and then, and the daemon dies.
    private static func turmoil(seed: UInt64, jumps: Int, bug: PlantedBug? = nil) throws -> World {
        var chance = SeededGenerator(seed: seed)
        var promises = Promises()
        (promises.capDay, promises.capMonth) = (1_000, 10_000)
        let world = try World(seed: seed, bug: bug, promises: promises, pollEvery: .minutes(10))
        var settings = SimulatorSettings()
        // A network that tells no time worth believing.
        if chance.isOne(of: 2) { settings.unixTime = 315_964_800 }
        try world.addBox(
            [SimulatedModem(profile: chance.pick(SimulatorProfile.all), settings: settings)],
            settings: ["caps.day": "1000", "caps.month": "10000"])
        var time = Duration.minutes(2)
        for _ in 0..<jumps {
            planJump(in: world, at: time, lies: seed.isMultiple(of: 2), &chance)
            planCall(in: world, at: time, &chance)
            time += chance.time(in: .seconds(20)...(.minutes(40)))
        }
        world.plan(.around(PlugID(), .registration(1)), at: time)
        // Longer than the power may be away.
        try world.run(until: time + .hours(5))
        try world.auditQuiet()
        return world
    }

    private static func planJump(
        in world: World, at time: Duration, lies: Bool, _ chance: inout SeededGenerator
    ) {
        let year = Int64(366 * 86_400)
        let jumps: [Duration] = [
            .zero, .hours(1), .hours(-1), .seconds(Int64.random(in: -year...year, using: &chance)),
            .seconds(Int64.random(in: -90...90, using: &chance)), .seconds(Int64(-world.epoch)),
        ]
        let isSynchronised = chance.isOne(of: 2)
        let offset = isSynchronised && !lies ? .zero : chance.pick(jumps)
        world.plan(.wall(box: 0, offset: offset, isSynchronised: isSynchronised), at: time)
        guard chance.isOne(of: 10) else { return }
        let later = time + chance.time(in: .zero...(.minutes(2)))
        if lies {
            world.plan(.crash(box: 0, at: nil), at: later)
        } else {
            world.plan(.powerCut(box: 0, lasting: chance.time(in: .seconds(1)...(.hours(3)))), at: later)
        }
        if chance.isOne(of: 3) { world.plan(.audit, at: later) }
    }

    private static func planCall(in world: World, at time: Duration, _ chance: inout SeededGenerator) {
        let caller = "+4474001110" + String(format: "%02d", Int.random(in: 0...59, using: &chance))
        let call = SimulatedCall(number: caller, rings: 2, interval: .seconds(3))
        let start = time + chance.time(in: .seconds(-90)...(.seconds(90)))
        world.plan(.around(PlugID(), .call(call)), at: start)
        guard chance.isOne(of: 6) else { return }
        // After its end, and before its text.
        world.plan(.around(PlugID(), .registration(2)), at: start + .seconds(6))
        let outage = chance.time(in: .minutes(1)...(.hours(3)))
        world.plan(.around(PlugID(), .registration(1)), at: start + outage)
    }

    @Test func `However the clock jumps, the order stays, no age is negative, and no text is late`() throws {
        let harness = Harness(TestDepth.count(sample: 4, every: 6, product: 100))
        let jumps = TestDepth.count(sample: 50, every: 100, product: 100)
        var texts = 0

        try harness.run { texts += try Self.turmoil(seed: $0, jumps: jumps).inspector.automaticCount }

        let count = harness.seeds.count * jumps
        print(
            "Clock: \(count) jumps (seed \(harness.seeds.lowerBound)): \(texts) texts, 0 late, 0 out of order"
        )
    }

    @Test(arguments: [PlantedBug.isLate, .shufflesEvents, .turnsTimes, .namesTime])
    func `A mistake made on purpose is found`(bug: PlantedBug) throws {
        let breach = try Harness(6).firstBreach { _ = try Self.turmoil(seed: $0, jumps: 60, bug: bug) }

        let found = try #require(breach)
        print("Planted \(bug.rawValue): seed \(found.seed): \(found.what)")
    }
}
