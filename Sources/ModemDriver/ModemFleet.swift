package import Logging
package import ModemDialogue
import NIOCore
import NIOPosix
import ServiceLifecycle
package import Telephony

/// All modems: one `Modem` for each target, and for each device that `auto` finds.
///
/// What they report goes to one consumer, in order, one event at a time. A slow consumer holds up nobody's
/// clock: the events wait, and so do at last the octets of the modems. The last readings of every line are
/// kept here, in memory.
package actor ModemFleet: Service {
    package typealias Consumer = @Sendable (_ target: String, _ event: LineEvent) async -> Void

    private let targets: [ModemTarget]
    private let configuration: DialogueConfiguration
    private let discovery: TargetDiscovery
    private let surroundings: ModemSurroundings
    private let consumer: Consumer
    /// In the order in which they were named or found.
    private var modems: [Modem] = []

    /// - Parameter events: called for every event, in order; the next waits until it returns.
    package init(
        targets: [ModemTarget], configuration: DialogueConfiguration,
        serial: SerialSettings = SerialSettings(),
        clock: MonotonicClock = .system, discovery: TargetDiscovery = TargetDiscovery(), logger: Logger,
        events: @escaping Consumer
    ) {
        self.targets = targets
        self.configuration = configuration
        self.discovery = discovery
        surroundings = ModemSurroundings(
            clock: clock, serial: serial, logger: logger, registry: ModemRegistry(), events: EventQueue())
        consumer = events
        for target in targets {
            guard let address = SerialPort.Address(target) else { continue }
            modems.append(
                Modem(
                    target: "\(target)", ports: [address], configuration: configuration,
                    surroundings: surroundings))
        }
    }

    package func run() async {
        // A thread of their own for the modems: whatever the web does, a RING is heard.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (events, consumer) = (surroundings.events, consumer)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await events.consume { await consumer($0.target, $0.event) } }
            await runModems(on: group)
            events.finish()
        }
        try? await group.shutdownGracefully()
    }

    /// The last readings of all lines.
    package func statuses() async -> [LineStatus] {
        var statuses: [LineStatus] = []
        for modem in modems { statuses.append(await modem.status) }
        return statuses
    }

    /// Asks the modem at `target` for something. What it answers comes as events.
    package func send(_ request: ModemRequest, to target: String) async {
        if let modem = modems.first(where: { $0.target == target }) {
            await modem.requested(request)
        } else if case .submit(let submission) = request {
            let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
            surroundings.events.append(.submissionFailed(submission.id, failure), from: target)
        }
    }

    /// The last lines that went over the port, with numbers and messages masked; oldest first.
    package func transcript(of target: String) async -> [String] {
        await modems.first { $0.target == target }?.transcript.lines ?? []
    }

    private func runModems(on group: MultiThreadedEventLoopGroup) async {
        await withDiscardingTaskGroup { tasks in
            for modem in modems {
                tasks.addTask { await modem.run(on: group) }
            }
            guard targets.contains(.auto) else { return }
            while !Task.isCancelled, !Task.isShuttingDownGracefully {
                for modem in adoptNewDevices() {
                    tasks.addTask { await modem.run(on: group) }
                }
                let clock = surroundings.clock
                try? await cancelWhenGracefulShutdown { try await clock.sleep(for: TargetDiscovery.interval) }
            }
        }
    }

    private func adoptNewDevices() -> [Modem] {
        let known = Set(modems.map(\.target))
        let named = Set(targets.map { DirectoryListing.realPath(of: "\($0)") ?? "\($0)" })
        let found = discovery.devices().filter { device in
            !known.contains(device.name)
                && !device.paths.contains { named.contains($0) || isNamed($0, in: named) }
        }
        let adopted = found.map { device in
            Modem(
                target: device.name, ports: device.paths.map(SerialPort.Address.path),
                configuration: configuration,
                surroundings: surroundings)
        }
        modems += adopted
        return adopted
    }

    /// Whether the owner has named the tty that a link leads to.
    private func isNamed(_ path: String, in named: Set<String>) -> Bool {
        DirectoryListing.realPath(of: path).map(named.contains) ?? false
    }
}

extension SerialPort.Address {
    fileprivate init?(_ target: ModemTarget) {
        switch target {
        case .auto: return nil
        case .path(let path): self = .path(path)
        case .tcp(let host, let port): self = .tcp(host: host, port: port)
        }
    }
}
