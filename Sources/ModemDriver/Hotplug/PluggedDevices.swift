import Telephony

/// What is told of USB devices and their ttys.
package enum HotplugEvent: Hashable, Sendable {
    case deviceAppeared(USBDevice)
    case portAppeared(USBPort, of: USBDevice)
    /// A device or a port: the directory in `/sys` that is no more.
    case vanished(directory: String)
    /// Everything that was there a moment ago has been told; whatever is not among these directories is gone.
    case listed(directories: Set<String>)
}

/// A USB device that is plugged in, with the ttys that it has shown so far, in the order of their interfaces.
struct PluggedDevice: Hashable, Sendable {
    var device: USBDevice
    private(set) var ports: [USBPort] = []
    /// Tells one plugging in from the next at the same place.
    let session: Int

    init(device: USBDevice, session: Int) {
        self.device = device
        self.session = session
    }

    mutating func insert(_ port: USBPort) {
        ports.removeAll { $0.directory == port.directory }
        ports.append(port)
        ports.sort { ($0.interface.number, $0.node) < ($1.interface.number, $1.node) }
    }

    mutating func remove(_ directory: String) {
        ports.removeAll { $0.directory == directory }
    }
}

/// The USB devices that are plugged in: news in, what it means for whole devices out.
///
/// The ttys of one device are told one by one, and the kernel may tell of the device's end before or after
/// theirs. When a device goes nothing can be read of it any more, so all that is known was kept when it came.
struct PluggedDevices: Sendable {
    enum Change: Hashable, Sendable {
        /// A device that has no tty so far.
        case deviceAppeared(USBDevice)
        /// The first tty of a device.
        case portsAppeared(USBDevice)
        /// A tty more, or fewer, and at least one left.
        case portsChanged(USBDevice)
        /// The device has no tty any more.
        case portsVanished(USBDevice)
        case deviceVanished(USBDevice)
    }

    /// By their directories.
    private var devices: [String: PluggedDevice] = [:]
    private var sessions = 0
    /// Whether all that was plugged in when the news began has been told.
    private(set) var isListed = false

    subscript(device: USBDevice) -> PluggedDevice? { devices[device.directory] }

    /// Why a port that was named cannot be the one.
    func complaint(of path: String) -> String? {
        devices.values.lazy.compactMap { $0.complaint(of: path) }.first
    }

    mutating func apply(_ event: HotplugEvent) -> [Change] {
        switch event {
        case .deviceAppeared(let device): appeared(device)
        case .portAppeared(let port, let device): appeared(device) + appeared(port, of: device)
        case .vanished(let directory): vanished(directory)
        case .listed(let directories): listed(directories)
        }
    }

    private mutating func listed(_ directories: Set<String>) -> [Change] {
        isListed = true
        return missing(from: directories).flatMap { vanished($0) }
    }

    private mutating func appeared(_ device: USBDevice) -> [Change] {
        if let known = devices[device.directory] {
            if known.device == device { return [] }
            // Its end was not heard.
            return vanished(device.directory) + appeared(device)
        }
        sessions += 1
        devices[device.directory] = PluggedDevice(device: device, session: sessions)
        return [.deviceAppeared(device)]
    }

    private mutating func appeared(_ port: USBPort, of device: USBDevice) -> [Change] {
        guard var plugged = devices[device.directory] else { return [] }
        let before = plugged.ports
        plugged.insert(port)
        devices[device.directory] = plugged
        guard plugged.ports != before else { return [] }
        return [before.isEmpty ? .portsAppeared(device) : .portsChanged(device)]
    }

    private mutating func vanished(_ directory: String) -> [Change] {
        if let plugged = devices.removeValue(forKey: directory) {
            let end = [Change.deviceVanished(plugged.device)]
            return plugged.ports.isEmpty ? end : [.portsVanished(plugged.device)] + end
        }
        for var plugged in devices.values where plugged.ports.contains(where: { $0.directory == directory }) {
            plugged.remove(directory)
            devices[plugged.device.directory] = plugged
            return [plugged.ports.isEmpty ? .portsVanished(plugged.device) : .portsChanged(plugged.device)]
        }
        return []
    }

    /// In an order that can be repeated; the ports before their device.
    private func missing(from directories: Set<String>) -> [String] {
        let known = devices.values.flatMap { $0.ports.map(\.directory) + [$0.device.directory] }
        return known.filter { !directories.contains($0) }.sorted { $0.count > $1.count || $0 < $1 }
    }
}
