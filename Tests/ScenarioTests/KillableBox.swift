import CatchlineDaemon
import Foundation
import ModemSimulator
import Storage
import Synchronization
import Telephony

/// The daemon as the program it is, so that it can be killed, on a simulated modem that lives on in the test.
struct KillableBox {
    let simulator: RunningSimulator
    let far = FarEnd()
    let directory: DataDirectory

    init(
        profile: SimulatorProfile = .generic, simulated: SimulatorSettings = SimulatorSettings(),
        pin: String? = nil
    ) throws {
        directory = DataDirectory(NSTemporaryDirectory() + "catchline-\(UUID().uuidString.prefix(8))")
        try directory.prepare()
        let far = far
        var simulated = simulated
        // A report would settle by itself what these stories ask the store about.
        simulated.reportDelay = nil
        simulator = try RunningSimulator(
            SimulatedModem(profile: profile, settings: simulated),
            at: .pseudoTerminal(link: directory.path + "/modem")
        ) { far.received($0) }
        try directory.storePIN(pin)
        let store = try Store(path: directory.database)
        try store.changeSettings(Box.setUp, at: BoxClock.system().now())
        try store.close()
    }

    var reader: StoreReader {
        get throws { try StoreReader(path: directory.database) }
    }

    var now: Moment { BoxClock.system().now() }

    func start(dyingAt step: Checkpoint? = nil) throws -> RunningProgram {
        var environment = ProcessInfo.processInfo.environment
        environment["CATCHLINE_CRASH_AT"] = step?.rawValue
        return try RunningProgram(
            Self.program,
            ["run", "--data", directory.path, "--modem", directory.path + "/modem", "--no-web"],
            environment: environment)
    }

    func cleanUp() {
        simulator.stop()
        try? FileManager.default.removeItem(atPath: directory.path)
    }

    /// The daemon that was started as the n-th has asked everything that it asks at its start.
    func untilReady(_ start: Int = 1) async throws {
        var next = 0
        for _ in 0..<start { next = try await far.first(from: next) { $0.isLastQuestionOfStart }.next }
    }

    /// Beside the test bundle, where the build puts it.
    private static var program: URL {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appendingPathComponent("catchline")
    }
}

/// A program that was started and is waited for.
final class RunningProgram: Sendable {
    enum Exit: Equatable {
        case finished
        case killed
        case other(Int32)
    }

    private let process: Process
    private let exits: AsyncStream<Exit>

    init(_ program: URL, _ arguments: [String], environment: [String: String]) throws {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let (exits, continuation) = AsyncStream<Exit>.makeStream()
        process.terminationHandler = { ended in
            continuation.yield(Exit(ended))
            continuation.finish()
        }
        self.process = process
        self.exits = exits
        try process.run()
    }

    func terminate() {
        process.terminate()
    }

    func exit() async -> Exit? {
        for await exit in exits { return exit }
        return nil
    }
}

extension RunningProgram.Exit {
    fileprivate init(_ process: Process) {
        switch (process.terminationReason, process.terminationStatus) {
        case (.exit, 0): self = .finished
        case (.uncaughtSignal, SIGKILL): self = .killed
        case (_, let status): self = .other(status)
        }
    }
}
