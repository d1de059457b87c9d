import Telephony

/// Which of a device's ttys a modem is looked for on.
extension PluggedDevice {
    /// The best first: those known to speak AT, then those of which nothing is known. Never one that is known
    /// to be for something else: some hang when they are written to.
    var portsInTurn: [USBPort] {
        guard !KnownModems.isNoModem(device.id) else { return [] }
        let ranked = ports.compactMap { port -> (rank: Int, port: USBPort)? in
            switch KnownModems.purpose(of: port, on: device) {
            case .commands(let rank): (rank, port)
            case .unknown: (.max, port)
            case .positioning, .diagnostics, .audio, .other: nil
            }
        }
        // The ports stand in the order of their interfaces already.
        return ranked.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
            .map(\.element.port)
    }

    var modemPorts: [ModemPort] {
        portsInTurn.map { port in
            ModemPort(
                address: .path(port.node),
                takesCommands: KnownModems.purpose(of: port, on: device) != .unknown,
                tellsEverything: KnownModems.tellsEverything(port, on: device))
        }
    }

    var addresses: [SerialPort.Address] { modemPorts.map(\.address) }

    /// Whether the port that speaks best is there, so that nobody needs to wait for the others.
    var hasBestPort: Bool {
        ports.contains { KnownModems.purpose(of: $0, on: device) == .commands(rank: 0) }
    }

    /// Whether it is known which ports there ought to be.
    var isLayoutKnown: Bool {
        KnownModems.isKnown(device.id)
            || ports.contains { KnownModems.purpose(of: $0, on: device) != .unknown }
    }

    /// What the modem is called as a target: a path that stays while the device stays in its socket.
    var name: String? { portsInTurn.first?.stableName }

    /// What is the matter with a device that has no port for commands, and the next step; nil if it has one, or
    /// is no modem.
    var complaint: String? {
        if ports.isEmpty { return KnownModems.portless(device.id)?.words }
        guard portsInTurn.isEmpty, !KnownModems.isNoModem(device.id) else { return nil }
        let uses = ports.compactMap { KnownModems.purpose(of: $0, on: device).words }
        return "\(KnownModems.models(device.id)) (\(device.id)) shows no port for commands, only for "
            + "\(Set(uses).sorted().joined(separator: ", ")): pull it out and plug it in again; if it stays "
            + "so, its ports are set up in another way, and its maker's manual tells how to set them back"
    }

    /// Why a port that was named cannot be the one, and which is; nil if it can.
    func complaint(of path: String) -> String? {
        guard let port = ports.first(where: { $0.node == path || $0.links.contains(path) }),
            let use = KnownModems.purpose(of: port, on: device).words
        else { return nil }
        let right = portsInTurn.first.map { ": commands go to \($0.node), so name that one, or auto" }
        return "\(path) is the port of \(KnownModems.models(device.id)) for \(use)\(right ?? "")"
    }
}
