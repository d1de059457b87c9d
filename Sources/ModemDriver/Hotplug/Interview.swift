import ModemDialogue
import NIOCore
import Telephony

/// Holds an `Introduction` over a port.
actor Interview {
    private var introduction = Introduction()
    private var outcome = Introduction.Outcome.none
    private var connection: SerialConnection?
    private let clock: MonotonicClock
    private let alarm = Alarm()

    init(clock: MonotonicClock) {
        self.clock = clock
    }

    func hold(over port: SerialPort) async throws(SerialPortError) -> Introduction.Outcome {
        try await port.withConnection { inbound, connection in
            await self.converse(inbound, over: connection)
        }
        return outcome
    }

    private nonisolated func converse(_ inbound: SerialPort.Inbound, over connection: SerialConnection) async
    {
        await began(connection)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.alarm.ring(on: self.clock) { await self.deadlinePassed() } }
            do {
                for try await octets in inbound { await received(octets) }
            } catch {
                // An error of the port ends it like its vanishing does.
            }
            tasks.cancelAll()
        }
    }

    private func began(_ connection: SerialConnection) {
        self.connection = connection
        perform(introduction.connected(at: clock.now))
    }

    private func received(_ octets: ByteBuffer) {
        perform(introduction.bytesReceived(octets.readableBytesView, at: clock.now))
    }

    private func deadlinePassed() {
        alarm.set(nil)
        perform(introduction.deadlinePassed(at: clock.now))
    }

    private func perform(_ actions: [Introduction.Action]) {
        for action in actions {
            switch action {
            case .write(let octets): connection?.write(octets)
            case .wake(let moment): alarm.set(moment)
            case .end(let outcome):
                self.outcome = outcome
                alarm.set(nil)
                connection?.close()
            }
        }
    }
}
