import Logging
import ModemDialogue
import NIOCore
import NIOPosix
import ServiceLifecycle
import Telephony

/// One modem: its port, the conversation over it, and the time that the conversation asks for.
///
/// The conversation itself is `ModemStateMachine`. Every entry feeds the machine and performs what it
/// answers, without ever waiting in between, so that the order of the machine's actions is the order in which
/// they happen.
actor Modem {
    /// What the owner named, or what was found. Events and requests carry it.
    nonisolated let target: String

    /// More than one where a USB device shows several ttys: they are tried in turn until one speaks AT.
    var ports: [ModemPort]
    private let configuration: DialogueConfiguration
    let surroundings: ModemSurroundings
    private let alarm = Alarm()
    private let bell = Bell()
    private(set) var logger: Logger

    var machine: ModemStateMachine
    private var connection: SerialConnection?
    private(set) var status: LineStatus
    var recorder: FlightRecorder
    var listening = SideListening()

    /// What is behind the port, for a reset; nil if it is nothing on USB.
    private var device: ResettableDevice?
    private nonisolated let resetRequests = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    private(set) var portIndex = 0
    private var attemptsInVain = 0
    private var hasSpoken = false
    private var isFinishing = false
    /// The port was given back by ourselves, not lost.
    private var isReopening = false
    /// The IMEI for which another target speaks already.
    private var twin: String?
    /// The connection, and the last one of which it is known to the house whose line it is.
    private var session = 0
    private var knownSession = 0

    init(
        target: String, ports: [ModemPort], configuration: DialogueConfiguration,
        surroundings: ModemSurroundings
    ) {
        self.target = target
        self.ports = ports
        self.configuration = configuration
        self.surroundings = surroundings
        logger = surroundings.logger
        logger[metadataKey: "modem"] = "\(target)"
        recorder = FlightRecorder(mask: surroundings.mask)
        device = ports.first?.address.path.flatMap(surroundings.usb.device)
        machine = ModemStateMachine(
            configuration: configuration, history: surroundings.registry.history(of: device))
        status = LineStatus(target: target)
    }

    /// The last minutes of what went over the port.
    var recording: ModemRecording {
        let names = [status.identity.manufacturer, status.identity.model, status.identity.firmware]
        let name = names.compactMap(\.self).joined(separator: " | ")
        return recorder.recording(heads: [.init("modem", name), .init("target", target)])
    }

    /// Keeps the port open and the conversation going until the service shuts down.
    func run(on group: MultiThreadedEventLoopGroup) async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await self.alarm.ring(on: self.surroundings.clock) { await self.deadlinePassed() }
            }
            tasks.addTask { await self.finishOnShutdown() }
            tasks.addTask { await self.resetWhenAsked(on: group) }
            tasks.addTask { await self.listenWhenAsked(on: group) }
            while !isFinishing, !Task.isCancelled {
                await attempt(on: group)
                await pause()
            }
            tasks.cancelAll()
        }
        surroundings.registry.keep(machine.history, of: device)
        surroundings.registry.release(by: target)
    }

    /// Something was plugged in, or another target gave its modem up: what was in vain may be worth a try.
    func retry() {
        guard connection == nil else { return }
        attemptsInVain = 0
        bell.ring()
    }

    /// The device shows other ttys than before.
    func portsChanged(to present: [ModemPort]) {
        guard present != ports, let first = present.first else { return }
        let current = portIndex < ports.count ? ports[portIndex] : first
        ports = present
        if connection != nil, let index = present.firstIndex(of: current) {
            portIndex = index
            if machine.listensAside { listen(true) }
        } else {
            portIndex = 0
            retry()
        }
    }

    /// Its device was pulled out, and nothing is to be expected of it.
    func departed() {
        surroundings.registry.release(by: target)
        report(.stateChanged(.gone, detail: nil))
    }

    // MARK: Entries

    func requested(_ request: ModemRequest) {
        // Decided when another stick had this name: it is not to leave from this one.
        if case .submit(let part) = request, session != knownSession {
            return report(.submissionFailed(part.id, SubmissionFailure(phase: .beforePrompt, answer: .none)))
        }
        recorder.asked(request, at: surroundings.clock.now)
        perform(machine.requested(request, at: surroundings.clock.now))
    }

    /// The house has taken note of whose line it is.
    func identityHeard(in session: Int) {
        knownSession = session
    }

    private func opened(_ connection: SerialConnection) {
        self.connection = connection
        session = surroundings.registry.nextSession()
        (twin, hasSpoken, isReopening, attemptsInVain) = (nil, false, false, 0)
        recorder.opened(at: surroundings.clock.now)
        device = ports[portIndex].address.path.flatMap(surroundings.usb.device)
        perform(machine.connected(at: surroundings.clock.now))
        if isFinishing { finish() }
    }

    private func octetsReceived(_ octets: ByteBuffer) {
        recorder.received(octets.readableBytesView, at: surroundings.clock.now)
        perform(machine.bytesReceived(octets.readableBytesView, at: surroundings.clock.now))
    }

    private func deadlinePassed() {
        // The machine names the next one only where it is another.
        alarm.set(nil)
        perform(machine.deadlinePassed(at: surroundings.clock.now))
    }

    private func closed() {
        connection = nil
        listen(false)
        recorder.closed(at: surroundings.clock.now)
        perform(machine.disconnected(at: surroundings.clock.now))
        surroundings.registry.release(by: target)
        if !hasSpoken { tryNextPort() }
    }

    private func finish() {
        isFinishing = true
        if connection != nil { perform(machine.requested(.finish, at: surroundings.clock.now)) }
    }

    // MARK: Actions

    func perform(_ actions: [ModemAction]) {
        for action in actions { perform(action) }
    }

    private func perform(_ action: ModemAction) {
        switch action {
        case .write(let octets):
            recorder.sent(octets, at: surroundings.clock.now)
            connection?.write(octets)
        case .wake(let moment):
            alarm.set(moment)
        case .report(let event):
            recorder.told(event, at: surroundings.clock.now)
            report(event)
        case .log(let note):
            logger.log(level: Logger.Level(note.level), "\(note.text)")
        case .reopen:
            isReopening = true
            connection?.close()
        case .resetUSB:
            resetRequests.continuation.yield()
        case .listenAside(let isWanted):
            listen(isWanted)
        case .writeAside(let octets, let port):
            write(octets, to: port)
        case .leaveAside(let port):
            leave(port)
        case .finished:
            isFinishing = true
            connection?.close()
        }
    }

    private func report(_ event: LineEvent) {
        // A port of a modem that is heard elsewhere tells nothing: every call would be there twice.
        guard twin == nil || event.endsRequest else { return }
        if case .identified(let identity) = event, let imei = identity.imei,
            let holder = surroundings.registry.claim(imei, by: target)
        {
            return setAside(for: holder, imei: imei)
        }
        if case .stateChanged(let state, let detail) = event {
            if state == .gone, isReopening { return }
            guard state != status.state || detail != status.detail else { return }
            hasSpoken = hasSpoken || state.provesConversation
            logger.info("\(state.rawValue)\(detail.map { ": \($0)" } ?? "")")
        }
        status.apply(event)
        surroundings.events.append(event, from: target, session: session)
    }

    private func setAside(for holder: String, imei: String) {
        report(.stateChanged(.failed, detail: "the same modem as \(holder)"))
        twin = imei
        connection?.close()
    }

    // MARK: The port

    private func attempt(on group: MultiThreadedEventLoopGroup) async {
        let port = SerialPort(address: ports[portIndex].address, settings: surroundings.serial, group: group)
        do {
            try await port.withConnection { inbound, connection in
                await self.converse(inbound, over: connection)
            }
            logger.debug("the port is closed")
        } catch {
            attemptsInVain += 1
            if !hasSpoken { tryNextPort() }
            if error.state == .gone { perform(machine.portAbsent(at: surroundings.clock.now)) }
            // It was sent away, and is waited for.
            if machine.isBringingBack, error.state == .gone { return }
            report(.stateChanged(error.state, detail: error.description))
            status.fix = error.fix
        }
    }

    private func tryNextPort() {
        // One that has spoken here before is brought back here.
        guard ports.count > 1, !machine.knowsModem else { return }
        portIndex = (portIndex + 1) % ports.count
        // What was learnt of one port says nothing of another.
        machine = ModemStateMachine(configuration: configuration)
    }

    private nonisolated func converse(_ inbound: SerialPort.Inbound, over connection: SerialConnection) async
    {
        await opened(connection)
        await withTaskGroup(of: Void.self) { tasks in
            if await hasSeveralPorts { tasks.addTask { await self.giveUpUnlessSpoken() } }
            do {
                for try await octets in inbound {
                    await octetsReceived(octets)
                    await surroundings.events.waitForRoom()
                }
            } catch {
                // An error of the port ends it like its vanishing does.
            }
            tasks.cancelAll()
        }
        await closed()
    }

    private var hasSeveralPorts: Bool { ports.count > 1 }

    /// A modem that shows several ports answers on some of them only.
    private func giveUpUnlessSpoken() async {
        guard (try? await surroundings.clock.sleep(for: .seconds(20))) != nil else { return }
        if !hasSpoken, !machine.knowsModem { connection?.close() }
    }

    /// A reset that has begun comes to its end, whatever becomes of this task: a device that was taken off the
    /// bus and not put back would be lost.
    private func resetWhenAsked(on group: MultiThreadedEventLoopGroup) async {
        for await _ in resetRequests.stream {
            let obstacle = await surroundings.usb.reset(device, on: group.any())
            if obstacle == nil {
                isReopening = true
                connection?.close()
            }
            perform(machine.usbResetEnded(obstacle: obstacle, at: surroundings.clock.now))
        }
    }

    private func finishOnShutdown() async {
        guard (try? await gracefulShutdown()) != nil, !Task.isCancelled else { return }
        finish()
        // The whole daemon has 5 s to end.
        try? await surroundings.clock.sleep(for: .seconds(4))
        connection?.close()
    }

    /// Waits before the port is tried again; not at all if the service shuts down.
    private func pause() async {
        guard !isFinishing else { return }
        let clock = surroundings.clock
        let delay = retryDelay
        let twin = twin
        try? await cancelWhenGracefulShutdown {
            await self.bell.wait(atMost: delay, on: clock)
            while let twin, self.surroundings.registry.isTaken(twin, from: self.target) {
                try Task.checkCancellation()
                await self.bell.wait(atMost: .seconds(30), on: clock)
            }
        }
    }

    private var retryDelay: Duration {
        if isReopening, attemptsInVain == 0 { return .milliseconds(250) }
        // The next port of a device at once; and once all were tried, what is no modem is left in peace.
        if ports.count > 1, !hasSpoken, !machine.knowsModem {
            return portIndex == 0 ? .seconds(60) : .milliseconds(100)
        }
        if status.state == .failed { return .seconds(5) }
        // Links may come a moment after the port; from then on, no news is no port.
        if surroundings.hearsOfPlugging, ports[portIndex].address.isNodeOfUdev {
            return attemptsInVain < 5 ? .seconds(1) : .seconds(60)
        }
        // A stick that was pulled out is soon back, or not for a long time.
        return attemptsInVain < 120 ? .milliseconds(250) : .seconds(2)
    }
}
