/// A modem that is only simulated: octets and time in, octets and events out.
///
/// # Overview
/// The far side of a serial line as the standards describe it (ITU-T V.250, 3GPP TS 27.007 and 27.005) and as
/// a `SimulatorProfile` colours it, with a SIM, its memories, and a small network behind it.
///
/// # Function
/// It answers command lines, rings, stores and delivers texts, takes PDUs and tells what it took, and goes
/// wrong on demand. Tests, benchmarks and the demonstration run it, over a pseudo-terminal or without one.
///
/// # Implementation
/// No clock, no thread, no descriptor: every entry takes the time, everything that is due later lies in one
/// agenda, and `nextWake` tells when to come back. Time runs from zero and means nothing by itself. The
/// aspects of the modem (general commands, calls, texts) are extensions in files of their own.
package struct SimulatedModem: Sendable {
    package enum Effect: Hashable, Sendable {
        /// To the host.
        case send([UInt8])
        /// To the host, on the second port.
        case sendBeside([UInt8])
        case tell(SimulatorEvent)
        /// The port is to vanish.
        case unplug
        /// The port is to come back.
        case replug
    }

    enum Item: Sendable {
        case octetsReceived([UInt8])
        case commandLine(String)
        case pdu(String)
        case output([UInt8])
        case prompt
        case ring(Int)
        case callEnds(Int)
        case action(SimulatorAction)
        case bootFinished
        case noise(Int)
        case serviceAnswer(String)

        /// What the outside world does goes on whatever becomes of the modem.
        var survivesRestart: Bool {
            if case .action = self { true } else { false }
        }
    }

    enum Power: Hashable, Sendable {
        case on
        case booting
        case unplugged
    }

    package let profile: SimulatorProfile
    var settings: SimulatorSettings

    var agenda = Agenda<Item>()
    var effects: [Effect] = []
    var power = Power.on
    /// Deaf and mute until then.
    var hungUntil: Duration = .zero

    var input = InputState()
    var second = SecondPort()
    var session = SessionSettings()
    var sim: SIMState
    var calls = CallState()
    var texts: TextState
    var faults = FaultState()
    var network = NetworkState()
    /// When the last command line will have been answered.
    private var busyUntil: Duration = .zero
    private var lineInFreeAt: Duration = .zero
    private var lineOutFreeAt: Duration = .zero

    package init(
        profile: SimulatorProfile = .generic, settings: SimulatorSettings = SimulatorSettings(),
        script: [ScriptStep] = []
    ) {
        self.profile = profile
        self.settings = settings
        sim = SIMState(settings)
        texts = TextState(profile)
        for step in script { agenda.add(.action(step.action), at: step.time) }
        if let interval = settings.noiseInterval { agenda.add(.noise(0), at: interval) }
    }

    // MARK: Entries

    /// When `advance` has something to do; nil: not before something comes from outside.
    package var nextWake: Duration? { agenda.nextDue }

    package mutating func received(_ octets: some Sequence<UInt8>, at now: Duration) -> [Effect] {
        catchUp(to: now)
        let octets = Array(octets)
        lineInFreeAt = max(lineInFreeAt, now) + transmissionTime(of: octets.count)
        agenda.add(.octetsReceived(octets), at: lineInFreeAt)
        return advance(to: now)
    }

    package mutating func perform(_ action: SimulatorAction, at now: Duration) -> [Effect] {
        catchUp(to: now)
        run(action, at: now)
        return advance(to: now)
    }

    package mutating func advance(to now: Duration) -> [Effect] {
        catchUp(to: now)
        defer { effects = [] }
        return effects
    }

    mutating func catchUp(to now: Duration) {
        while let next = agenda.takeNext(until: now) {
            run(next.item, at: next.due)
        }
    }

    private mutating func run(_ item: Item, at now: Duration) {
        switch item {
        case .octetsReceived(let octets): read(octets, at: now)
        case .commandLine(let line): answer(line, at: now)
        case .pdu(let hex): takePDU(hex, at: now)
        case .output(let octets): effects.append(.send(octets))
        case .prompt: prompt(at: now)
        case .ring(let id): ring(id, at: now)
        case .callEnds(let id): end(id, at: now)
        case .action(let action): run(action, at: now)
        case .bootFinished: finishBoot(at: now)
        case .noise(let index): makeNoise(index, at: now)
        case .serviceAnswer(let code): answerService(code, at: now)
        }
    }

    private mutating func run(_ action: SimulatorAction, at now: Duration) {
        switch action {
        case .call(let call): begin(call, at: now)
        case .callersGiveUp: endAllCalls(.callersGiveUp, at: now)
        case .text(let number, let words): deliver(words, from: number, at: now)
        case .pdu(let hex): if let pdu = SimulatedPDU(hex: hex) { deliver(pdu, at: now) }
        case .report(let reference, let number, let status):
            deliverReport(reference: reference, number: number, status: status, at: now)
        case .line(let line): announce([line], at: now)
        case .registration(let value):
            settings.registration = value
            reportRegistration(at: now)
        case .signal(let value): settings.signal = value
        case .fault(let fault): strike(fault, at: now)
        case .unplug: unplug()
        case .replug: replug(at: now)
        case .sim(let iccid, let imsi): changeSIM(iccid, imsi)
        }
    }

    private mutating func changeSIM(_ iccid: String, _ imsi: String) {
        (settings.iccid, settings.imsi) = (iccid, imsi)
        (settings.hasSIM, settings.pin, settings.ownNumber) = (true, nil, nil)
        sim = SIMState(settings)
        texts.memories["SM"]?.slots = [:]
    }

    // MARK: Input

    private mutating func read(_ octets: [UInt8], at now: Duration) {
        guard power == .on, now >= hungUntil else { return }
        for octet in octets {
            guard let event = input.read(octet) else { continue }
            switch event {
            case .commandLine(let line):
                tell(.commandReceived(line))
                echo(Array(line.utf8) + [0x0D], at: now)
                if line.uppercased().hasPrefix("AT+CMGS=") { input.mode = .beforePrompt }
                schedule(.commandLine(line), at: now)
            case .pdu(let hex):
                echo(Array(hex.utf8) + [0x1A], at: now)
                schedule(.pdu(hex), at: now, delay: settings.networkDelay)
            case .escape:
                texts.expectedLength = nil
                respond(.ok, at: now)
            }
        }
    }

    private mutating func echo(_ octets: [UInt8], at now: Duration) {
        if session.isEchoing { transmit(octets, at: now) }
    }

    /// One line after the other: what comes while a command runs waits for its answer.
    private mutating func schedule(_ item: Item, at now: Duration, delay: Duration = .zero) {
        busyUntil = max(busyUntil, now) + settings.latency + delay
        agenda.add(item, at: busyUntil)
    }

    // MARK: Output

    /// Onto the line, at its rate.
    mutating func transmit(_ octets: [UInt8], at now: Duration) {
        guard power == .on, now >= hungUntil else { return }
        var octets = octets[...]
        let dropped = min(octets.count, faults.octetsToDrop)
        faults.octetsToDrop -= dropped
        octets = octets.dropFirst(dropped)
        let pieceSize = faults.pieceSize ?? (settings.baud == nil ? Int.max : 64)
        while !octets.isEmpty {
            let piece = Array(octets.prefix(pieceSize))
            octets = octets.dropFirst(piece.count)
            let pause: Duration = faults.pieceSize == nil ? .zero : .milliseconds(1)
            lineOutFreeAt = max(lineOutFreeAt, now) + transmissionTime(of: piece.count) + pause
            agenda.add(.output(piece), at: lineOutFreeAt)
        }
    }

    /// Lines that nobody asked for. Each is there when its last octet is: who listens need not wait for the next.
    mutating func announce(_ lines: [String], at now: Duration) {
        guard !lines.isEmpty else { return }
        let end = profile.has(.doubledCarriageReturn) ? "\r\r\n" : "\r\n"
        let octets = { (lines: [String]) in lines.flatMap { Array("\r\n\($0)\(end)".utf8) } }
        if settings.announces != .onSecondPort {
            for line in lines { transmit(octets([line]), at: now) }
        }
        if settings.announces != .onFirstPort, power == .on, now >= hungUntil {
            let lines = second.told(of: lines)
            if !lines.isEmpty { effects.append(.sendBeside(octets(lines))) }
        }
    }

    /// The answer to a command line, in one piece.
    mutating func respond(_ answer: Answer, at now: Duration) {
        transmit(octets(of: answer), at: now)
    }

    mutating func octets(of answer: Answer) -> [UInt8] {
        var octets = answer.lines.flatMap { Array("\r\n\($0)\r\n".utf8) }
        if let line = faults.lineInsideAnswer {
            faults.lineInsideAnswer = nil
            octets += Array("\r\n\(line)\r\n".utf8)
        }
        return octets + session.octets(of: answer.result, profile: profile)
    }

    private func transmissionTime(of count: Int) -> Duration {
        guard let baud = settings.baud, baud > 0 else { return .zero }
        // A start bit, eight bits, a stop bit.
        return .seconds(1) * (count * 10) / baud
    }

    // MARK: Restarts

    mutating func forgetSession() {
        agenda.removeAll { !$0.survivesRestart }
        input = InputState()
        second = SecondPort()
        session = SessionSettings()
        calls.forget()
        texts.forgetSession()
        network.menu = nil
        sim.loseUnlocking()
        (busyUntil, lineInFreeAt, lineOutFreeAt) = (.zero, .zero, .zero)
        hungUntil = .zero
    }

    mutating func tell(_ event: SimulatorEvent) {
        effects.append(.tell(event))
    }
}
