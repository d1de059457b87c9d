import Foundation

/// How soon a modem is in service again that hung, restarted or was unplugged: until the AT+CMGS of a text that waits.
enum Recovery {
    private static let hang = 20.0

    /// The rounds of a kind go on at once, on boxes of their own: they wait most of the time.
    static func measure(programs: URL, rounds: Int) throws {
        try print(
            "hang of \(Int(hang)) s, from the modem answering again", programs, rounds,
            options: ["--profile", "generic"], afterHang)
        for profile in ["simcom2g", "simcom4g", "quectel"] {
            try print(
                "restart, from the boot line, \(profile)", programs, rounds, options: ["--profile", profile],
                afterRestart)
        }
        try print(
            "unplug and replug, from the tty", programs, rounds,
            options: ["--profile", "generic", "--boot-time", "0"], afterReplug)
    }

    private static func print(
        _ name: String, _ programs: URL, _ rounds: Int, options: [String],
        _ round: @escaping @Sendable (Bench) -> Double?
    ) throws {
        let times = Results()
        let threads = (0..<rounds).map { index in
            Threads.start {
                guard let bench = try? Bench(programs: programs, options: options) else { return }
                guard (try? bench.startAndSettle()) != nil else { return }
                // Not all at the same moment of the daemon's own rhythm.
                Threads.pause(seconds: Double(index) * 0.7)
                if let time = round(bench) { times.add(time) }
            }
        }
        for thread in threads { thread.wait() }
        Swift.print(Figures(times.all).printed(name, unit: "ms"))
    }

    private static func afterHang(_ bench: Bench) -> Double? {
        let start = bench.simulator.count
        bench.simulator.write("fault hang \(hang)")
        let began = DispatchTime.now().uptimeNanoseconds
        queueText(bench)
        // The simulated modem tells of no command that it does not hear.
        return bench.milliseconds(to: isSubmission, from: start, after: began + UInt64(hang * 1e9))
    }

    private static func afterRestart(_ bench: Bench) -> Double? {
        let start = bench.simulator.count
        bench.simulator.write("fault reboot")
        guard
            let (restart, next) = bench.simulator.line(from: start, where: { $0.contains("\"restarted\"") })
        else { return nil }
        queueText(bench)
        // The boot lines come a second after that.
        return bench.milliseconds(to: isSubmission, from: next, after: restart.at + 1_000_000_000)
    }

    private static func afterReplug(_ bench: Bench) -> Double? {
        let start = bench.simulator.count
        bench.simulator.write("unplug")
        guard bench.simulator.line(from: start, where: { $0.contains("\"unplugged\"") }) != nil else {
            return nil
        }
        queueText(bench)
        Threads.pause(seconds: 3)
        bench.simulator.write("replug")
        guard let (replug, next) = bench.simulator.line(from: start, where: { $0.contains("\"replugged\"") })
        else { return nil }
        return bench.milliseconds(to: isSubmission, from: next, after: replug.at)
    }

    private static func isSubmission(_ line: String) -> Bool { line.contains("\"AT+CMGS=") }

    private static func queueText(_ bench: Bench) {
        _ = try? ControlSocket.send(
            "On my way", to: "+447700900311", at: bench.directory.path + "/catchline.sock")
    }
}

extension Bench {
    /// From a moment to the first such line of the simulator behind it; nil after two minutes.
    fileprivate func milliseconds(
        to fits: (String) -> Bool, from start: Int, after moment: UInt64
    ) -> Double? {
        var next = start
        while let (line, after) = simulator.line(from: next, within: 120, where: fits) {
            if line.at >= moment { return Double(line.at - moment) / 1e6 }
            next = after
        }
        return nil
    }
}
