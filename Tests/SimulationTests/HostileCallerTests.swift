import Telephony
import Testing

/// Callers who want the box to send: many, from numbers that cost, from numbers side by side, from everywhere.
struct HostileCallerTests {
    /// So many calls in waves, each of one kind.
    private static func siege(
        seed: UInt64, calls: Int, bug: PlantedBug? = nil
    ) throws -> (texts: Int, last: Duration) {
        var chance = SeededGenerator(seed: seed)
        var promises = Promises()
        promises.adjacent = 5
        var line = try BareLine(seed: seed, bug: bug, promises: promises)
        let pace = chance.pick([Duration.milliseconds(100), .seconds(5), .minutes(2)])
        var wave = Wave(&chance)
        for index in 0..<calls {
            if index % 200 == 0 {
                wave = Wave(&chance)
                line.forget(before: line.now - .days(1))
            }
            try line.pass(until: line.now + chance.time(in: .zero...pace))
            try line.ring(wave.caller(&chance), for: chance.time(in: .milliseconds(500)...(.seconds(10))))
            try line.requireAlarm()
        }
        return (line.inspector.automaticCount, line.now)
    }

    @Test
    func `No siege gets more texts out of the box than the caps allow, and none to a number that costs`()
        async throws
    {
        let worlds = TestDepth.count(sample: 3, every: 6, product: 40)
        let calls = TestDepth.count(sample: 300, every: 600, product: 25_000)
        let harness = Harness(worlds)

        let sieges = try await harness.runAtOnce { try Self.siege(seed: $0, calls: calls) }

        let texts = sieges.map(\.texts).reduce(0, +)
        let days = sieges.map(\.last.inSeconds).reduce(0, +) / 86_400
        print(
            """
            Hostile callers: \(worlds * calls) calls (seed \(harness.seeds.lowerBound)): \(texts) texts in \(Int(days)) \
            days, 0 above a cap
            """)
    }

    @Test func `What the network put off for an hour is in the cap of the next`() throws {
        var line = try BareLine(seed: 1, settings: ["caps.hour": "4"])
        line.refusesTexts = true
        for index in 0..<3 { try line.ring("+447400100\(100 + index)") }
        try line.pass(until: .minutes(55))
        line.refusesTexts = false
        try line.pass(until: .minutes(70))
        #expect(line.inspector.automaticCount == 3)

        for index in 0..<6 { try line.ring("+447400200\(100 + index)") }

        #expect(line.inspector.automaticCount == 4)
    }

    @Test(arguments: [
        PlantedBug.ignoresCaps, .hasNoCooldown, .textsAbroad, .ignoresBursts, .tellsNobody,
    ])
    func `A mistake made on purpose is found`(bug: PlantedBug) throws {
        let breach = try Harness(12).firstBreach { _ = try Self.siege(seed: $0, calls: 400, bug: bug) }

        let found = try #require(breach)
        print("Planted \(bug.rawValue): seed \(found.seed): \(found.what)")
    }

    @Test func `A text after too many callers side by side is found, once that is promised`() {
        var promises = Promises()
        promises.adjacent = 5
        var inspector = Inspector(promises: promises, epoch: 0)

        for last in 0..<6 { inspector.callStarted("+44770090000\(last)", on: "", at: .seconds(last)) }
        inspector.callEnded("+447700900000", on: "", at: .seconds(30))
        let text = Inspector.Arrival(
            at: .seconds(90), box: 0, line: "", number: "+447700900000", text: "Automatic")
        inspector.arrived(text)

        #expect(inspector.complaint == "an automatic text although too many alike had rung")
    }
}

/// Some hundred calls of one kind.
private struct Wave {
    private enum Kind: CaseIterable {
        case random
        case sideBySide
        case refused
        case few
        case mixed
    }

    private let kind: Kind
    private let block: String
    private let regulars: [String?]

    init(_ chance: inout SeededGenerator) {
        kind = chance.pick(Kind.allCases)
        block = String((Numbers.draw(.mobile, &chance) ?? "").dropLast(3))
        regulars = (0..<7).map { _ in Numbers.draw(.mobile, &chance) }
    }

    func caller(_ chance: inout SeededGenerator) -> String? {
        switch kind {
        case .random: Numbers.draw(.mobile, &chance)
        case .sideBySide: block + "\(Int.random(in: 100...999, using: &chance))"
        case .refused:
            Numbers.draw(
                chance.pick([.premium, .sharedCost, .foreign, .satellite, .short, .withheld]), &chance)
        case .few: chance.pick(regulars)
        case .mixed: Numbers.draw(chance.pick(Numbers.Sort.allCases), &chance)
        }
    }
}
