import Foundation
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

    /// As many worlds at once as there are processors, where all is tried; else other tests want one, too.
    func runAtOnce<Result: Sendable>(
        _ world: @escaping @Sendable (UInt64) throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: Result.self) { group in
            let processors = TestDepth.current == .product ? ProcessInfo.processInfo.activeProcessorCount : 1
            var (left, results) = (seeds.dropFirst(processors), [Result]())
            for seed in seeds.prefix(processors) { group.addTask { try world(seed) } }
            while let result = try await group.next() {
                results.append(result)
                if let seed = left.popFirst() { group.addTask { try world(seed) } }
            }
            return results
        }
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
