import Foundation
import Logging
import ModemDriver
import ModemSimulator

/// Starts a Catchline as the command line asks for it.
package enum DaemonRunner {
    /// Runs until it is told to stop.
    package static func run(_ options: RunOptions) async throws {
        let configuration = try options.configuration()
        let directory = DataDirectory(options.dataDirectory)
        try directory.prepare()
        let lock = try directory.takeLock()
        defer { withExtendedLifetime(lock) {} }
        let logger = makeLogger(level: configuration.logLevel)
        let targets = try SimulatedTargets(configuration.modems)
        defer { targets.stop() }
        let environment = ProcessInfo.processInfo.environment
        let daemon = try Daemon(
            directory: directory, configuration: configuration, targets: targets.modems, clock: .system(),
            environment: environment, logger: logger, checkpoint: Checkpoint.killing(environment: environment)
        )
        try await daemon.run {
            logger.notice("Catchline \(Release.version) with \(directory.path)")
        }
    }

    static func makeLogger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "catchline") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

extension Checkpoint {
    /// Dies by SIGKILL at the step that `CATCHLINE_CRASH_AT` names, the n-th time with `STEP:n`: the tests that prove
    /// what a crash leaves behind ask for it. Without it the steps pass unseen.
    static func killing(environment: [String: String]) -> @Sendable (Checkpoint) -> Void {
        guard let order = environment["CATCHLINE_CRASH_AT"] else { return { _ in } }
        let parts = order.split(separator: ":")
        let count = CrashCount(parts.dropFirst().first.flatMap { Int($0) } ?? 1)
        let step = parts.first.flatMap { Checkpoint(rawValue: String($0)) }
        return { passed in
            if passed == step, count.isLast() { kill(getpid(), SIGKILL) }
        }
    }
}
