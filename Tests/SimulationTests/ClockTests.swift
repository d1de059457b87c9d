import Foundation
import ModemSimulator
import Telephony
import Testing

@testable import CatchlineDaemon

/// Clocks that jump, days that have 23 hours or 25, and machines that do not know what time it is.
struct ClockTests {
    private static let imsi = SimulatorSettings().imsi

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
        try world.run(until: time + .hours(2))
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

    @Test(arguments: [PlantedBug.isLate, .shufflesEvents, .namesTime])
    func `A mistake made on purpose is found`(bug: PlantedBug) throws {
        let breach = try Harness(6).firstBreach { _ = try Self.turmoil(seed: $0, jumps: 60, bug: bug) }

        let found = try #require(breach)
        print("Planted \(bug.rawValue): seed \(found.seed): \(found.what)")
    }

    // MARK: Days of 23 and of 25 hours

    /// Where the clocks are changed at midnight, by half an hour, twice in a month, or not at all any more.
    private static let zones = [
        "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Chisinau", "Atlantic/Azores",
        "America/New_York",
        "America/Los_Angeles", "America/St_Johns", "America/Havana", "America/Santiago", "America/Asuncion",
        "America/Mexico_City", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem",
        "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
    ]

    private static let edges: [(zone: String, at: Int)] = zones.flatMap { name in
        guard let zone = TimeZone(identifier: name) else { return [(zone: String, at: Int)]() }
        var edges: [(zone: String, at: Int)] = []
        // 2024 to 2035.
        var date = Date(timeIntervalSince1970: 1_704_067_200)
        while let next = zone.nextDaylightSavingTimeTransition(after: date),
            next.timeIntervalSince1970 < 2_082_758_400
        {
            edges.append((name, Int(next.timeIntervalSince1970)))
            date = next
        }
        return edges
    }

    @Test func `At every change of the clocks the caps of a day hold, and free the next`() throws {
        let share = TestDepth.count(sample: 79, every: 41, product: 1)
        let edges = stride(from: 0, to: Self.edges.count, by: share).map { Self.edges[$0] }

        for edge in edges {
            var promises = Promises()
            promises.zone = edge.zone
            (promises.capHour, promises.capDay) = (2, 3)
            // Before the day when the program was written no clock is believed, and any 24 hours are a day.
            if edge.at < 1_793_600_000 { promises.capDay = 6 }
            var line = try BareLine(
                seed: UInt64(edge.at), epoch: edge.at - 25 * 3_600, promises: promises,
                settings: ["caps.hour": "2", "caps.day": "3"])
            for hour in 0..<50 {
                try line.pass(until: .minutes(57 * hour + hour % 7))
                try line.ring("+4474001110\(hour + 10)")
            }
            #expect(line.inspector.automaticCount >= 6, "\(edge.zone) at \(edge.at)")
        }

        print("Clock: \(edges.count) changes in \(Self.zones.count) zones: 0 above the cap of a day")
    }
}
