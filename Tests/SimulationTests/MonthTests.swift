import Foundation
import ModemSimulator
import Telephony
import Testing

@testable import CatchlineDaemon

/// A box that works for long. Each runs in a process of its own, where nothing else takes memory or writes.
struct MonthTests {
    private static let days = TestDepth.count(sample: 6, every: 9, product: 30)
    private static let callsPerDay = TestDepth.count(sample: 15, every: 60, product: 3_334)

    private static func box(seed: UInt64, _ chance: inout SeededGenerator, bug: PlantedBug? = nil) throws
        -> World
    {
        var promises = Promises()
        (promises.capHour, promises.capDay, promises.capMonth) = (1_000_000, 1_000_000, 1_000_000)
        let pace: Duration = TestDepth.current == .product ? .seconds(60) : .minutes(10)
        let world = try World(seed: seed, bug: bug, promises: promises, pollEvery: pace)
        let stick = SimulatedModem(profile: chance.pick(SimulatorProfile.all))
        try world.addBox(
            [stick],
            settings: [
                "caps.hour": "1000000", "caps.day": "1000000", "caps.month": "1000000",
                "guards.adjacent": "0",
                "guards.new_callers": "0",
            ])
        return world
    }

    private static func month(
        seed: UInt64, days: Int, callsPerDay: Int, bug: PlantedBug? = nil
    ) throws -> Growth {
        var chance = SeededGenerator(seed: seed)
        let world = try box(seed: seed, &chance, bug: bug)
        try world.happen(.change(box: 0, ["caps.hour": nil, "caps.day": nil, "caps.month": nil]))
        var growth = Growth()
        for day in 0..<days {
            let start = Duration.days(day)
            for _ in 0..<callsPerDay {
                let call = SimulatedCall(
                    number: "+44740" + "\(Int.random(in: 1_000_000...1_004_999, using: &chance))")
                world.plan(
                    .around(PlugID(), .call(call)), at: start + chance.time(in: .minutes(1)...(.hours(24))))
            }
            world.plan(.crash(box: 0, at: nil), at: start + chance.time(in: .hours(1)...(.hours(23))))
            try world.run(until: start + .days(1))
            world.inspector.forget(before: world.now - .days(1))
            growth.days.append(.now())
        }
        return growth
    }

    @Test func `Memory and descriptors stay as they are, however long the box works`() async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let seed = SeededGenerator.given ?? 1
            let growth = try Self.month(seed: seed, days: Self.days, callsPerDay: Self.callsPerDay)
            let last = try #require(growth.days.last)

            #expect(growth.descriptors <= 0)
            #expect(growth.memory <= 1_024)
            print(
                """
                Simulated days: \(Self.days) with \(Self.days * Self.callsPerDay) calls (seed \(seed)): \
                \(last.resident / 1_024) MiB, \(growth.memory) KiB more a week, \(last.descriptors) descriptors, \
                \(growth.descriptors) more
                """)
        }
        Self.show(result.standardOutputContent)
    }

    @Test func `What is opened at each start and never closed is found`() async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let growth = try Self.month(seed: 1, days: 6, callsPerDay: 15, bug: .leaks)

            #expect(growth.descriptors > 0)
            print(
                "Planted leaks: seed 1: \(growth.descriptors) descriptors more, \(growth.memory) KiB more a week"
            )
        }
        Self.show(result.standardOutputContent)
    }

    /// 30 KB is what a card shall have to bear for a call with its reply and its report (LIFECYCLE).
    private static let mostOctets = 30 * 1_024

    /// What is written for each of so many calls, which are answered one by one.
    private static func written(for calls: Int, seed: UInt64, bug: PlantedBug? = nil) throws -> Int {
        var chance = SeededGenerator(seed: seed)
        let world = try box(seed: seed, &chance, bug: bug)
        try world.run(until: .minutes(5))
        let before = Footprint.now().written
        for index in 0..<calls {
            let call = SimulatedCall(number: "+44740\(1_000_000 + index)")
            world.plan(.around(PlugID(), .call(call)), after: .minutes(2 * index))
        }
        try world.run(until: world.now + .minutes(2 * calls))
        guard world.inspector.automaticCount == calls else {
            throw world.breach("\(world.inspector.automaticCount) texts for \(calls) calls")
        }
        return (Footprint.now().written - before) / calls
    }

    @Test func `A call with its reply and its report writes no more than 30 KB`() async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let seed = SeededGenerator.given ?? 1
            let calls = TestDepth.count(sample: 400, every: 1_000, product: 3_000)
            let octets = try Self.written(for: calls, seed: seed)

            #expect(octets <= Self.mostOctets)
            print(
                "Written for a call with its reply and report, by write(2): \(octets) octets (\(calls) calls, seed \(seed))"
            )
        }
        Self.show(result.standardOutputContent)
    }

    @Test func `What is written once more than is needed is found`() async throws {
        let result = try await #require(processExitsWith: .success, observing: [\.standardOutputContent]) {
            let octets = try Self.written(for: 100, seed: 1, bug: .writesMuch)

            #expect(octets > Self.mostOctets)
            print("Planted writesMuch: seed 1: \(octets) octets for a call with its reply and report")
        }
        Self.show(result.standardOutputContent)
    }

    private static func show(_ output: [UInt8]) {
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
        for line in lines
        where line.hasPrefix("Simulated") || line.hasPrefix("Planted") || line.hasPrefix("Written") {
            print(line)
        }
    }
}
