import CSerial
import NIOCore
import NIOPosix
import Testing

@testable import ModemDriver

@Suite(.timeLimit(.minutes(1)))
struct WriteDeadlineTests {
    @Test func `A far end that takes nothing loses the port`() async throws {
        var controller: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        try #require(cserial_open_pseudo_terminal(&controller, &name, name.count) == 0)
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var settings = SerialSettings()
        settings.writeDeadline = .milliseconds(100)

        let port = SerialPort(address: .path(path), settings: settings, group: group)
        try await port.withConnection { inbound, connection in
            connection.write([UInt8](repeating: 0x41, count: 1_000_000))
            // Ends only because the port is given up.
            do { for try await _ in inbound {} } catch {}
        }
        try await group.shutdownGracefully()
    }
}
