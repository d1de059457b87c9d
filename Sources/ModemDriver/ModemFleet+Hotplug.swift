import Logging
import NIOPosix
import ServiceLifecycle
import Telephony

extension ModemFleet {
    /// A modem whose device udev has told of.
    struct Guest: Sendable {
        var modem: Modem
        var device: PluggedDevice
        let stay = Stay()
        /// Rung when the modem has come to its end.
        let end = Bell()
    }

    /// How long the ttys of one device may follow one another: a modem is called after its best port, whichever
    /// comes first. Short if it is not known which that is, and every modem would have to wait.
    private static func settling(_ device: PluggedDevice) -> Duration {
        device.isLayoutKnown ? .seconds(1) : .milliseconds(300)
    }
    /// How long a device may take to be switched from drive to modem.
    private static let switching: Duration = .seconds(10)

    /// Lasts until the device is pulled out.
    struct Stay: Sendable {
        private let stream: AsyncStream<Never>
        private let continuation: AsyncStream<Never>.Continuation

        init() { (stream, continuation) = AsyncStream.makeStream() }

        func end() { continuation.finish() }
        func wait() async { for await _ in stream {} }
    }

    /// Follows what is plugged in and pulled out, until the service shuts down.
    func follow(
        _ news: AsyncStream<HotplugEvent>, in tasks: inout DiscardingTaskGroup,
        on group: MultiThreadedEventLoopGroup
    ) async {
        for await event in news.cancelOnGracefulShutdown() {
            for change in plugged.apply(event) {
                switch change {
                case .deviceAppeared(let device):
                    guard KnownModems.portless(device.id) != nil, isAutomatic else { continue }
                    tasks.addTask { await self.watch(device) }
                case .portsAppeared(let device), .portsChanged(let device):
                    guard let present = plugged[device], isAutomatic else { continue }
                    if let guest = guest(of: present) {
                        await guest.modem.portsChanged(to: present.modemPorts)
                    } else if strangers[present.device.directory] != nil {
                        strangersPortsChanged(to: present)
                    } else if present.portsInTurn.isEmpty {
                        tasks.addTask { await self.watch(device) }
                    } else {
                        tasks.addTask { await self.host(present, on: group) }
                    }
                case .portsVanished(let device):
                    for guest in guests.values where guest.device.device == device { guest.stay.end() }
                    dismissStranger(at: device.directory)
                case .deviceVanished(let device):
                    guard let status = portless.removeValue(forKey: device.directory) else { continue }
                    surroundings.logger.info("\(status.target): \(ModemState.gone.rawValue)")
                }
            }
            if case .portAppeared = event { await retryAll() }
        }
    }

    /// Drops what is known of modems that were pulled out and speak from another place now, and of those that were
    /// pulled out before they had said who they are.
    func forgetThoseMoved() async {
        guard plugged.isListed else { return }
        var present: Set<ModemID> = []
        var departed: [(target: String, id: ModemID?)] = []
        for modem in modems {
            let status = await modem.status
            let isNamed = targets.contains { "\($0)" == modem.target }
            if status.state == .gone, !isNamed, guests[modem.target] == nil {
                departed.append((modem.target, status.identity.imei == nil ? nil : status.id))
            } else {
                present.insert(status.id)
            }
        }
        for (target, id) in departed where guests[target] == nil {
            if id.map(present.contains) ?? true { forget(target) }
        }
    }

    private var isAutomatic: Bool { targets.contains(.auto) }

    private func guest(of device: PluggedDevice) -> Guest? {
        guests.values.first { $0.device.session == device.session }
    }

    /// Runs the modem of a device until it is pulled out.
    private func host(_ device: PluggedDevice, on group: MultiThreadedEventLoopGroup) async {
        if !device.hasBestPort {
            let clock = surroundings.clock
            try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.settling(device)) }
        }
        guard await isWelcome(device, on: group), let name = await freeName(for: device),
            let guest = admit(device, as: name)
        else { return }
        let stay = guest.stay
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await guest.modem.run(on: group) }
            tasks.addTask { await stay.wait() }
            await tasks.next()
            tasks.cancelAll()
        }
        await guest.modem.departed()
        guests[name] = nil
        guest.end.ring()
        await retryAll()
    }

    /// The name of a device, once who had it before has let go of its port and told of its end.
    private func freeName(for device: PluggedDevice) async -> String? {
        while !Task.isCancelled, let present = current(device), let name = present.name {
            guard let other = guests[name] else { return name }
            // Two devices of one name: sticks of one make and one serial number, where udev names no sockets.
            if let node = present.portsInTurn.first?.node, current(other.device) != nil {
                return guests[node] == nil ? node : nil
            }
            await other.end.wait(atMost: .seconds(5), on: surroundings.clock)
        }
        return nil
    }

    private func admit(_ device: PluggedDevice, as name: String) -> Guest? {
        // Every tty of a device brings somebody here; the first is enough.
        guard let present = current(device), guest(of: present) == nil, !present.portsInTurn.isEmpty,
            let modem = adopt(name, ports: present.modemPorts)
        else { return nil }
        let guest = Guest(modem: modem, device: present)
        guests[name] = guest
        portless[present.device.directory] = nil
        let usb = present.device
        surroundings.logger.info("\(name): \(usb.id) in USB socket \(usb.socket)")
        return guest
    }

    /// The device as it is now; nil if it was pulled out since, even if it is back.
    func current(_ device: PluggedDevice) -> PluggedDevice? {
        plugged[device.device].flatMap { $0.session == device.session && !$0.ports.isEmpty ? $0 : nil }
    }

    private func retryAll() async {
        for modem in modems { await modem.retry() }
    }

    /// Says what is the matter with a device that never comes to show a port for commands.
    private func watch(_ device: USBDevice) async {
        let clock = surroundings.clock
        try? await cancelWhenGracefulShutdown { try await clock.sleep(for: Self.switching) }
        guard let words = plugged[device]?.complaint, portless[device.directory] == nil else { return }
        var status = LineStatus(target: "USB socket \(device.socket)", state: .failed)
        status.detail = words
        status.fix = KnownModems.portless(device.id)?.fix
        portless[device.directory] = status
        surroundings.logger.warning("\(status.target): \(words)")
    }
}
