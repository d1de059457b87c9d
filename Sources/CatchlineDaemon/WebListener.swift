import Logging
import ModemDriver
import NIOCore
import ServiceLifecycle
import WebInbox

/// The web server on the network. That its address is taken is said and waited out: calls go on meanwhile.
struct WebListener: Service {
    let address: ListenAddress
    let api: InboxAPI
    let group: any EventLoopGroup
    let clock: MonotonicClock
    let logger: Logger

    private static let retryInterval = Duration.seconds(10)

    func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await server.run()
                return
            } catch {
                logger.warning(
                    "Cannot listen on \(address): \(error). Trying again every \(Self.retryInterval).")
                try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.retryInterval) }
            }
        }
    }

    private var server: InboxServer {
        InboxServer(
            api, at: .network(host: address.host, port: address.port), group: group,
            logger: logger.quiet
        ) {
            logger.notice("Web server on http://\(address)")
        }
    }
}
