import ATGrammar
import Telephony

@testable import ModemDialogue

/// A dialogue and a scripted modem on a bench with its own time.
struct Session: Sendable {
    var machine: ModemStateMachine
    var modem: ScriptedModem
    var now = MonotonicInstant.zero
    /// How long the modem takes to answer.
    var latency = Duration.milliseconds(10)
    private(set) var events: [LineEvent] = []
    private(set) var eventTimes: [MonotonicInstant] = []
    private(set) var commands: [String] = []
    /// When each command was sent.
    private(set) var commandTimes: [MonotonicInstant] = []
    private(set) var actions: [ModemAction] = []
    private(set) var notes: [LogNote] = []
    private(set) var reopenings = 0
    private(set) var wakeUps = 0
    /// What was written to other ports, behind their numbers.
    private(set) var asideCommands: [String] = []
    private(set) var leftPorts: [SidePort] = []
    private(set) var isFinished = false
    private var wake: MonotonicInstant?
    private var arrivals: [(at: MonotonicInstant, octets: [UInt8])] = []
    /// What happens to the port.
    private var occurrences: [(at: MonotonicInstant, what: Occurrence)] = []
    /// A modem that has fallen over; nil: it works.
    var hang: Hang?
    /// The shell does what it is asked for, as a driver would.
    var hasShell = false
    /// Why the device cannot be reset over USB; nil: it can.
    var usbObstacle: String? = "it is not connected over USB."
    private(set) var usbResets = 0
    /// A line that the modem prints of its own accord, after so many line ends more.
    var interjection: (lineEnds: Int, text: String)?
    /// The line ends that the modem has printed.
    private(set) var lineEnds = 0
    /// Each octet is a read of its own.
    var readsSingleOctets = false
    /// What the house answers to an event, at once.
    var house: @Sendable (LineEvent) -> [ModemRequest] = { _ in [] }
    /// Records all of it, if there is one.
    var recorder: FlightRecorder?

    init(_ modem: ScriptedModem = ScriptedModem(), configuration: DialogueConfiguration = .init()) {
        self.modem = modem
        machine = ModemStateMachine(configuration: configuration)
    }

    /// One that is up and has swept its memories, made once: a copy is cheaper than a bring-up.
    static func ready() -> Session { readyByItself }

    private static let readyByItself = ready(ScriptedModem())

    static func ready(_ modem: ScriptedModem) -> Session {
        var session = Session(modem)
        session.connect()
        session.run(for: .seconds(5))
        session.forget()
        return session
    }

    // MARK: Doing

    mutating func connect() {
        recorder?.opened(at: now)
        isConnected = true
        if let hang, hang.kind == .closed {
            expect(.closes, after: .milliseconds(20))
            expect(.opens, after: .seconds(1))
        }
        perform(machine.connected(at: now))
    }

    mutating func disconnect() {
        arrivals = []
        recorder?.closed(at: now)
        isConnected = false
        perform(machine.disconnected(at: now))
    }

    private var isConnected = false

    enum Occurrence: Hashable {
        case closes
        case isAbsent
        case opens
        case boots
        case usbResetEnds
    }

    mutating func expect(_ what: Occurrence, after delay: Duration) {
        let moment = now.advanced(by: delay)
        let position = occurrences.firstIndex { $0.at > moment } ?? occurrences.endIndex
        occurrences.insert((moment, what), at: position)
    }

    private mutating func happen(_ what: Occurrence) {
        switch what {
        case .closes: if isConnected { disconnect() }
        case .isAbsent: if !isConnected { perform(machine.portAbsent(at: now)) }
        case .opens: if !isConnected { connect() }
        case .boots:
            modem.hasEcho = true
            if isConnected { line("RDY") }
        case .usbResetEnds: perform(machine.usbResetEnded(obstacle: nil, at: now))
        }
    }

    mutating func request(_ request: ModemRequest) {
        recorder?.asked(request, at: now)
        perform(machine.requested(request, at: now))
    }

    /// Octets from the modem, now.
    mutating func receive(_ text: String) {
        receive(octets: Array(text.utf8))
    }

    mutating func receive(octets: [UInt8]) {
        let octets = interjected(octets)
        recorder?.received(octets, at: now)
        guard readsSingleOctets else { return perform(machine.bytesReceived(octets, at: now)) }
        for octet in octets { perform(machine.bytesReceived([octet], at: now)) }
    }

    private mutating func interjected(_ octets: [UInt8]) -> [UInt8] {
        guard let wanted = interjection else {
            lineEnds += octets.count { $0 == 0x0A }
            return octets
        }
        var result: [UInt8] = []
        for octet in octets {
            result.append(octet)
            guard octet == 0x0A else { continue }
            lineEnds += 1
            if lineEnds == wanted.lineEnds { result += "\r\n\(wanted.text)\r\n".utf8 }
        }
        return result
    }

    /// A line from the modem, now.
    mutating func line(_ line: String) {
        receive("\r\n\(line)\r\n")
    }

    // MARK: Other ports

    mutating func openSidePort(_ number: Int = 2, takesCommands: Bool = true) {
        let port = SidePort(number: number)
        perform(machine.sidePortOpened(port, takesCommands: takesCommands, at: now))
    }

    mutating func closeSidePort(_ number: Int = 2) {
        perform(machine.sidePortClosed(SidePort(number: number), at: now))
    }

    mutating func receive(_ text: String, on number: Int) {
        let octets = Array(text.utf8)
        recorder?.received(octets, on: SidePort(number: number), at: now)
        perform(machine.bytesReceived(octets, on: SidePort(number: number), at: now))
    }

    mutating func line(_ line: String, on number: Int) {
        receive("\r\n\(line)\r\n", on: number)
    }

    mutating func run(for duration: Duration) {
        run(until: now.advanced(by: duration))
    }

    mutating func run(until end: MonotonicInstant) {
        while let next = [arrivals.first?.at, occurrences.first?.at, wake].compactMap({ $0 }).min(),
            next <= end
        {
            now = max(now, next)
            if let occurrence = occurrences.first, occurrence.at <= now {
                occurrences.removeFirst()
                happen(occurrence.what)
            } else if let arrival = arrivals.first, arrival.at <= now {
                arrivals.removeFirst()
                receive(octets: arrival.octets)
            } else {
                wake = nil
                wakeUps += 1
                perform(machine.deadlinePassed(at: now))
            }
        }
        now = max(now, end)
    }

    /// Forgets what was recorded so far.
    mutating func forget() {
        events = []
        eventTimes = []
        commands = []
        commandTimes = []
        actions = []
        notes = []
        asideCommands = []
        wakeUps = 0
        lineEnds = 0
    }

    private mutating func perform(_ actions: [ModemAction]) {
        self.actions += actions
        var requests: [ModemRequest] = []
        for action in actions {
            switch action {
            case .write(let octets): written(octets)
            case .wake(let moment): wake = moment
            case .report(let event):
                events.append(event)
                recorder?.told(event, at: now)
                eventTimes.append(now)
                requests += house(event)
            case .log(let note): notes.append(note)
            case .reopen:
                reopenings += 1
                if hasShell { reopen() }
            case .resetUSB: if hasShell { resetUSB() }
            case .listenAside: break
            case .writeAside(let octets, let port):
                recorder?.sent(octets, to: port, at: now)
                asideCommands.append("\(port.number) \(ModemRecording.Content.escaped(octets))")
            case .leaveAside(let port): leftPorts.append(port)
            case .finished: isFinished = true
            }
        }
        for request in requests { self.request(request) }
    }

    private mutating func written(_ octets: [UInt8]) {
        recorder?.sent(octets, at: now)
        let text = String(decoding: octets, as: UTF8.self)
        commands.append(text.hasSuffix("\r") ? String(text.dropLast()) : text)
        commandTimes.append(now)
        for (delay, text) in answers(to: octets) {
            schedule(text, at: now.advanced(by: latency + delay))
        }
    }

    private mutating func answers(to octets: [UInt8]) -> [(Duration, String)] {
        guard now >= modem.deafUntil else { return [] }
        guard var hang else { return modem.take(octets) }
        let outcome = hang.take(octets, of: &modem, at: now)
        self.hang = hang.isCured ? nil : hang
        if hang.isBooting, case .softReset = hang.cure {
            self.hang = nil
            modem.deafUntil = now.advanced(by: Hang.bootTime)
            expect(.boots, after: Hang.bootTime)
        }
        return outcome
    }

    private mutating func reopen() {
        expect(.closes, after: .milliseconds(1))
        expect(.opens, after: .milliseconds(250))
        if hang?.cure == .reopen { hang = nil }
    }

    private mutating func resetUSB() {
        usbResets += 1
        if let usbObstacle { return perform(machine.usbResetEnded(obstacle: usbObstacle, at: now)) }
        if hang?.cure == .usbReset { hang = nil }
        modem.deafUntil = now.advanced(by: .seconds(6) + Hang.bootTime)
        expect(.closes, after: .milliseconds(10))
        expect(.isAbsent, after: .seconds(1))
        expect(.usbResetEnds, after: .seconds(3))
        expect(.opens, after: .seconds(6))
        expect(.boots, after: .seconds(6) + Hang.bootTime)
    }

    mutating func schedule(_ text: String, at moment: MonotonicInstant) {
        let position = arrivals.firstIndex { $0.at > moment } ?? arrivals.endIndex
        arrivals.insert((moment, Array(text.utf8)), at: position)
    }

    // MARK: Looking

    var states: [ModemState] {
        events.compactMap { if case .stateChanged(let state, _) = $0 { state } else { nil } }
    }

    var state: ModemState { machine.currentState.0 }

    var endedCalls: [EndedCall] {
        events.compactMap { if case .callEnded(let call) = $0 { call } else { nil } }
    }

    var missedCalls: [EndedCall] { endedCalls.filter { $0.outcome == .missed } }

    var received: [ReceivedPDU] {
        events.compactMap { if case .pduReceived(let pdu) = $0 { pdu } else { nil } }
    }

    /// Events about calls alone.
    var callEvents: [LineEvent] {
        events.filter {
            switch $0 {
            case .callStarted, .callerAnnounced, .callEnded: true
            default: false
            }
        }
    }

    var submissionEvents: [LineEvent] {
        events.filter {
            switch $0 {
            case .promptSeen, .submitted, .submissionFailed, .submittedAfterAll: true
            default: false
            }
        }
    }
}

extension MonotonicInstant {
    static func + (moment: MonotonicInstant, duration: Duration) -> MonotonicInstant {
        moment.advanced(by: duration)
    }
}

extension Caller {
    static func number(_ digits: String, _ type: Int? = nil) -> Caller {
        .number(NetworkNumber(digits: digits, typeOfAddress: type))
    }

    /// The digits, or the name of the state.
    var words: String {
        switch self {
        case .notAnnounced: "unknown"
        case .withheld: "withheld"
        case .number(let number): number.digits
        }
    }
}

extension Submission {
    /// A text for +447700900311, by the service centre of the SIM.
    static func sample(_ message: Int64 = 1, part: Int = 1, moreFollow: Bool = false) -> Submission {
        let tpdu = "11000C914477000913F10000A705E8329BFD06"
        return Submission(
            id: .init(message: MessageID(rawValue: message), part: part), pdu: "00" + tpdu,
            tpduLength: tpdu.utf8.count / 2, moreFollow: moreFollow)
    }
}

enum SamplePDU {
    /// SMS-DELIVER with a service centre address.
    static let first = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37"
    static let second = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC38"
    static let third = "07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC39"
}
