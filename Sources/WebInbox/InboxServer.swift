import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
package import NIOCore
import ServiceLifecycle

/// Serves a router at one address: the control socket, or the network.
///
/// Hummingbird's `Application` wakes once a second to keep its date. A box that serves two addresses and is asked
/// something once an hour has no use for that: here an answer is dated when it is given.
package struct InboxServer: Service {
    package enum Address: Hashable, Sendable {
        /// The control socket: whoever may open the file may ask everything.
        case socket(path: String)
        /// Anybody: without a login only whether the box is well.
        case network(host: String, port: Int)
    }

    private let address: Address
    private let responder: RouterResponder<APIContext>
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onRunning: @Sendable () async -> Void

    /// RFC 9110 §5.6.7: `Sat, 21 Nov 2026 08:49:37 GMT`
    private static let dateStyle = Date.VerbatimFormatStyle(
        format: """
            \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .padded(4)) \
            \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\
            \(second: .twoDigits) GMT
            """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt, calendar: Calendar(identifier: .gregorian))

    package init(
        _ api: InboxAPI, at address: Address, group: any EventLoopGroup, logger: Logger,
        onRunning: @escaping @Sendable () async -> Void = {}
    ) {
        self.address = address
        responder =
            switch address {
            case .socket: api.router().buildResponder()
            case .network: api.healthRouter().buildResponder()
            }
        self.group = group
        self.logger = logger
        self.onRunning = onRunning
    }

    package func run() async throws {
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: bindAddress, availableConnectionsDelegate: nil),
            eventLoopGroup: group, logger: logger
        ) { request, writer, channel in
            var response = await answer(request, channel: channel)
            response.headers[.date] = Date.now.formatted(Self.dateStyle)
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { _ in
            await onRunning()
        }
        try await server.run()
    }

    private var bindAddress: BindAddress {
        switch address {
        case .socket(let path): .unixDomainSocket(path: path)
        case .network(let host, let port): .hostname(host, port: port)
        }
    }

    private func answer(_ request: Request, channel: any Channel) async -> Response {
        let context = APIContext(source: ApplicationRequestContextSource(channel: channel, logger: logger))
        do {
            return try await responder.respond(to: request, context: context)
        } catch {
            logger.error("A request failed without an answer of its own: \(error)")
            return Response(status: .internalServerError)
        }
    }
}
