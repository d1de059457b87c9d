import Logging
import ModemDialogue
import NIOPosix
import ServiceLifecycle
import Telephony

extension ModemFleet {
    /// Between attempts to hear of a device that does not answer. It may have to start first.
    private static let rests: [Duration] = [
        .seconds(2), .seconds(5), .seconds(10), .seconds(30), .seconds(60),
    ]

    /// A person has said yes to a device, or taken a yes back.
    package func permissionsChanged() {
        for stranger in strangers.values { stranger.bell.ring() }
    }

    /// True once a device may be taken into service: at once if it is known, else with a person's yes. False if it was
    /// pulled out before.
    func isWelcome(_ device: PluggedDevice, on group: MultiThreadedEventLoopGroup) async -> Bool {
        guard let present = current(device), !present.isLayoutKnown,
            !isNamed(present.portsInTurn.map(\.node)),
            let name = present.name
        else { return true }
        let stranger = Stranger(
            name: name, id: present.device.id, socket: present.device.socket, ports: present.addresses,
            session: present.session)
        return await isWelcome(stranger, at: present.device.directory, on: group)
    }

    /// Runs the modem of a device that nobody tells of.
    func hostListed(
        _ stranger: Stranger, _ device: TargetDiscovery.Device, on group: MultiThreadedEventLoopGroup
    ) async {
        guard await isWelcome(stranger, at: device.name, on: group) else { return }
        await adopt(device.name, ports: device.ports)?.run(on: group)
    }

    func strangersPortsChanged(to device: PluggedDevice) {
        strangers[device.device.directory]?.ports = device.addresses
        strangers[device.device.directory]?.bell.ring()
    }

    func dismissStranger(at place: String) {
        strangers.removeValue(forKey: place)?.bell.ring()
    }

    func dismissStrangers(notAmong places: Set<String>) {
        for place in strangers.keys where !places.contains(place) { dismissStranger(at: place) }
    }

    // MARK: One stranger

    private func isWelcome(
        _ newcomer: Stranger, at place: String, on group: MultiThreadedEventLoopGroup
    ) async -> Bool {
        // Every tty of a device brings somebody here; the first is enough.
        guard strangers[place] == nil else { return false }
        strangers[place] = newcomer
        var attempts = 0
        while let stranger = strangers[place], stranger.session == newcomer.session, !isStopping {
            if stranger.status.stranger == nil { await ask(stranger, at: place, on: group) }
            if let device = strangers[place]?.status.stranger, await isAllowed(device) {
                surroundings.logger.notice(
                    "\(stranger.status.target): used, because a person said yes to \(device)")
                return strangers.removeValue(forKey: place)?.session == newcomer.session
            }
            let rest = Self.rests[min(attempts, Self.rests.count - 1)]
            attempts += 1
            let clock = surroundings.clock
            await cancelWhenGracefulShutdown { await stranger.bell.wait(atMost: rest, on: clock) }
        }
        return false
    }

    private var isStopping: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    /// Asks who it is on one port after another, until one answers.
    private func ask(_ stranger: Stranger, at place: String, on group: MultiThreadedEventLoopGroup) async {
        var learnt = stranger
        for address in stranger.ports where !isStopping && strangers[place]?.session == stranger.session {
            let port = SerialPort(address: address, settings: surroundings.serial, group: group)
            let clock = surroundings.clock
            let result = await cancelWhenGracefulShutdown {
                await Self.introduction(over: port, clock: clock)
            }
            switch result {
            case .success(let outcome): learnt.learnt(outcome)
            case .failure(let error) where learnt.status.state == .identifying: learnt.failed(error)
            case .failure: break
            }
            if learnt.status.stranger != nil { break }
        }
        guard let before = strangers[place], before.session == stranger.session else { return }
        learnt.ports = before.ports
        strangers[place] = learnt
        guard before.status.state != learnt.status.state, let words = learnt.status.detail else { return }
        let next = learnt.status.fix.map { ". Next: \($0)" } ?? ""
        surroundings.logger.warning("\(learnt.status.target): \(words)\(next)")
    }

    private static func introduction(
        over port: SerialPort, clock: MonotonicClock
    ) async -> Result<Introduction.Outcome, SerialPortError> {
        do {
            return .success(try await Interview(clock: clock).hold(over: port))
        } catch {
            return .failure(error)
        }
    }
}
