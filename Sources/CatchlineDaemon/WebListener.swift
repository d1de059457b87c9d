import Logging
import ModemDriver
import NIOCore
import ServiceLifecycle
import Synchronization
import WebInbox

/// The web server on the network. That its address is taken is said and waited out: calls go on meanwhile.
struct WebListener: Service {
    let address: ListenAddress
    let api: InboxAPI
    let group: any EventLoopGroup
    let clock: MonotonicClock
    let logger: Logger
    let standing: WebStanding

    private static let retryInterval = Duration.seconds(10)

    func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                try await server.run()
                return
            } catch {
                standing.state = .waiting(address: "\(address)", reason: "\(error)")
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
            standing.state = .listening(address: "\(address)")
            logger.notice("Web server on http://\(address)")
        }
    }
}

/// How the web server fares, for those who ask.
final class WebStanding: Sendable {
    private let stored = Mutex(WebState.off)

    var state: WebState {
        get { stored.withLock { $0 } }
        set { stored.withLock { $0 = newValue } }
    }
}
