import ModemSimulator
import Testing

@testable import CatchlineDaemon

/// Machines that answer each other.
struct TwoCatchlinesTests {
    private static let numbers = ["+447700900101", "+447700900102"]

    /// Two boxes that were told to be reached by each other's numbers. Whatever text comes, somebody rings back.
    private static func couple(seed: UInt64, bug: PlantedBug? = nil) throws -> World {
        let world = try World(seed: seed, bug: bug, pollEvery: .minutes(10))
        var chance = SeededGenerator(seed: seed)
        for (index, number) in numbers.enumerated() {
            var settings = SimulatorSettings()
            settings.imsi = "23430000000010\(index)"
            settings.iccid = "894411006825627010\(index)"
            settings.ownNumber = number
            try world.addBox([SimulatedModem(profile: chance.pick(SimulatorProfile.all), settings: settings)])
        }
        world.reaction = { arrival in
            let patience = chance.time(in: .seconds(10)...(.minutes(20)))
            return [
                (patience, .around(PlugID(box: arrival.box), .call(SimulatedCall(number: arrival.number))))
            ]
        }
        for box in 0...1 {
            let call = SimulatedCall(number: numbers[1 - box])
            world.plan(
                .around(PlugID(box: box), .call(call)), at: chance.time(in: .seconds(30)...(.minutes(5))))
        }
        try world.run(until: .days(2))
        try world.audit()
        return world
    }

    @Test func `Two Catchlines that ring each other back send one text each, and then are silent`() throws {
        let harness = Harness(TestDepth.count(sample: 2, every: 6, product: 100))

        try harness.run { seed in
            let world = try Self.couple(seed: seed)
            guard world.inspector.automaticCount == 2 else {
                throw world.breach("\(world.inspector.automaticCount) texts between two Catchlines")
            }
        }

        print(
            "Two Catchlines: \(harness.seeds.count) couples (seed \(harness.seeds.lowerBound)): 2 texts each")
    }

    @Test func `Without a cool-down they would go on, and that is found`() throws {
        let breach = try Harness(1).firstBreach { _ = try Self.couple(seed: $0, bug: .hasNoCooldown) }

        let found = try #require(breach)
        print("Planted hasNoCooldown: seed \(found.seed): \(found.what)")
    }

    /// A telephone that answers whatever it gets, and rings back.
    private static func robot(seed: UInt64, words: String?) throws -> World {
        let world = try World(seed: seed, pollEvery: .minutes(10))
        let robot = "+447700900200"
        try world.addBox([SimulatedModem()])
        world.reaction = { arrival in
            let answer = SimulatorAction.text(from: robot, words: words ?? arrival.text)
            let call = SimulatorAction.call(SimulatedCall(number: robot))
            return [(.seconds(5), .around(PlugID(), answer)), (.seconds(20), .around(PlugID(), call))]
        }
        world.plan(.around(PlugID(), .call(SimulatedCall(number: robot))), at: .seconds(30))
        try world.run(until: .hours(11))
        try world.audit()
        return world
    }

    @Test(arguments: [("I am driving.", 1, 0), ("STOP", 1, 1), ("START", 1, 0), (nil, 1, 0)])
    func `A telephone that answers by itself gets one text, and what it asked for once`(
        words: String?, texts: Int, confirmations: Int
    ) throws {
        let world = try Self.robot(seed: 1, words: words)

        #expect(world.inspector.automaticCount == texts)
        #expect(world.inspector.confirmations.values.reduce(0, +) == confirmations)
    }

    /// Somebody says STOP, and rings again when nobody remembers the first call.
    private static func refusal(bug: PlantedBug?) throws -> World {
        let world = try World(seed: 1, bug: bug, pollEvery: .minutes(10))
        let number = "+447700900200"
        try world.addBox([SimulatedModem()])
        for time in [Duration.minutes(1), .hours(14)] {
            world.plan(.around(PlugID(), .call(SimulatedCall(number: number))), at: time)
        }
        world.plan(.around(PlugID(), .text(from: number, words: "STOP")), at: .minutes(5))
        try world.run(until: .hours(15))
        try world.auditQuiet()
        return world
    }

    @Test func `Who has said STOP is not texted again`() throws {
        #expect(try Self.refusal(bug: nil).inspector.automaticCount == 1)
        #expect(throws: Breach.self) { try Self.refusal(bug: .forgetsOptOut) }
    }
}
