import Foundation

/// A daemon on simulated modems, all as they are shipped, in a directory of their own.
final class Bench {
    let directory: URL
    let simulators: [Child]
    private(set) var daemon: Child?
    private let programs: URL
    private let targets: [String]

    /// The only one, or the first.
    var simulator: Child { simulators[0] }

    /// - Parameters:
    ///   - programs: where the release build lies.
    ///   - options: for the simulated modems.
    init(programs: URL, options: [String], modems: Int = 1) throws {
        self.programs = programs
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "catchline-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let directory = directory
        targets = (0..<modems).map { directory.appendingPathComponent("modem\($0)").path }
        simulators = try targets.enumerated().map { index, target in
            try Child(
                programs.appendingPathComponent("catchline-simulator"),
                ["--link", target, "--report-delay=-1"] + Self.identity(index) + options)
        }
        for simulator in simulators where simulator.line(where: { $0.contains("\"ready\"") }) == nil {
            throw Failure("no simulator")
        }
        try command([
            "setup", "--yes", "--company", "Hartley Plumbing", "--owner-name", "Dan", "--owner",
            "+447700900555",
            "--country", "GB", "--mode", "box",
        ])
        for (key, value) in [
            ("reply.delay", "0"), ("caps.hour", "100000"), ("caps.day", "100000"),
            ("caps.month", "100000"), ("caps.manual_hour", "100000"), ("guards.adjacent", "0"),
            ("guards.new_callers", "0"),
        ] {
            try command(["settings", "set", key, value])
        }
    }

    deinit {
        daemon?.stop()
        for simulator in simulators { simulator.stop() }
        try? FileManager.default.removeItem(at: directory)
    }

    /// Each modem and each SIM is another one.
    private static func identity(_ index: Int) -> [String] {
        let number = String(index + 10)
        return [
            "--imei", "4901542032375\(number)", "--iccid", "89441100682562700\(number)",
            "--imsi", "2343000000000\(number)",
        ]
    }

    @discardableResult
    func command(_ arguments: [String]) throws -> String {
        try output(of: programs.appendingPathComponent("catchline"), ["--data", directory.path] + arguments)
    }

    /// Starts the daemon and returns how long it took until its modem was ready, in milliseconds.
    func start(web: Bool = false) throws -> Double {
        let began = DispatchTime.now().uptimeNanoseconds
        let daemon = try Child(
            programs.appendingPathComponent("catchline"),
            ["run", "--data", directory.path] + targets.flatMap { ["--modem", $0] }
                + (web ? ["--listen", "127.0.0.1:0"] : ["--no-web"]))
        self.daemon = daemon
        var (next, at) = (0, began)
        for _ in targets {
            guard
                let (line, after) = daemon.line(
                    from: next, where: { $0.hasSuffix(" ready") || $0.hasSuffix(": ready") })
            else {
                throw Failure(
                    "the daemon did not become ready:\n"
                        + daemon.all(from: 0).map(\.text).joined(separator: "\n"))
            }
            (next, at) = (after, line.at)
        }
        return Double(at - began) / 1e6
    }

    /// Starts the daemon, and waits until all that belongs to the start is over: a command that is still under way
    /// would be in the way of the first that is measured.
    func startAndSettle(web: Bool = false) throws {
        _ = try start(web: web)
        settle()
    }

    /// Waits until no modem has been asked anything for a while.
    func settle() {
        for simulator in simulators {
            var count = simulator.count
            while let (_, next) = simulator.line(from: count, within: 1.5, where: { _ in true }) {
                count = next
            }
        }
    }

    func stop() {
        daemon?.stop()
        daemon = nil
    }

    /// Milliseconds between two lines of the simulator, the second after the first.
    func time(from first: (String) -> Bool, to second: (String) -> Bool, after start: Int) -> Double? {
        guard let (begin, next) = simulator.line(from: start, where: first),
            let (end, _) = simulator.line(from: next, where: second)
        else { return nil }
        return Double(end.at - begin.at) / 1e6
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
