import Foundation

@testable import CatchlineDaemon

/// The same numbers on each run.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    let seed: UInt64
    private var numbers: SplitMix64

    static let variable = "CATCHLINE_TEST_SEED"

    /// `CATCHLINE_TEST_SEED`, if it says one.
    static let given = ProcessInfo.processInfo.environment[variable].flatMap(UInt64.init)

    init(seed: UInt64) {
        self.seed = seed
        numbers = SplitMix64(seed: seed)
    }

    mutating func next() -> UInt64 {
        numbers.next()
    }

    /// One of so many.
    mutating func isOne(of count: Int) -> Bool {
        Int.random(in: 0..<count, using: &self) == 0
    }

    mutating func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }

    /// Whole milliseconds: a trace is easier to read with them.
    mutating func time(in range: ClosedRange<Duration>) -> Duration {
        .milliseconds(
            Int64.random(in: range.lowerBound.inMilliseconds...range.upperBound.inMilliseconds, using: &self))
    }
}

extension Duration {
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

    var inMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
