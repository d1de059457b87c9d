/// The other AT port that a modem may show: it takes any command, knows none but AT+CLIP, and tells what nobody
/// has asked for where `SimulatorSettings.announces` says so.
struct SecondPort: Hashable, Sendable {
    var input = InputState()
    private var showsCallers = false

    mutating func taken(_ line: String) {
        if line.uppercased() == "AT+CLIP=1" { showsCallers = true }
    }

    /// Who calls is told to a port that has asked for it.
    func told(of lines: [String]) -> [String] {
        lines.filter { showsCallers || !$0.hasPrefix("+CLIP") }
    }
}

extension SimulatedModem {
    package mutating func receivedBeside(_ octets: some Sequence<UInt8>, at now: Duration) -> [Effect] {
        catchUp(to: now)
        for octet in octets {
            guard power == .on, now >= hungUntil, case .commandLine(let line)? = second.input.read(octet)
            else {
                continue
            }
            tell(.commandReceivedBeside(line))
            second.taken(line)
            effects.append(.sendBeside(Array("\(line)\r\r\nOK\r\n".utf8)))
        }
        return advance(to: now)
    }
}
