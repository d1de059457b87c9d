import Testing

/// Worlds in which everything goes wrong that can.
struct UnrestTests {
    private static func day(seed: UInt64, bug: PlantedBug? = nil, calls: Int = 30) throws -> World {
        var promises = Promises()
        promises.capHour = 8
        let world = try World(seed: seed, bug: bug, promises: promises)
        var unrest = Unrest(world, lasting: .hours(6))
        try unrest.settle()
        unrest.plan(calls: calls)
        unrest.calmDown()
        try world.run(until: .hours(6))
        try world.audit()
        try world.run(until: .hours(9))
        try world.auditQuiet()
        return world
    }

    @Test func `Whatever happens, no text is lost, doubled, late or sent by the wrong line`() throws {
        let harness = Harness(TestDepth.count(sample: 6, every: 20, product: 1_000))
        var (calls, texts) = (0, 0)

        try harness.run { seed in
            let world = try Self.day(seed: seed)
            calls += world.inspector.callCount
            texts += world.inspector.automaticCount
        }

        print(
            "Unrest: \(harness.seeds.count) days (seed \(harness.seeds.lowerBound)): \(calls) calls, \(texts) texts"
        )
    }

    /// A text was stored, lay in the stick itself, and was read anew when another SIM was in it.
    @Test(arguments: [279_518_761 as UInt64])
    func `A day that broke a promise once breaks none`(seed: UInt64) throws {
        _ = try Self.day(seed: seed)
    }

    @Test func `The same seed makes the same unrest, octet by octet`() throws {
        let digests = try (0..<2).map { _ in try Self.day(seed: 7).trace.digest }

        #expect(digests[0] == digests[1])
    }

    @Test(arguments: [
        PlantedBug.deletesBeforeCommit, .resendsAmbiguous, .usesWrongLine, .takesFailureForSuccess,
        .hasNoCooldown, .textsAbroad,
    ])
    func `A mistake made on purpose is found`(bug: PlantedBug) throws {
        let harness = Harness(20)

        let breach = try harness.firstBreach { _ = try Self.day(seed: $0, bug: bug) }

        let found = try #require(breach)
        print("Planted \(bug.rawValue): seed \(found.seed): \(found.what)")
    }
}
