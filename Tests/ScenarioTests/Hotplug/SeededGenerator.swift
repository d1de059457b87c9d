import Foundation

/// The same numbers on each run: SplitMix64, whose whole state is a counter.
struct SeededGenerator: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    static let variable = "CATCHLINE_TEST_SEED"

    /// The seed is another one each time unless `CATCHLINE_TEST_SEED` says it.
    init() {
        let given = ProcessInfo.processInfo.environment[Self.variable].flatMap(UInt64.init)
        seed = given ?? .random(in: 0..<1_000_000)
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
