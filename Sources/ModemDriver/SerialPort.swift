package import NIOCore
package import NIOPosix

/// How a serial line is set.
package struct SerialSettings: Hashable, Sendable {
    /// Bits a second. USB modems take any; the rate matters on a real wire.
    package var speed = 115_200
    package var hardwareFlowControl = false
    /// How long written octets may stay unsent before the port is given up.
    package var writeDeadline: Duration = .seconds(10)
    /// How long a connection over TCP may take.
    package var connectTimeout: Duration = .seconds(10)

    package init() {}
}

/// A port to a modem: the one place that knows how octets move.
///
/// The far end of a tty that vanishes, be it a USB stick pulled out or a pseudo-terminal closed, ends the
/// inbound octets; there is no error and no other sign.
package struct SerialPort: Sendable {
    package enum Address: Hashable, Sendable {
        case path(String)
        case tcp(host: String, port: Int)
    }

    package typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>
    private typealias Channel = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    private let address: Address
    private let settings: SerialSettings
    private let group: MultiThreadedEventLoopGroup

    package init(address: Address, settings: SerialSettings, group: MultiThreadedEventLoopGroup) {
        self.address = address
        self.settings = settings
        self.group = group
    }

    /// Opens the port, and has it closed again when `body` returns or the task is cancelled.
    package func withConnection(
        _ body: @Sendable (Inbound, SerialConnection) async -> Void
    ) async throws(SerialPortError) {
        switch address {
        case .path(let path): try await withTTY(path, body)
        case .tcp(let host, let port): try await withSocket(host: host, port: port, body)
        }
    }

    private func withTTY(
        _ path: String, _ body: @Sendable (Inbound, SerialConnection) async -> Void
    ) async throws(SerialPortError) {
        let settings = settings
        let opening = await BlockingThread.run {
            Result { () throws(SerialPortError) in try OpenTTY(path: path, settings: settings) }
        } abandoned: { late in
            if case .success(let tty) = late { tty.closeUnused() }
        }
        guard let tty = try opening?.get() else { return }
        do {
            let channel = try await adopt(tty)
            await use(channel, body)
        } catch {
            await BlockingThread.finish(within: Self.closeLimit, on: group.any()) { tty.closeUnused() }
            throw .unreachable("\(error)")
        }
        await BlockingThread.finish(within: Self.closeLimit, on: group.any()) { tty.close() }
    }

    /// A close(2) that takes longer is left to itself.
    private static let closeLimit = TimeAmount.seconds(2)

    private func adopt(_ tty: OpenTTY) async throws -> Channel {
        let configure = configure
        return try await NIOPipeBootstrap(group: group)
            .takingOwnershipOfDescriptor(inputOutput: tty.descriptor) { channel in
                channel.eventLoop.makeCompletedFuture { try configure(channel) }
            }
    }

    private func withSocket(
        host: String, port: Int, _ body: @Sendable (Inbound, SerialConnection) async -> Void
    ) async throws(SerialPortError) {
        let configure = configure
        let channel: Channel
        do {
            channel = try await ClientBootstrap(group: group)
                .connectTimeout(TimeAmount(settings.connectTimeout))
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .connect(host: host, port: port) { channel in
                    channel.eventLoop.makeCompletedFuture { try configure(channel) }
                }
        } catch {
            throw .unreachable(SerialPort.words(for: error))
        }
        await use(channel, body)
    }

    private var configure: @Sendable (any NIOCore.Channel) throws -> Channel {
        let deadline = TimeAmount(settings.writeDeadline)
        return { channel in
            try channel.pipeline.syncOperations.addHandler(WriteDeadline(deadline))
            return try Channel(wrappingChannelSynchronously: channel)
        }
    }

    private func use(_ channel: Channel, _ body: @Sendable (Inbound, SerialConnection) async -> Void) async {
        // The end of the session is the same however it came: what remains to be said was said to `body`.
        try? await channel.executeThenClose { inbound, _ in
            await body(inbound, SerialConnection(channel: channel.channel))
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { words(for: $0.error) } ?? "the name \(error.host) is not known"
        case let error as IOError:
            String(describing: error.description)
        default:
            "\(error)"
        }
    }
}

/// An open port.
package struct SerialConnection: Sendable {
    private let channel: any Channel

    fileprivate init(channel: any Channel) {
        self.channel = channel
    }

    /// Sends the octets after those written before. Never waits: a far end that takes none of them loses the
    /// port.
    package func write(_ octets: [UInt8]) {
        channel.writeAndFlush(channel.allocator.buffer(bytes: octets), promise: nil)
    }

    /// Gives the port up; the inbound octets end.
    package func close() {
        channel.close(promise: nil)
    }
}
