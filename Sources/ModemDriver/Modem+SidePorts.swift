import Logging
import ModemDialogue
import NIOCore
import NIOPosix
import Telephony

/// What a `Modem` keeps of the other ports that it listens to (RULE 69).
struct SideListening: Sendable {
    /// From the wish to listen to its end.
    struct Stretch: Sendable {
        var ports: [ModemPort]
        let stay = ModemFleet.Stay()
    }

    let stretches = AsyncStream<Stretch>.makeStream(bufferingPolicy: .bufferingNewest(1))
    var current: Stretch?
    var connections: [SidePort: SerialConnection] = [:]
    /// Those that have turned out to be no AT ports.
    var left: Set<SerialPort.Address> = []
}

/// Listening to the other AT ports of a modem.
///
/// It goes on beside the conversation, which never waits for it: a port that is busy, hangs or breaks is tried again by
/// itself, less and less often. When the port of the conversation closes, the others do.
extension Modem {
    private static let shortestPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(600)
    /// One that was heard for so long did not break over being opened.
    private static let soundFor = Duration.seconds(60)

    /// Begins anew with the ports that there are now, or ends.
    func listen(_ isWanted: Bool) {
        listening.current?.stay.end()
        listening.current = nil
        guard isWanted, !otherPorts.isEmpty else { return }
        let stretch = SideListening.Stretch(ports: otherPorts)
        listening.current = stretch
        listening.stretches.continuation.yield(stretch)
    }

    private var otherPorts: [ModemPort] {
        guard ports.indices.contains(portIndex), !ports[portIndex].tellsEverything else { return [] }
        // Where it is known which ports take AT commands, the others are something else.
        let known = ports.filter(\.takesCommands)
        return (known.isEmpty ? ports : known).filter {
            $0.address != ports[portIndex].address && !listening.left.contains($0.address)
        }
    }

    func write(_ octets: [UInt8], to port: SidePort) {
        guard let connection = listening.connections[port] else { return }
        recorder.sent(octets, to: port, at: surroundings.clock.now)
        connection.write(octets)
    }

    func leave(_ port: SidePort) {
        listening.connections[port]?.close()
        guard let ports = listening.current?.ports, ports.indices.contains(port.number - 2) else { return }
        listening.left.insert(ports[port.number - 2].address)
    }

    func listenWhenAsked(on group: MultiThreadedEventLoopGroup) async {
        for await stretch in listening.stretches.stream {
            await withTaskGroup(of: Void.self) { tasks in
                for (offset, port) in stretch.ports.enumerated() {
                    tasks.addTask { await self.listen(to: port, as: SidePort(number: offset + 2), on: group) }
                }
                await stretch.stay.wait()
                tasks.cancelAll()
            }
        }
    }

    /// Until it is cancelled, or the port has turned out to be no AT port.
    private nonisolated func listen(
        to port: ModemPort, as side: SidePort, on group: MultiThreadedEventLoopGroup
    ) async {
        let serial = SerialPort(address: port.address, settings: surroundings.serial, group: group)
        let clock = surroundings.clock
        var (pause, isToldOf) = (Self.shortestPause, false)
        while !Task.isCancelled, await !isLeft(port) {
            let start = clock.now
            do {
                try await serial.withConnection { inbound, connection in
                    await self.hear(inbound, from: port, as: side, over: connection)
                }
                await note("\(port.address.path ?? "") is closed")
            } catch {
                if !isToldOf { await tell(error, of: port) }
                isToldOf = true
            }
            if start.duration(to: clock.now) > Self.soundFor {
                (pause, isToldOf) = (Self.shortestPause, false)
            }
            guard (try? await clock.sleep(for: pause)) != nil else { return }
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private func isLeft(_ port: ModemPort) -> Bool { listening.left.contains(port.address) }

    private func note(_ words: String) { logger.debug("\(words)") }

    private func tell(_ error: SerialPortError, of port: ModemPort) {
        // Pulled out, and nobody's fault.
        let level: Logger.Level = error == .absent ? .debug : .notice
        let words = "Its port \(port.address.path ?? "") cannot be listened to: \(error). "
        logger.log(level: level, "\(words)A call that the modem tells of there alone is missed.")
    }

    private nonisolated func hear(
        _ inbound: SerialPort.Inbound, from port: ModemPort, as side: SidePort,
        over connection: SerialConnection
    ) async {
        await opened(side, port, over: connection)
        do {
            for try await octets in inbound {
                await octetsReceived(octets, on: side)
                await surroundings.events.waitForRoom()
            }
        } catch {
            // An error of the port ends it like its vanishing does.
        }
        await closed(side)
    }

    private func opened(_ side: SidePort, _ port: ModemPort, over connection: SerialConnection) {
        guard !Task.isCancelled else { return }
        listening.connections[side] = connection
        note("\(port.address.path ?? "") is listened to")
        let now = surroundings.clock.now
        perform(machine.sidePortOpened(side, takesCommands: port.takesCommands, at: now))
    }

    private func octetsReceived(_ octets: ByteBuffer, on side: SidePort) {
        let now = surroundings.clock.now
        recorder.received(octets.readableBytesView, on: side, at: now)
        perform(machine.bytesReceived(octets.readableBytesView, on: side, at: now))
    }

    private func closed(_ side: SidePort) {
        listening.connections[side] = nil
        perform(machine.sidePortClosed(side, at: surroundings.clock.now))
    }
}
