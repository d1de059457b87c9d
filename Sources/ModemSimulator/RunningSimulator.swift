import CSerial
import Glibc
import Synchronization

/// A simulated modem that lives: on a port that programs can open, in real time (or faster), on a thread of
/// its own.
///
/// The thread waits in poll(2), not in the pool of Swift's tasks, so that whatever is tested cannot starve
/// it.
package final class RunningSimulator: Sendable {
    private enum Order: Sendable {
        case perform(SimulatorAction)
        case stop
    }

    private struct State {
        var orders: [Order] = []
        var target: String
        var secondTarget: String?
        var isRunning = true
        var sent: [SentText] = []
    }

    /// A text that the simulated network has taken, all its parts.
    package struct SentText: Hashable, Sendable {
        package var number: String
        package var text: String

        package init(number: String, text: String) {
            self.number = number
            self.text = text
        }
    }

    private let state: Mutex<State>
    private let wake: Int32
    private let speed: Double
    private let onEvent: @Sendable (SimulatorEvent) -> Void
    private let (life, death) = AsyncStream<Never>.makeStream()

    /// - Parameters:
    ///   - second: where its second port is, if it has one.
    ///   - speed: how many seconds of the simulation go into one.
    ///   - onEvent: called on the simulator's thread, in order.
    package init(
        _ modem: SimulatedModem, at address: SimulatedAddress, second: SimulatedAddress? = nil,
        speed: Double = 1,
        onEvent: @escaping @Sendable (SimulatorEvent) -> Void = { _ in }
    ) throws(SimulatedPortError) {
        var port = try SimulatedPort(address)
        var wake: Int32 = -1
        var secondPort: SimulatedPort?
        do throws(SimulatedPortError) {
            if let second { secondPort = try SimulatedPort(second) }
        } catch {
            port.close()
            throw error
        }
        let error = cserial_open_wake(&wake)
        guard error == 0 else {
            port.close()
            secondPort?.close()
            throw SimulatedPortError(what: "eventfd", code: error)
        }
        self.wake = wake
        self.speed = max(0.001, speed)
        self.onEvent = onEvent
        state = Mutex(State(target: port.target ?? "", secondTarget: secondPort?.target))
        try start(Life(modem: modem, port: port, second: secondPort, simulator: self))
    }

    /// What `--modem` has to be given: the link, the terminal or `tcp://127.0.0.1:PORT`. The last one while
    /// it is unplugged.
    package var target: String { state.withLock { $0.target } }

    /// The same for its second port.
    package var secondTarget: String? { state.withLock { $0.secondTarget } }

    /// The texts that were sent so far.
    package var sentTexts: [SentText] { state.withLock { $0.sent } }

    package func perform(_ action: SimulatorAction) {
        order(.perform(action))
    }

    package func ring(_ number: String?, rings: Int = 3, every interval: Duration = .seconds(5)) {
        perform(
            .call(
                SimulatedCall(
                    number: number, rings: rings, interval: interval,
                    afterLastRing: min(.seconds(1), interval / 2))))
    }

    package func deliver(_ words: String, from number: String) {
        perform(.text(from: number, words: words))
    }

    /// Takes the port away for good. Returns at once; the thread ends by itself.
    package func stop() {
        order(.stop)
    }

    /// Waits until the thread has ended and all that it had open is closed.
    package func untilStopped() async {
        for await _ in life {}
    }

    private func order(_ order: Order) {
        state.withLock { state in
            guard state.isRunning else { return }
            state.orders.append(order)
            cserial_wake(wake)
        }
    }

    // MARK: The thread

    private func start(_ life: Life) throws(SimulatedPortError) {
        let argument = Unmanaged.passRetained(life)
        let error = cserial_start_thread(
            "simulator", { Unmanaged<Life>.fromOpaque($0).takeRetainedValue().run() }, argument.toOpaque())
        guard error == 0 else {
            argument.release()
            throw SimulatedPortError(what: "thread", code: error)
        }
    }

    private func takeOrders() -> [Order] {
        state.withLock { state in
            defer { state.orders = [] }
            return state.orders
        }
    }

    /// What the thread alone touches.
    private final class Life {
        private var modem: SimulatedModem
        private var port: SimulatedPort
        private var second: SimulatedPort?
        private let simulator: RunningSimulator
        private let start = cserial_boottime_nanoseconds()

        init(
            modem: SimulatedModem, port: SimulatedPort, second: SimulatedPort?, simulator: RunningSimulator
        ) {
            self.modem = modem
            self.port = port
            self.second = second
            self.simulator = simulator
        }

        private var now: Duration {
            let elapsed = cserial_boottime_nanoseconds() - start
            return .nanoseconds(simulator.speed == 1 ? elapsed : Int64(Double(elapsed) * simulator.speed))
        }

        func run() {
            apply(modem.advance(to: now))
            while true {
                let ready = cserial_wait_beside(
                    simulator.wake, port.descriptor, port.hasPending, second?.descriptor ?? -1, timeout)
                if ready.woken, !obey() { break }
                if ready.writable { port.flush() }
                if ready.readable {
                    let octets = port.read()
                    if !octets.isEmpty { apply(modem.received(octets, at: now)) }
                } else if ready.hung_up {
                    port.hangUp()
                }
                if ready.other_readable, let octets = second?.read() {
                    apply(modem.receivedBeside(octets, at: now))
                }
                apply(modem.advance(to: now))
            }
            port.close()
            second?.close()
            simulator.state.withLock { state in
                state.isRunning = false
                _ = Glibc.close(simulator.wake)
            }
            simulator.death.finish()
        }

        private var timeout: Int64 {
            guard let due = modem.nextWake else { return -1 }
            let left =
                Double(max(.zero, due - now).components.attoseconds) / 1e9
                + Double(max(.zero, due - now).components.seconds) * 1e9
            return Int64(min(left / simulator.speed, 3.6e12).rounded(.up))
        }

        /// False if it is to end.
        private func obey() -> Bool {
            cserial_drain_wake(simulator.wake)
            for order in simulator.takeOrders() {
                guard case .perform(let action) = order else { return false }
                apply(modem.perform(action, at: now))
            }
            return true
        }

        private func apply(_ effects: [SimulatedModem.Effect]) {
            for effect in effects {
                switch effect {
                case .send(let octets): port.write(octets)
                case .sendBeside(let octets): second?.write(octets)
                case .tell(let event): tell(event)
                case .unplug:
                    port.close()
                    second?.close()
                case .replug: replug()
                }
            }
        }

        private func replug() {
            // Where it cannot be made again the modem stays away, as a broken stick would.
            try? port.open()
            try? second?.open()
            if let target = port.target { simulator.state.withLock { $0.target = target } }
            if let target = second?.target { simulator.state.withLock { $0.secondTarget = target } }
        }

        private func tell(_ event: SimulatorEvent) {
            if case .textSent(let number, let text) = event {
                simulator.state.withLock { $0.sent.append(SentText(number: number, text: text)) }
            }
            simulator.onEvent(event)
        }
    }
}
