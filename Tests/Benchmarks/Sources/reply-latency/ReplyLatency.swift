import Foundation

/// Measures what a caller and an owner feel, on the release build against the simulated modem.
///
///     swift run --package-path Tests/Benchmarks -c release reply-latency --help
@main
struct ReplyLatency {
    static func main() {
        do {
            try measure(CommandLine.arguments)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }

    private static func measure(_ arguments: [String]) throws {
        let options = try Options(arguments.dropFirst())
        guard !options.wantsHelp else { return print(Options.usage) }
        let (programs, rounds) = (options.programs, options.rounds)
        switch options.subject {
        case .replies: try replies(programs, rounds: rounds ?? 30)
        case .idle(let minutes): try Idle.measure(programs: programs, minutes: minutes)
        case .recovery: try Recovery.measure(programs: programs, rounds: rounds ?? 9)
        case .fleet: try Fleet.measure(programs: programs, rounds: rounds ?? 100)
        }
    }

    private static func replies(_ programs: URL, rounds: Int) throws {
        try startToReady(programs, rounds: min(rounds, 15))
        try endOfCall(programs, rounds: rounds)
        try textIn(programs, rounds: rounds)
        try queued(programs, rounds: rounds)
        try throughputOut(programs, count: 300)
        try throughputIn(programs, count: 300)
    }

    private static func startToReady(_ programs: URL, rounds: Int) throws {
        let bench = try Bench(programs: programs, options: [])
        let times = try (0..<rounds).map { _ in
            defer { bench.stop() }
            return try bench.start()
        }
        print(Figures(times).printed("start to ready", unit: "ms"))
    }

    /// Counted from the moment at which the modem begins to print its first end line, which takes 1 to 2 ms at 115,200
    /// bits a second.
    private static func endOfCall(_ programs: URL, rounds: Int) throws {
        for profile in ["generic", "huawei", "simcom4g", "quectel"] {
            let bench = try Bench(programs: programs, options: ["--profile", profile])
            try bench.startAndSettle()
            let times = (0..<rounds).compactMap { round -> Double? in
                let start = bench.simulator.count
                bench.simulator.write("ring +4477009\(String(20_000 + round * 137)) 2 every 0.4")
                return bench.time(
                    from: { $0.contains("\"call_ended\"") }, to: { $0.contains("\"AT+CMGS=") }, after: start)
            }
            print(Figures(times).printed("end of call to AT+CMGS, \(profile)", unit: "ms"))
        }
    }

    /// The modem sees the second AT+CMGR only after the text was committed, so this is an upper bound.
    private static func textIn(_ programs: URL, rounds: Int) throws {
        let bench = try Bench(programs: programs, options: [])
        try bench.startAndSettle()
        let times = (0..<rounds).compactMap { round -> Double? in
            let start = bench.simulator.count
            bench.simulator.write("text +447700900311 Boiler keeps losing pressure, number \(round)")
            guard
                let (stored, next) = bench.simulator.line(
                    from: start, where: { $0.contains("\"text_stored\"") }),
                let (_, second) = bench.simulator.line(from: next, where: { $0.contains("\"AT+CMGR=") }),
                let (again, _) = bench.simulator.line(from: second, where: { $0.contains("\"AT+CMGR=") })
            else { return nil }
            _ = bench.simulator.line(from: second, where: { $0.contains("\"text_deleted\"") })
            return Double(again.at - stored.at) / 1e6
        }
        print(Figures(times).printed("text stored on the SIM to committed, at most", unit: "ms"))
    }

    /// Counted from the first octet of the request, so with the API's own work before the row is committed.
    private static func queued(_ programs: URL, rounds: Int) throws {
        let bench = try Bench(programs: programs, options: [])
        try bench.startAndSettle()
        let times = try (0..<rounds).compactMap { round -> Double? in
            let start = bench.simulator.count
            let began = try ControlSocket.send(
                "On my way", to: "+4477009\(40_000 + round)", at: bench.directory.path + "/catchline.sock")
            guard let (line, next) = bench.simulator.line(from: start, where: { $0.contains("\"AT+CMGS=") })
            else {
                return nil
            }
            _ = bench.simulator.line(from: next, where: { $0.contains("\"text_sent\"") })
            return Double(line.at - began) / 1e6
        }
        print(Figures(times).printed("request to send to AT+CMGS", unit: "ms"))
    }

    private static func throughputOut(_ programs: URL, count: Int) throws {
        let bench = try Bench(programs: programs, options: ["--latency", "0", "--baud", "0"])
        try bench.startAndSettle()
        bench.simulator.write("unplug")
        _ = bench.simulator.line(where: { $0.contains("\"unplugged\"") })
        for index in 0..<count {
            _ = try ControlSocket.send(
                "Number \(index)", to: "+4477009\(60_000 + index)",
                at: bench.directory.path + "/catchline.sock")
        }
        let start = bench.simulator.count
        bench.simulator.write("replug")
        let times = sentTimes(bench, count, from: start)
        print("throughput out: \(rate(times)) a second (n \(times.count))")
    }

    private static func sentTimes(_ bench: Bench, _ count: Int, from start: Int) -> [UInt64] {
        var (next, times) = (start, [UInt64]())
        while times.count < count,
            let (line, after) = bench.simulator.line(from: next, where: { $0.contains("\"part_sent\"") })
        {
            times.append(line.at)
            next = after
        }
        return times
    }

    private static func throughputIn(_ programs: URL, count: Int) throws {
        let bench = try Bench(programs: programs, options: ["--latency", "0", "--baud", "0"])
        try bench.startAndSettle()
        let start = bench.simulator.count
        for index in 0..<count {
            bench.simulator.write("text +4477009\(String(80_000 + index)) Number \(index)")
        }
        var (next, times) = (start, [UInt64]())
        while times.count < count,
            let (line, after) = bench.simulator.line(from: next, where: { $0.contains("\"text_deleted\"") })
        {
            times.append(line.at)
            next = after
        }
        print("throughput in: \(rate(times)) a second (n \(times.count))")
    }

    private static func rate(_ times: [UInt64]) -> Double {
        guard let first = times.first, let last = times.last, last > first else { return 0 }
        return (Double(times.count - 1) / (Double(last - first) / 1e9) * 10).rounded() / 10
    }
}
