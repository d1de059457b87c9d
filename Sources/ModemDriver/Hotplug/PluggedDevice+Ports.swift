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

    var addresses: [SerialPort.Address] { portsInTurn.map { .path($0.node) } }

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
}
