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

    let targets: [ModemTarget]
    let surroundings: ModemSurroundings
    private let configuration: DialogueConfiguration
    private let discovery: TargetDiscovery
    private let hotplug: HotplugMonitor?
    private let consumer: Consumer
    /// Whether a person has said yes to a device that stands in no table of modems.
    let isAllowed: @Sendable (StrangeDevice) async -> Bool
    /// In the order in which they were named or found.
    private(set) var modems: [Modem] = []
    /// What udev has told of.
    var plugged = PluggedDevices()
    /// Those of `modems` that udev has told of and that are there, by their names.
    var guests: [String: Guest] = [:]
    /// Devices that wait for a person's yes, by their directories, or by their names where udev tells of none.
    var strangers: [String: Stranger] = [:]
    /// Devices that would be modems in another mode, with words for it, by their directories.
    var portless: [String: LineStatus] = [:]

    /// - Parameters:
    ///   - discovery: what `auto` means where nobody tells of devices.
    ///   - hotplug: who tells of devices; nil if nobody does.
    ///   - isAllowed: asked for devices that are in no table of modems.
    ///   - events: called for every event, in order; the next waits until it returns.
    package init(
        targets: [ModemTarget], configuration: DialogueConfiguration,
        serial: SerialSettings = SerialSettings(),
        clock: MonotonicClock = .system, discovery: TargetDiscovery = TargetDiscovery(),
        hotplug: HotplugMonitor? = .system, usb: USBReset = USBReset(), logger: Logger,
        isAllowed: @escaping @Sendable (StrangeDevice) async -> Bool = { _ in false },
        events: @escaping Consumer
    ) {
        self.targets = targets
        self.configuration = configuration
        self.discovery = discovery
        self.hotplug = hotplug
        surroundings = ModemSurroundings(
            clock: clock, serial: serial, logger: logger, registry: ModemRegistry(), events: EventQueue(),
            usb: usb, hearsOfPlugging: hotplug != nil)
        consumer = events
        self.isAllowed = isAllowed
        for target in targets {
            guard let address = SerialPort.Address(target) else { continue }
            modems.append(
                Modem(
                    target: "\(target)", ports: [ModemPort(address: address)], configuration: configuration,
                    surroundings: surroundings))
        }
    }

    package func run() async {
        // A thread of their own for the modems: whatever the web does, a RING is heard.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let (events, consumer) = (surroundings.events, consumer)
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await events.consume { entry in
                    await consumer(entry.target, entry.event)
                    guard case .identified = entry.event else { return }
                    await self.modem(at: entry.target)?.identityHeard(in: entry.session)
                }
            }
            await runModems(on: group)
            events.finish()
        }
        try? await group.shutdownGracefully()
    }

    /// The last readings of all lines.
    package func statuses() async -> [LineStatus] {
        await forgetThoseMoved()
        var statuses: [LineStatus] = []
        for modem in modems {
            var status = await modem.status
            if !status.state.provesConversation, let words = plugged.complaint(of: modem.target) {
                status.detail = words
            }
            statuses.append(status)
        }
        let others = strangers.values.map(\.status) + portless.values
        return statuses + others.sorted { $0.target < $1.target }
    }

    /// Asks the modem at `target` for something. What it answers comes as events.
    package func send(_ request: ModemRequest, to target: String) async {
        if let modem = modem(at: target) {
            await modem.requested(request)
        } else if let refusal = request.refusal {
            surroundings.events.append(refusal, from: target)
        }
    }

    /// The last minutes of what went over the port, masked; nil if there is no such target.
    package func recording(of target: String) async -> ModemRecording? {
        await modem(at: target)?.recording
    }

    private func modem(at target: String) -> Modem? {
        modems.first { $0.target == target }
    }

    private func runModems(on group: MultiThreadedEventLoopGroup) async {
        await withDiscardingTaskGroup { tasks in
            for modem in modems {
                tasks.addTask { await modem.run(on: group) }
            }
            if targets.contains(where: \.isToldOfByUdev), let hotplug {
                while await hotplug.withEvents({ await self.follow($0, in: &tasks, on: group) }) {
                    guard await pause() else { return }
                }
            }
            if targets.contains(.auto) { await look(in: &tasks, on: group) }
        }
    }

    /// Looks for devices again and again: there is nobody to tell of them.
    private func look(in tasks: inout DiscardingTaskGroup, on group: MultiThreadedEventLoopGroup) async {
        while true {
            let devices = discovery.devices()
            dismissStrangers(notAmong: Set(devices.map(\.name)))
            for device in devices where !modems.contains(where: { $0.target == device.name }) {
                if let stranger = discovery.stranger(device), !isNamed(device.paths) {
                    guard strangers[device.name] == nil else { continue }
                    tasks.addTask { await self.hostListed(stranger, device, on: group) }
                } else if let modem = adopt(device.name, ports: device.ports) {
                    tasks.addTask { await modem.run(on: group) }
                }
            }
            guard await pause() else { return }
        }
    }

    /// False if the service shuts down.
    private func pause() async -> Bool {
        let clock = surroundings.clock
        try? await cancelWhenGracefulShutdown { try await clock.sleep(for: TargetDiscovery.interval) }
        return !Task.isCancelled && !Task.isShuttingDownGracefully
    }

    /// A modem for a device that was found, in the place of what was known under its name before; nil if the
    /// owner has named one of its ports.
    func adopt(_ name: String, ports: [ModemPort]) -> Modem? {
        guard !isNamed(ports.compactMap(\.address.path)) else { return nil }
        let modem = Modem(
            target: name, ports: ports, configuration: configuration, surroundings: surroundings)
        if let index = modems.firstIndex(where: { $0.target == name }) {
            modems[index] = modem
        } else {
            modems.append(modem)
        }
        return modem
    }

    func forget(_ target: String) {
        modems.removeAll { $0.target == target }
    }

    /// Whether the owner has named one of these ttys, or one that a link among them leads to.
    func isNamed(_ ports: [String]) -> Bool {
        let named = Set(targets.map { DirectoryListing.realPath(of: "\($0)") ?? "\($0)" })
        return ports.contains {
            named.contains($0) || DirectoryListing.realPath(of: $0).map(named.contains) ?? false
        }
    }
}

extension ModemTarget {
    fileprivate var isToldOfByUdev: Bool { self == .auto || SerialPort.Address(self)?.isNodeOfUdev == true }
}

extension ModemRequest {
    /// What is told where there is no modem to take it; nil where nobody waits.
    fileprivate var refusal: LineEvent? {
        switch self {
        case .submit(let part):
            .submissionFailed(part.id, SubmissionFailure(phase: .beforePrompt, answer: .none))
        case .ask(let id, _): .answered(id, .trouble(.notReady(.gone)))
        case .proceed, .abandon, .acknowledge, .keep, .enterPIN, .reject, .askCause, .sweep, .lookEvery,
            .changeMessageDomain,
            .finish:
            nil
        }
    }
}

extension SerialPort.Address {
    /// Whether its coming would be told by udev. Pseudo-terminals and links elsewhere come unannounced.
    var isNodeOfUdev: Bool {
        guard case .path(let path) = self else { return false }
        return path.hasPrefix("/dev/") && !path.hasPrefix("/dev/pts/")
    }

    fileprivate init?(_ target: ModemTarget) {
        switch target {
        case .auto: return nil
        case .path(let path): self = .path(path)
        case .tcp(let host, let port): self = .tcp(host: host, port: port)
        }
    }
}
