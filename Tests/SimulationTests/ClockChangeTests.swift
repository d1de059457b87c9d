import Telephony
import Testing

@testable import CatchlineDaemon
@testable import ModemSimulator

/// Days that have 23 hours or 25.
struct ClockChangeTests {
    /// Five hours, with the change after the second. Around it the network is away for a while, so that a text waits.
    private static func night(
        of change: ClockChange, _ keeper: Timekeeper, seed: UInt64, bug: PlantedBug? = nil
    ) throws -> World {
        var chance = SeededGenerator(seed: seed &+ UInt64(change.at))
        let world = try World(
            seed: seed, bug: bug, pollEvery: .minutes(10), epoch: change.at - 7_200)
        var settings = SimulatorSettings()
        settings.unixTime = world.epoch
        settings.zoneQuarters = Int(change.before.components.seconds / 900)
        try world.addBox(
            [SimulatedModem(profile: chance.pick(SimulatorProfile.all), settings: settings)],
            settings: ["business.time_zone": change.zone])
        planTime(of: keeper, around: change, in: world)
        planPeople(in: world, &chance)
        // Whether a clock that is wrong was right before a power cut nobody can tell.
        if keeper == .network || keeper == .wrist, chance.isOne(of: 2) {
            let off = chance.time(in: .seconds(1)...(.minutes(40)))
            world.plan(
                .powerCut(box: 0, lasting: off), at: .hours(2) - chance.time(in: .zero...(.minutes(20))))
        }
        world.plan(.audit, at: .hours(2) - .seconds(1))
        world.plan(.audit, at: .hours(2) + .seconds(1))
        try world.run(until: .hours(2))
        if keeper == .modem { world.tellNewTime(change, withZoneOf: change.before) }
        try world.run(until: .hours(3))
        if keeper == .modem { world.tellNewTime(change, withZoneOf: change.after) }
        try world.run(until: .hours(5))
        try world.auditQuiet()
        return world
    }

    private static func planTime(of keeper: Timekeeper, around change: ClockChange, in world: World) {
        let isSynchronised = keeper == .network || keeper == .vouchedWrist
        let offsets: (before: Duration, after: Duration) =
            switch keeper {
            case .network: (.zero, .zero)
            case .wrist, .vouchedWrist: (change.before, change.after)
            case .modem: (.seconds(-world.epoch), .seconds(-world.epoch))
            }
        world.plan(.wall(box: 0, offset: offsets.before, isSynchronised: isSynchronised), at: .zero)
        world.plan(.wall(box: 0, offset: offsets.after, isSynchronised: isSynchronised), at: .hours(2))
    }

    private static func planPeople(in world: World, _ chance: inout SeededGenerator) {
        func ring(at time: Duration) {
            let call = SimulatedCall(number: Numbers.draw(.mobile, &chance), rings: 3, interval: .seconds(3))
            world.plan(.around(PlugID(), .call(call)), at: time)
        }
        for _ in 0..<6 { ring(at: chance.time(in: .minutes(2)...(.hours(4)))) }
        // One that rings while the clocks are changed, and one whose text is due then.
        ring(at: .hours(2) - .seconds(4))
        ring(at: .hours(2) - .seconds(40))
        // Of the texts of two the network hears nothing until the one is too old, and the other is not.
        let outage = .hours(2) - chance.time(in: .minutes(35)...(.minutes(50)))
        ring(at: outage - .seconds(9))
        ring(at: .hours(2) - .minutes(20))
        world.plan(.around(PlugID(), .registration(2)), at: outage)
        world.plan(.around(PlugID(), .registration(1)), at: .hours(2) + .minutes(36))
    }

    @Test func `At every change of the clocks the order stays, no age is negative, and no text is late`()
        throws
    {
        let changes = ClockChange.some(oneOf: TestDepth.count(sample: 79, every: 41, product: 1))
        let seed = Harness(1).seeds.lowerBound
        let all = TestDepth.current == .product
        var (nights, texts) = (0, 0)

        for (index, change) in changes.enumerated() {
            let keepers = Timekeeper.allCases
            for keeper in all ? keepers : [keepers[index % keepers.count]] {
                texts += try Self.named(change, keeper) {
                    try Self.night(of: change, keeper, seed: seed).inspector.automaticCount
                }
                nights += 1
            }
        }

        #expect(texts >= 3 * nights)
        print(
            """
            Clock: \(changes.count) changes of 2024 to 2035 in \(ClockChange.zones.count) zones, \(nights) nights \
            (seed \(seed)): \(texts) texts, 0 late, 0 out of order, no negative age
            """)
    }

    @Test(arguments: [PlantedBug.isLate, .shufflesEvents, .turnsTimes])
    func `A mistake made on purpose is found`(bug: PlantedBug) throws {
        let change = try #require(ClockChange.all.last)
        let breach = try Harness(4).firstBreach {
            _ = try Self.night(of: change, .network, seed: $0, bug: bug)
        }

        let found = try #require(breach)
        print("Planted \(bug.rawValue): seed \(found.seed): \(found.what)")
    }

    private static func named<Result>(
        _ change: ClockChange, _ keeper: Timekeeper? = nil, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch var breach as Breach {
            let source = keeper.map { ", time from the \($0.rawValue)" } ?? ""
            breach.what = "\(change.zone) at \(change.at)\(source): \(breach.what)"
            throw breach
        }
    }

    // MARK: Caps

    /// Two days of calls, every hour, around the change.
    private static func calls(
        around change: ClockChange, seed: UInt64, bug: PlantedBug? = nil
    ) throws -> Int {
        var promises = Promises()
        promises.zone = change.zone
        (promises.capHour, promises.capDay) = (2, 3)
        // Before the day when the program was written no clock is believed, and any 24 hours are a day.
        if change.at < 1_793_600_000 { promises.capDay = 6 }
        var line = try BareLine(
            seed: seed, bug: bug, epoch: change.at - 25 * 3_600, promises: promises,
            settings: ["caps.hour": "2", "caps.day": "3"])
        var chance = SeededGenerator(seed: seed &+ UInt64(change.at))
        for hour in 0..<50 {
            try line.pass(until: .minutes(57 * hour) + chance.time(in: .zero...(.minutes(7))))
            try line.ring("+4474001110\(hour + 10)")
        }
        return line.inspector.automaticCount
    }

    @Test func `At every change of the clocks the caps of a day hold, and free the next`() throws {
        let changes = ClockChange.some(oneOf: TestDepth.count(sample: 79, every: 41, product: 1))
        let seed = Harness(1).seeds.lowerBound

        for change in changes {
            let texts = try Self.named(change) { try Self.calls(around: change, seed: seed) }
            #expect(texts >= 6, "\(change.zone) at \(change.at)")
        }

        print(
            """
            Clock: \(changes.count) changes in \(ClockChange.zones.count) zones (seed \(seed)): 0 above the cap of \
            a day
            """)
    }

    @Test func `A box that counts no texts is found at a change of the clocks`() throws {
        let change = try #require(ClockChange.all.last)
        let breach = try Harness(1).firstBreach {
            _ = try Self.calls(around: change, seed: $0, bug: .ignoresCaps)
        }

        let found = try #require(breach)
        print("Planted ignoresCaps: seed \(found.seed): \(found.what)")
    }
}

extension World {
    /// From now on the modem's clock shows the time of after the change, and says that it is that of this zone.
    fileprivate func tellNewTime(_ change: ClockChange, withZoneOf offset: Duration) {
        self[PlugID()].stick.settings.unixTime = epoch + Int((change.after - offset).components.seconds)
        self[PlugID()].stick.settings.zoneQuarters = Int(offset.components.seconds / 900)
    }
}
