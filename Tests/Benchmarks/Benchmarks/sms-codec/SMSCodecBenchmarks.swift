import Benchmark

/// The codec against libgammu over the vectors of the tests, on one thread:
///
///     swift package --package-path Tests/Benchmarks benchmark
///
/// The last benchmark runs both in turns and says in words how they compare. Needs Debian's libgammu-dev.
let benchmarks: @Sendable () -> Void = {
    guard let passes = try? Passes() else { fatalError("the vectors of the tests cannot be read") }
    let faster = BenchmarkMetric.custom(
        "Times libgammu's rate (%)", polarity: .prefersLarger, useScalingFactor: false)
    let allocated = BenchmarkMetric.custom(
        "Allocations of 100 messages", polarity: .prefersSmaller, useScalingFactor: false)

    func measure(_ name: String, _ messageCount: Int, _ work: @escaping () -> Void) {
        Benchmark(
            name,
            configuration: .init(
                metrics: [.wallClock, .throughput, allocated], warmupIterations: 10, maxDuration: .seconds(2))
        ) { benchmark in
            benchmark.startMeasurement()
            work()
            benchmark.stopMeasurement()
            benchmark.measurement(allocated, allocations(work) * 100 / messageCount)
        }
    }

    measure("decode all, Catchline", passes.decodedCount, passes.decode)
    measure("decode all, libgammu", passes.decodedCount, passes.decodeByGammu)
    measure("encode all, Catchline", passes.encodedCount, passes.encode)
    measure("encode all, libgammu", passes.encodedCount, passes.encodeByGammu)

    func compare(_ comparison: Comparison) {
        var comparison = comparison
        Benchmark(
            comparison.title,
            configuration: .init(metrics: [faster], warmupIterations: 10, maxDuration: .seconds(5)),
            closure: { benchmark in benchmark.measurement(faster, comparison.run()) },
            teardown: { print("\n" + comparison.summary) })
    }

    compare(
        Comparison(
            "decode", goal: 7, messageCount: passes.decodedCount, ours: passes.decode,
            theirs: passes.decodeByGammu))
    compare(
        Comparison(
            "encode", goal: 4, messageCount: passes.encodedCount, ours: passes.encode,
            theirs: passes.encodeByGammu))
}
