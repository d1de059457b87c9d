import Foundation

/// Many modems in one process beside one alone: calls and texts recorded, items a second, what an item costs, and the
/// memory of a further modem.
enum Fleet {
    private static let modems = 16

    private struct Outcome {
        var seconds: Double
        var processorSeconds: Double
        var anonymous: Int
        var calls: Int
        var texts: Int
        var items: Int { calls + texts }
        var rate: Double { Double(items) / seconds }
    }

    /// - Parameter rounds: calls of each modem, and texts.
    static func measure(programs: URL, rounds: Int) throws {
        let one = try run(programs, modems: 1, rounds: rounds)
        show("1 modem", one, wanted: rounds)
        let many = try run(programs, modems: modems, rounds: rounds)
        show("\(modems) modems", many, wanted: modems * rounds)
        print("  throughput: \(rounded(many.rate / one.rate)) times that of one modem")
        let core = many.processorSeconds / many.seconds
        print("  the daemon takes \(rounded(core)) of a core\(core > 0.9 ? ": a core is full" : "")")
        print("  a further modem: \((many.anonymous - one.anonymous) / (modems - 1)) KB")
    }

    private static func show(_ name: String, _ outcome: Outcome, wanted: Int) {
        print("\(name): \(outcome.calls) of \(wanted) calls and \(outcome.texts) of \(wanted) texts recorded")
        print(
            "  \(rounded(outcome.rate)) items a second, \(rounded(outcome.processorSeconds * 1000 / Double(max(1, outcome.items)))) ms of processor time each"
        )
        print("  anonymous memory \(outcome.anonymous) KB")
    }

    private static func run(_ programs: URL, modems: Int, rounds: Int) throws -> Outcome {
        let bench = try Bench(programs: programs, options: [], modems: modems)
        try bench.startAndSettle()
        guard let pid = bench.daemon?.pid else { throw Failure("no daemon") }
        let (began, before) = (DispatchTime.now().uptimeNanoseconds, ProcessReading(pid))
        let lost = Results()
        let threads = bench.simulators.enumerated().map { index, simulator in
            Threads.start {
                for round in 0..<rounds where !item(simulator, modem: index, round: round) { lost.add(1) }
            }
        }
        for thread in threads { thread.wait() }
        let ended = DispatchTime.now().uptimeNanoseconds
        let after = ProcessReading(pid)
        if !lost.all.isEmpty { print("  \(lost.all.count) rounds had no end") }
        return Outcome(
            seconds: Double(ended - began) / 1e9,
            processorSeconds: after.processorSeconds - before.processorSeconds, anonymous: after.anonymous,
            calls: try lines(bench, ["calls"]), texts: try lines(bench, ["messages", "--in"]))
    }

    /// A call of one ring, its text, and a text of somebody: until the SIM is empty again.
    private static func item(_ simulator: Child, modem: Int, round: Int) -> Bool {
        let number = "+44770\(1_000_000 + modem * 10_000 + round * 7)"
        let start = simulator.count
        simulator.write("ring \(number) 1 every 0.2")
        guard let (_, sent) = simulator.line(from: start, within: 60, where: { $0.contains("\"text_sent\"") })
        else { return false }
        simulator.write("text \(number) Boiler keeps losing pressure, number \(round)")
        return simulator.line(from: sent, within: 60, where: { $0.contains("\"text_deleted\"") }) != nil
    }

    private static func lines(_ bench: Bench, _ command: [String]) throws -> Int {
        try bench.command(command + ["--json"]).split(separator: "\n").count
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
