import Testing

/// Goes through worlds, each of a seed of its own, until a promise is broken or there are enough of them.
struct Harness {
    let seeds: Range<UInt64>

    /// The seeds are the same on each run, or others each time where all is tried; `CATCHLINE_TEST_SEED` names the first.
    init(_ count: Int, first: UInt64 = 1) {
        let chosen = TestDepth.current != .product ? first : UInt64.random(in: 1...1_000_000_000)
        let start = SeededGenerator.given ?? chosen
        seeds = start..<(start + UInt64(count))
    }

    func run(_ world: (UInt64) throws -> Void) throws {
        for seed in seeds { try world(seed) }
    }

    /// The first seed whose world breaks a promise, and which; nil if all are kept.
    func firstBreach(_ world: (UInt64) throws -> Void) throws -> Breach? {
        for seed in seeds {
            do {
                try world(seed)
            } catch let breach as Breach {
                return breach
            }
        }
        return nil
    }
}

extension TestDepth {
    /// So many as the depth asks for.
    static func count(sample: Int, every: Int, product: Int) -> Int {
        switch current {
        case .sample: sample
        case .every: every
        case .product: product
        }
    }
}
