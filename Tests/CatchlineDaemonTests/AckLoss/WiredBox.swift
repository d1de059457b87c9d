import Foundation
import ModemDialogue
import ModemSimulator
import Telephony

@testable import CatchlineDaemon
@testable import Storage

/// The decisions, the dialogue, a simulated modem and the network beyond it, wired to each other on one invented clock.
///
/// Every octet between dialogue and modem is counted from the first AT+CMGS on, and after a given one a fault strikes: what
/// is left of that write is lost.
struct WiredBox {
    enum Fault: String, CaseIterable, Sendable {
        case unplug
        case reboot
        case silence
    }

    static let target = "/dev/ttyUSB2"
    static let caller = "+447700900311"

    let store: Store
    private var switchboard: Switchboard
    private var machine: ModemStateMachine
    private var modem: SimulatedModem
    private var now = MonotonicInstant.zero
    private var wake: MonotonicInstant?
    private var isConnected = false
    /// The line is dead until then.
    private var deafUntil = MonotonicInstant.zero
    private var occurrences: [(at: MonotonicInstant, what: Occurrence)] = []

    private let fault: Fault?
    /// Octets of the exchange that pass before the fault strikes.
    private let octetsLeft: Int
    private var isCounting = false
    private var hasStruck = false
    /// A dialogue that takes an open end for a failure: what the harness is to catch.
    private let isPlanted: Bool

    /// Octets of the exchange so far.
    private(set) var octets = 0
    /// What the network has taken.
    private(set) var taken: [SimulatorEvent.SentPart] = []
    /// The word was given that the PDU may go.
    private(set) var hasProceeded = false
    /// The acknowledgement came through.
    private(set) var wasAcknowledged = false

    private enum Occurrence {
        case connects
        case replugs
    }

    /// What has happened and was not looked at yet, in order.
    private enum Work {
        case action(ModemAction)
        case effect(SimulatedModem.Effect)
        case decision(Switchboard.Action)
    }

    private var work: [Work] = []

    init(
        fault: Fault? = nil, after octetsLeft: Int = .max, keepsReference: Bool = false,
        isPlanted: Bool = false
    ) throws {
        store = try Store.inMemory()
        switchboard = Switchboard(store: store, session: "wired")
        machine = ModemStateMachine(configuration: DialogueConfiguration())
        var settings = SimulatorSettings()
        settings.keepsReference = keepsReference
        settings.reportDelay = nil
        settings.baud = nil
        modem = SimulatedModem(profile: .generic, settings: settings)
        (self.fault, self.octetsLeft, self.isPlanted) = (fault, octetsLeft, isPlanted)
        try store.changeSettings(
            [
                "setup.done": "true", "business.company": "Hartley", "business.country": "GB",
                "owner.name": "Dan",
                "owner.number": "+447700900555", "call.mode": "box", "reply.delay": "0",
                "reply.words": "{company}: sorry.", "reply.words_late": "{company}: sorry, late.",
            ], at: moment)
        if keepsReference {
            var proof = ReferenceProof()
            for reference in [3, 80, 157, 234, 55] { proof.answered(reference, to: reference) }
            try store.recordProof(
                proof, of: ModemID(imei: settings.imei, target: Self.target), firmware: "V250 1.0")
        }
    }

    private var moment: Moment {
        Moment(
            boot: "boot", monotonic: now,
            wall: Date(timeIntervalSince1970: 1_795_200_000 + Double(now.nanoseconds) / 1e9), trust: .ntp)
    }

    private var modemTime: Duration { .nanoseconds(now.nanoseconds) }

    /// Somebody rings and gives up; seven minutes later everything has been done that the box does by itself.
    mutating func missCall() {
        start()
        act(.call(SimulatedCall(number: Self.caller, rings: 1)))
        run(for: .seconds(420))
    }

    mutating func start() {
        connect()
        workOff()
        run(for: .seconds(10))
    }

    /// Something happens in the world around the modem.
    mutating func act(_ action: SimulatorAction) {
        take(modem.perform(action, at: modemTime))
        workOff()
    }

    mutating func run(for duration: Duration) {
        let end = now.advanced(by: duration)
        while let next = soonest, next <= end {
            now = max(now, next)
            step()
        }
        now = end
    }

    private var soonest: MonotonicInstant? {
        [
            occurrences.first?.at, modem.nextWake.map { MonotonicInstant.zero.advanced(by: $0) }, wake,
            switchboard.nextDeadline,
        ].compactMap(\.self).min()
    }

    private mutating func step() {
        if let occurrence = occurrences.first, occurrence.at <= now {
            occurrences.removeFirst()
            switch occurrence.what {
            case .connects: connect()
            case .replugs: take(modem.perform(.replug, at: modemTime))
            }
        } else if let due = modem.nextWake, due <= modemTime {
            take(modem.advance(to: modemTime))
        } else if let due = wake, due <= now {
            wake = nil
            perform(machine.deadlinePassed(at: now))
        } else {
            obey(switchboard.deadlinePassed(at: moment))
        }
        workOff()
    }

    private mutating func workOff() {
        while !work.isEmpty {
            switch work.removeFirst() {
            case .action(let action): carryOut(action)
            case .effect(let effect): happen(effect)
            case .decision(.request(let request, _)):
                if case .proceed = request { hasProceeded = true }
                perform(machine.requested(request, at: now))
            case .decision: break
            }
        }
    }

    private mutating func perform(_ actions: [ModemAction]) { work += actions.map(Work.action) }
    private mutating func take(_ effects: [SimulatedModem.Effect]) { work += effects.map(Work.effect) }
    private mutating func obey(_ actions: [Switchboard.Action]) { work += actions.map(Work.decision) }

    // MARK: The port

    private mutating func connect() {
        guard !isConnected else { return }
        isConnected = true
        perform(machine.connected(at: now))
    }

    private mutating func disconnect() {
        guard isConnected else { return }
        isConnected = false
        perform(machine.disconnected(at: now))
    }

    private mutating func expect(_ what: Occurrence, after delay: Duration) {
        occurrences.append((now.advanced(by: delay), what))
        occurrences.sort { $0.at < $1.at }
    }

    /// As much of it as passes before the fault.
    private mutating func passed(_ octets: [UInt8]) -> (passed: [UInt8], strikes: Bool) {
        guard isCounting, !hasStruck else { return (octets, false) }
        let room = octetsLeft - self.octets
        self.octets += min(room, octets.count)
        guard fault != nil, octets.count > room else { return (octets, false) }
        return (Array(octets.prefix(room)), true)
    }

    private mutating func strike() {
        hasStruck = true
        // What the modem had said at this moment is lost too.
        deafUntil = now.advanced(by: .nanoseconds(1))
        switch fault {
        case .unplug:
            take(modem.perform(.unplug, at: modemTime))
            expect(.replugs, after: .seconds(10))
        case .reboot: take(modem.perform(.fault(.reboot), at: modemTime))
        case .silence: deafUntil = now.advanced(by: .seconds(90))
        case nil: break
        }
    }

    // MARK: The modem

    private mutating func happen(_ effect: SimulatedModem.Effect) {
        switch effect {
        case .send(let octets):
            guard isConnected, now >= deafUntil else { return }
            let (passed, strikes) = passed(octets)
            if !passed.isEmpty { perform(machine.bytesReceived(passed, at: now)) }
            if strikes { strike() }
        case .tell(.partSent(let part)): taken.append(part)
        case .tell, .sendBeside: break
        case .unplug: disconnect()
        case .replug: expect(.connects, after: .milliseconds(250))
        }
    }

    // MARK: The dialogue

    private mutating func carryOut(_ action: ModemAction) {
        switch action {
        case .write(let octets): write(octets)
        case .wake(let moment): wake = moment
        case .report(let event): told(event)
        case .reopen:
            disconnect()
            expect(.connects, after: .milliseconds(250))
        case .resetUSB: perform(machine.usbResetEnded(obstacle: "it is not connected over USB.", at: now))
        case .log, .listenAside, .writeAside, .leaveAside, .finished: break
        }
    }

    private mutating func write(_ octets: [UInt8]) {
        if !isCounting, octets.starts(with: Array("AT+CMGS=".utf8)) { isCounting = true }
        guard isConnected, now >= deafUntil else { return }
        let (passed, strikes) = passed(octets)
        if !passed.isEmpty { take(modem.received(passed, at: modemTime)) }
        if strikes { strike() }
    }

    private mutating func told(_ event: LineEvent) {
        var event = event
        switch event {
        case .submitted, .submittedAfterAll:
            wasAcknowledged = true
            isCounting = false
        case .submissionFailed(let part, var failure) where isPlanted:
            failure.phase = .beforePrompt
            event = .submissionFailed(part, failure)
        default: break
        }
        obey(switchboard.received(event, from: Self.target, at: moment))
    }
}
