import ModemSimulator

/// A simulated modem on which commands are tried; time passes only as it is told to.
struct Conversation {
    private(set) var modem: SimulatedModem
    private(set) var events: [SimulatorEvent] = []
    private(set) var now: Duration = .zero
    private var output = ""

    init(
        _ profile: SimulatorProfile = .generic, script: [ScriptStep] = [],
        _ change: (inout SimulatorSettings) -> Void = { _ in }
    ) {
        var settings = SimulatorSettings()
        settings.latency = .zero
        settings.baud = nil
        change(&settings)
        modem = SimulatedModem(profile: profile, settings: settings, script: script)
        _ = ask("ATE0")
        events = []
    }

    /// What comes for a command line at once, every line end shown as a slash.
    mutating func ask(_ line: String) -> String {
        type(line + "\r")
    }

    mutating func type(_ text: String) -> String {
        take(modem.received(Array(text.utf8), at: now))
        return takeOutput()
    }

    mutating func happen(_ action: SimulatorAction) -> String {
        take(modem.perform(action, at: now))
        return takeOutput()
    }

    mutating func pass(_ duration: Duration) -> String {
        now += duration
        take(modem.advance(to: now))
        return takeOutput()
    }

    /// What is sent, piece by piece.
    mutating func pieces(_ line: String) -> [(time: Duration, octets: [UInt8])] {
        var pieces: [(time: Duration, octets: [UInt8])] = []
        var effects = modem.received(Array("\(line)\r".utf8), at: now)
        while true {
            for case .send(let octets) in effects { pieces.append((now, octets)) }
            guard let next = modem.nextWake else { return pieces }
            now = next
            effects = modem.advance(to: now)
        }
    }

    private mutating func take(_ effects: [SimulatedModem.Effect]) {
        for effect in effects {
            switch effect {
            case .send(let octets): output += String(decoding: octets, as: UTF8.self)
            case .sendBeside(let octets): output += "|" + String(decoding: octets, as: UTF8.self)
            case .tell(.commandReceived): break
            case .tell(let event): events.append(event)
            case .unplug: output += "<gone>"
            case .replug: output += "<back>"
            }
        }
    }

    private mutating func takeOutput() -> String {
        defer { output = "" }
        return output.split(whereSeparator: \.isNewline).joined(separator: "/")
    }
}
