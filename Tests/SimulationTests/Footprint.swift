import Foundation

/// What this process takes of the machine.
struct Footprint: Hashable, Sendable {
    /// KiB in memory.
    var resident: Int
    var descriptors: Int
    /// Octets that were handed to write(2) and its kin since the start.
    var written: Int

    static func now() -> Footprint {
        Footprint(
            resident: number(in: "/proc/self/status", after: "VmRSS:"),
            descriptors: (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0,
            written: number(in: "/proc/self/io", after: "wchar:"))
    }

    private static func number(in path: String, after name: String) -> Int {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) })
        else { return 0 }
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

/// The footprints of days, one after the other.
struct Growth {
    var days: [Footprint] = []

    private var middle: ArraySlice<Footprint> { days[(days.count / 3)..<(days.count * 2 / 3)] }
    private var last: ArraySlice<Footprint> { days[(days.count * 2 / 3)...] }

    /// KiB a week, from the second third to the last: the first is for filling caches.
    var memory: Int {
        guard !middle.isEmpty, !last.isEmpty else { return 0 }
        let growth =
            last.map(\.resident).reduce(0, +) / last.count - middle.map(\.resident).reduce(0, +)
            / middle.count
        return growth * 7 / max(1, days.count / 3)
    }

    var descriptors: Int {
        (last.map(\.descriptors).max() ?? 0) - (middle.map(\.descriptors).max() ?? 0)
    }
}
