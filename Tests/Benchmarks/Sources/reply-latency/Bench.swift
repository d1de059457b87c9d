import Foundation

/// A daemon on a simulated modem, both as they are shipped, in a directory of their own.
final class Bench {
    let directory: URL
    let simulator: Child
    private(set) var daemon: Child?
    private let programs: URL
    private let target: String

    /// - Parameters:
    ///   - programs: where the release build lies.
    ///   - options: for the simulated modem.
    init(programs: URL, options: [String]) throws {
        self.programs = programs
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "catchline-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        target = directory.appendingPathComponent("modem").path
        simulator = try Child(
            programs.appendingPathComponent("catchline-simulator"),
            ["--link", target, "--report-delay=-1"] + options)
        guard simulator.line(where: { $0.contains("\"ready\"") }) != nil else {
            throw Failure("no simulator")
        }
        try command([
            "setup", "--yes", "--company", "Hartley Plumbing", "--owner-name", "Dan", "--owner",
            "+447700900555",
            "--country", "GB", "--mode", "box",
        ])
        for (key, value) in [
            ("reply.delay", "0"), ("caps.hour", "100000"), ("caps.day", "100000"),
            ("caps.month", "100000"), ("caps.manual_hour", "100000"),
        ] {
            try command(["settings", "set", key, value])
        }
    }

    deinit {
        daemon?.stop()
        simulator.stop()
        try? FileManager.default.removeItem(at: directory)
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
            ["run", "--data", directory.path, "--modem", target]
                + (web ? ["--listen", "127.0.0.1:0"] : ["--no-web"]))
        self.daemon = daemon
        guard let (line, _) = daemon.line(where: { $0.hasSuffix(" ready") || $0.hasSuffix(": ready") }) else {
            throw Failure(
                "the daemon did not become ready:\n" + daemon.all(from: 0).map(\.text).joined(separator: "\n")
            )
        }
        return Double(line.at - began) / 1e6
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
