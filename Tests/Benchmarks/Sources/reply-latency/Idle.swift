import Foundation

/// What a box costs while nobody rings: AT lines, wake-ups, octets written, memory.
enum Idle {
    static func measure(programs: URL, minutes: Double) throws {
        let bench = try Bench(programs: programs, options: [])
        try bench.startAndSettle(web: true)
        guard let pid = bench.daemon?.pid else { return }
        // What belongs to the start is over by then.
        Threads.pause(seconds: 20)
        let (lines, before) = (bench.simulator.count, ProcessReading(pid))
        Threads.pause(seconds: minutes * 60)
        let after = ProcessReading(pid)
        let commands = bench.simulator.all(from: lines).filter { $0.text.contains("\"command\"") }.count
        print("idle for \(minutes) minutes:")
        print("  AT lines a minute: \(Double(commands) / minutes)")
        print("  wake-ups a minute: \(Double(after.switches - before.switches) / minutes)")
        print("  octets written: \(after.written - before.written)")
        print("  resident \(after.resident) KB, anonymous \(after.anonymous) KB")
    }
}
