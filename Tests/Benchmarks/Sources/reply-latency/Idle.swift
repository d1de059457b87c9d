import Foundation

/// What a box costs while nobody rings: AT lines, wake-ups, octets written, memory.
enum Idle {
    static func measure(programs: URL, minutes: Double) throws {
        let bench = try Bench(programs: programs, options: [])
        _ = try bench.start(web: true)
        guard let pid = bench.daemon?.pid else { return }
        // What belongs to the start is over by then.
        wait(seconds: 20)
        let (lines, before) = (bench.simulator.count, Reading(pid))
        wait(seconds: minutes * 60)
        let after = Reading(pid)
        let commands = bench.simulator.all(from: lines).filter { $0.text.contains("\"command\"") }.count
        print("idle for \(minutes) minutes:")
        print("  AT lines a minute: \(Double(commands) / minutes)")
        print("  wake-ups a minute: \(Double(after.switches - before.switches) / minutes)")
        print("  octets written: \(after.written - before.written)")
        print("  resident \(after.resident) KB, anonymous \(after.anonymous) KB")
    }

    private static func wait(seconds: Double) {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + seconds)
    }

    private struct Reading {
        var switches = 0
        var written = 0
        var resident = 0
        var anonymous = 0

        init(_ pid: Int32) {
            let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
            for task in tasks {
                switches += Self.number(
                    after: "\nvoluntary_ctxt_switches:", in: "/proc/\(pid)/task/\(task)/status")
            }
            written = Self.number(after: "\nwrite_bytes:", in: "/proc/\(pid)/io")
            resident = Self.number(after: "\nRss:", in: "/proc/\(pid)/smaps_rollup")
            anonymous = Self.number(after: "\nAnonymous:", in: "/proc/\(pid)/smaps_rollup")
        }

        private static func number(after label: String, in path: String) -> Int {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8),
                let range = text.range(of: label)
            else { return 0 }
            return Int(text[range.upperBound...].drop { $0.isWhitespace }.prefix { $0.isNumber }) ?? 0
        }
    }
}
