import Glibc
import Logging
import ModemDriver
import NIOCore
import ServiceLifecycle
import WebInbox

/// The control socket. On a disk that takes no file it cannot be made; it is tried again, and calls go on meanwhile.
struct ControlListener: Service {
    let path: String
    let api: InboxAPI
    let group: any EventLoopGroup
    let clock: MonotonicClock
    let logger: Logger
    /// Called once, as soon as calls can be recorded and, where the disk permits, commands are heard.
    let onReady: @Sendable () async -> Void

    private static let retryInterval = Duration.seconds(2)

    func run() async throws {
        var isReady = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            // One that a killed daemon left behind; the lock says that nobody serves it.
            unlink(path)
            do {
                try await server(isFirst: !isReady).run()
                return
            } catch {
                guard hasDiskTrouble else { throw error }
                if !isReady {
                    logger.error("Cannot make \(path): \(error). No command is heard until the disk is well.")
                    await onReady()
                }
                isReady = true
            }
            try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.retryInterval) }
        }
    }

    private func server(isFirst: Bool) -> InboxServer {
        let onReady = onReady
        return InboxServer(api, at: .socket(path: path), group: group, logger: logger.quiet) {
            if isFirst { await onReady() }
        }
    }

    /// Whether no other file could be made there either.
    private var hasDiskTrouble: Bool {
        let probe = path + ".new"
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return true }
        close(descriptor)
        unlink(probe)
        return false
    }
}
