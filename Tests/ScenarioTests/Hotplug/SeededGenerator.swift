import Foundation

@testable import CatchlineDaemon

/// The same numbers on each run, of a seed that is told.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var numbers: SplitMix64

    static let variable = "CATCHLINE_TEST_SEED"

    /// The seed is another one each time unless `CATCHLINE_TEST_SEED` says it.
    init() {
        let given = ProcessInfo.processInfo.environment[Self.variable].flatMap(UInt64.init)
        seed = given ?? .random(in: 0..<1_000_000)
        numbers = SplitMix64(seed: seed)
    }

    mutating func next() -> UInt64 {
        numbers.next()
    }
}
