import Foundation
import ModemDriver
import Testing

/// USB devices played by umockdev to the real libudev, by `Fixtures/testbed.py`.
///
/// umockdev stands before the C library of a program from its start. So these tests run in another process
/// than the others: one test starts its own program once more, for them alone.
final class Testbed {
    private static let channel = ProcessInfo.processInfo.environment["CATCHLINE_TESTBED"]
    static var isHere: Bool { channel != nil }

    /// Why there can be none; nil if there can.
    static func obstacle() async -> Comment? {
        let environment = ProcessInfo.processInfo.environment
        if environment["TSAN_OPTIONS"] != nil {
            return "umockdev and the thread sanitizer both want to stand first before the C library"
        }
        let script = "import gi; gi.require_version('UMockdev', '1.0')"
        for command in [["umockdev-wrapper", "true"], ["/usr/bin/python3", "-c", script]] {
            guard (try? await run(command, environment: environment))?.status == 0 else {
                return "needs umockdev, python3-gi and gir1.2-umockdev-1.0 (deploy/test installs them)"
            }
        }
        return nil
    }

    /// The tests of one suite in a process that sees the devices of a testbed, and nothing else.
    ///
    /// - Parameter variables: more of the environment.
    static func run(
        suite: String, variables: [String: String] = [:]
    ) async throws -> (status: Int32, output: String) {
        var program = [CommandLine.arguments[0]]
        if let index = CommandLine.arguments.firstIndex(of: "--test-bundle-path") {
            program += CommandLine.arguments[index...].prefix(2)
        }
        if let bundle = CommandLine.arguments.last, bundle.hasSuffix(".xctest") { program.append(bundle) }
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/testbed.py").path
        let arguments = ["--filter", suite, "--testing-library", "swift-testing"]
        return try await run(
            ["umockdev-wrapper", "/usr/bin/python3", script] + program + arguments,
            environment: ProcessInfo.processInfo.environment.merging(variables) { $1 })
    }

    /// What the command writes goes to a file: the end of a pipe would wait for everybody who has got hold of
    /// it, and block a thread that the other tests need.
    static func run(
        _ command: [String], environment: [String: String]
    ) async throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "catchline-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data().write(to: file)
        let process = Process()
        let output = try FileHandle(forWritingTo: file)
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        let (ends, continuation) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { continuation.yield($0.terminationStatus) }
        try process.run()
        var iterator = ends.makeAsyncIterator()
        let status = await iterator.next(isolation: #isolation)
        if status == nil { process.terminate() }
        return (status ?? -1, String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    // MARK: In that process

    struct Stick {
        var id: String
        var serial = "0123456789ABCDEF"
        /// The ttys that answer, by interface number; the others are silent.
        var answering: [Int: String] = [:]
        var interfaces: [Int]
    }

    private let answers: FileHandle
    private let requests: FileHandle
    private(set) var sockets: [String: [String]] = [:]

    init() throws {
        let descriptors = try #require(Self.channel).split(separator: ",").compactMap { Int32($0) }
        answers = FileHandle(fileDescriptor: try #require(descriptors.first))
        requests = FileHandle(fileDescriptor: try #require(descriptors.last))
    }

    deinit {
        for socket in Array(sockets.keys) { try? pullOut(socket) }
    }

    /// The ttys get the names given, or the first that are free.
    func plug(_ stick: Stick, into socket: String, as names: [String]? = nil) throws {
        let names = names ?? freeNames(stick.interfaces.count)
        let ttys = zip(names, stick.interfaces).map { name, interface in
            "\(name):\(interface)" + (stick.answering[interface].map { "=\($0)" } ?? "")
        }
        sockets[socket] = names
        try ask((["add", socket, stick.id, stick.serial] + ttys).joined(separator: " "))
    }

    func pullOut(_ socket: String) throws {
        sockets[socket] = nil
        try ask("remove \(socket)")
    }

    func nodes(in socket: String) -> [String] { sockets[socket]?.map { "/dev/\($0)" } ?? [] }

    func freeNames(_ count: Int) -> [String] {
        let taken = Set(sockets.values.joined())
        return Array((0..<100).lazy.map { "ttyUSB\($0)" }.filter { !taken.contains($0) }.prefix(count))
    }

    private func ask(_ request: String) throws {
        try requests.write(contentsOf: Data("\(request)\n".utf8))
        // Without a testbed there is nothing to wait for.
        try #require(try answers.read(upToCount: 3) == Data("ok\n".utf8))
    }
}
