import Foundation

/// What the kernel tells of a process.
struct ProcessReading {
    /// How often a thread of it has waited.
    var switches = 0
    var written = 0
    /// KB
    var resident = 0
    /// KB
    var anonymous = 0
    var processorSeconds = 0.0

    init(_ pid: Int32) {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        for task in tasks {
            switches += Self.number(
                after: "\nvoluntary_ctxt_switches:", in: "/proc/\(pid)/task/\(task)/status")
        }
        written = Self.number(after: "\nwrite_bytes:", in: "/proc/\(pid)/io")
        resident = Self.number(after: "\nRss:", in: "/proc/\(pid)/smaps_rollup")
        anonymous = Self.number(after: "\nAnonymous:", in: "/proc/\(pid)/smaps_rollup")
        processorSeconds = Self.processorSeconds(pid)
    }

    /// utime and stime, the 14th and 15th field of proc(5)'s stat, in ticks.
    private static func processorSeconds(_ pid: Int32) -> Double {
        guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let name = text.lastIndex(of: ")")
        else { return 0 }
        let fields = text[name...].split(separator: " ").dropFirst(12).prefix(2).compactMap { Double($0) }
        return fields.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func number(after label: String, in path: String) -> Int {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let range = text.range(of: label)
        else { return 0 }
        return Int(text[range.upperBound...].drop { $0.isWhitespace }.prefix { $0.isNumber }) ?? 0
    }
}
