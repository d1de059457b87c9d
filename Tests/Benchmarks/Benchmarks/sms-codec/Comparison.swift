import Glibc

/// The codec and libgammu in turns, so that both meet the same machine; then the ratio of their medians.
struct Comparison {
    /// Enough for the processor to get used to each again.
    private static let passesPerTurn = 5

    private let name: String
    /// How many times libgammu's rate is asked for.
    private let goal: Double
    private let messageCount: Int
    private let ours: () -> Void
    private let theirs: () -> Void

    private var ourTimes: [Double] = []
    private var theirTimes: [Double] = []

    init(
        _ name: String, goal: Double, messageCount: Int, ours: @escaping () -> Void,
        theirs: @escaping () -> Void
    ) {
        self.name = name
        self.goal = goal
        self.messageCount = messageCount
        self.ours = ours
        self.theirs = theirs
    }

    var title: String { "ratio: \(name)" }

    /// One turn of each; how many times as fast ours was, in percent.
    mutating func run() -> Int {
        let (ourTime, theirTime) = (nanoseconds(ours), nanoseconds(theirs))
        ourTimes.append(ourTime)
        theirTimes.append(theirTime)
        return Int(theirTime / ourTime * 100)
    }

    /// "decode: 12.3 times the rate of libgammu (at least 7 asked for): …"
    var summary: String {
        let (our, their) = (median(ourTimes), median(theirTimes))
        let count = Double(messageCount)
        let ratio = their / our
        return """
            \(name): \(rounded(ratio)) times the rate of libgammu (at least \(rounded(goal)) asked for, \
            \(ratio >= goal ? "met" : "NOT MET")): median \(rounded(our / count)) against \
            \(rounded(their / count)) nanoseconds of processor time a message, \(messageCount) messages, \
            \(ourTimes.count) turns; allocations a message: \(rounded(Double(allocations(ours)) / count)) against \
            \(rounded(Double(allocations(theirs)) / count))
            """
    }

    /// Of a pass, in processor time: on the wall clock the slower one pays for whatever else the machine has
    /// to do.
    private func nanoseconds(_ work: () -> Void) -> Double {
        let before = processorTime()
        for _ in 0..<Self.passesPerTurn { work() }
        return (processorTime() - before) / Double(Self.passesPerTurn)
    }

    private func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    }

    private func rounded(_ value: Double) -> Double {
        (value * 100).rounded() / 100
    }
}
