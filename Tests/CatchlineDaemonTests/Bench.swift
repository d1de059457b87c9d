import Foundation
import SMSCodec
import Telephony

@testable import CatchlineDaemon
@testable import Storage

/// A switchboard on a store in memory, with a clock that is turned by hand and one modem that a test speaks for.
struct Bench {
    static let modem = "/dev/ttyUSB2"
    static let grace = "+447700900311"

    let store: Store
    var switchboard: Switchboard
    var seconds: Int64 = 1_000
    /// Everything that the modem was asked to do.
    var requests: [ModemRequest] = []
    private var boot = "boot"
    private var wallOffset: Int64 = 0
    var trust = ClockTrust.ntp
    /// How often a deadline has passed.
    private(set) var wakeUps = 0
    /// Everything that was logged.
    var log: [String] = []
    private var nextCall = 0
    private var nextPDU = 0

    init(
        settings: [String: String?] = [:], isSetUp: Bool = true, pin: String? = nil, store: Store? = nil
    ) throws {
        self.store = try store ?? Store.inMemory()
        let secret = pin.map { PINSecret(pin: $0, key: Array(repeating: 7, count: 32)) }
        switchboard = Switchboard(store: self.store, session: "test", readPIN: { secret })
        if isSetUp {
            try self.store.changeSettings(
                [
                    "setup.done": "true", "business.company": "Hartley Plumbing", "business.country": "GB",
                    "owner.name": "Dan", "owner.number": "+447700900555", "call.mode": "box",
                    "reply.delay": "0",
                ], at: now)
        }
        try self.store.changeSettings(settings, at: now)
    }

    var now: Moment {
        Moment(
            boot: boot, monotonic: .zero.advanced(by: .seconds(seconds)),
            wall: Date(timeIntervalSince1970: 1_795_200_000 + Double(seconds + wallOffset)), trust: trust)
    }

    /// A modem with a British SIM is ready.
    mutating func start() {
        tell(
            .identified(
                ModemIdentity(imei: "490154203237518", iccid: "8944110068256270054", imsi: "234300000000001"))
        )
        tell(.stateChanged(.ready, detail: nil))
    }

    @discardableResult
    mutating func tell(_ event: LineEvent) -> [ModemRequest] {
        keep(switchboard.received(event, from: Self.modem, at: now))
    }

    @discardableResult
    mutating func wait(_ duration: Int64) -> [ModemRequest] {
        seconds += duration
        return keep(switchboard.deadlinePassed(at: now))
    }

    /// Time passes, and nothing but the switchboard's own deadlines wakes it.
    @discardableResult
    mutating func pass(_ duration: Int64) -> [ModemRequest] {
        let end = MonotonicInstant.zero.advanced(by: .seconds(seconds + duration))
        var asked: [ModemRequest] = []
        while let deadline = switchboard.nextDeadline, deadline <= end {
            seconds = max(seconds, (deadline.nanoseconds + 999_999_999) / 1_000_000_000)
            wakeUps += 1
            asked += keep(switchboard.deadlinePassed(at: now))
        }
        seconds = end.nanoseconds / 1_000_000_000
        return asked
    }

    /// The machine starts anew: its monotonic clock too.
    mutating func reboot() {
        wallOffset += seconds - 5
        seconds = 5
        boot = "next boot"
    }

    @discardableResult
    mutating func pinChanged() -> [ModemRequest] {
        keep(switchboard.pinChanged(at: now))
    }

    /// The outbox was written to by somebody else.
    @discardableResult
    mutating func outboxChanged() -> [ModemRequest] {
        keep(switchboard.outboxChanged(at: now))
    }

    @discardableResult
    mutating func changeSettings(_ changes: [String: String?]) throws -> [ModemRequest] {
        try store.changeSettings(changes, at: now)
        return keep(switchboard.settingsChanged())
    }

    /// From now on the store takes no such change: `INSERT ON message`.
    func breakStore(_ change: String) throws {
        try store.write {
            try $0.run("CREATE TRIGGER broken BEFORE \(change) BEGIN SELECT RAISE(ABORT, 'broken'); END")
        }
    }

    func mendStore() throws {
        try store.write { try $0.run("DROP TRIGGER broken") }
    }

    /// The process ends here and another one starts, on the same store.
    mutating func restart() throws -> [Switchboard.Action] {
        switchboard = Switchboard(store: store, session: "restarted")
        _ = try store.settleAtStart(version: "test", at: now)
        let actions = try switchboard.recoverCalls(at: now) + switchboard.recoverTexts(at: now)
        start()
        return actions
    }

    /// Somebody rings for ten seconds and gives up.
    @discardableResult
    mutating func miss(_ caller: Caller, outcome: CallOutcome = .missed) -> [ModemRequest] {
        nextCall += 1
        let (call, started) = (CallID(nextCall), now.monotonic)
        tell(.callStarted(call, caller))
        seconds += 10
        return tell(
            .callEnded(
                EndedCall(
                    id: call, caller: caller, started: started, ended: now.monotonic, rings: 3,
                    outcome: outcome)))
    }

    mutating func miss(_ number: String) -> [ModemRequest] {
        miss(.number(NetworkNumber(digits: number, typeOfAddress: number.hasPrefix("+") ? 145 : 129)))
    }

    /// A text comes in.
    @discardableResult
    mutating func deliver(_ words: String, from sender: String = Bench.grace) throws -> [ModemRequest] {
        try receive(Self.pdu(words, from: sender, at: now))
    }

    @discardableResult
    mutating func receive(_ hex: String, slot: Int = 1) -> [ModemRequest] {
        nextPDU += 1
        return tell(
            .pduReceived(
                ReceivedPDU(
                    id: ReceivedPDU.ID(nextPDU), slot: .init(storage: "SM", index: slot), listing: nil,
                    hex: hex,
                    statedLength: nil, isFromSweep: false)))
    }

    /// The modem takes a part that it was asked to submit.
    mutating func accept(_ submission: Submission, reference: Int = 42) {
        tell(.promptSeen(submission.id))
        tell(.submitted(submission.id, reference: reference))
    }

    mutating func acceptAll() {
        while let submission = requests.submissions.first {
            requests = []
            accept(submission)
        }
    }

    private mutating func keep(_ actions: [Switchboard.Action]) -> [ModemRequest] {
        log += actions.compactMap { if case .log(_, let words) = $0 { words } else { nil } }
        let asked = actions.compactMap { action -> ModemRequest? in
            if case .request(let request, Self.modem) = action { request } else { nil }
        }
        requests += asked
        return asked
    }

    static func pdu(_ words: String, from sender: String, at moment: Moment) throws -> String {
        let deliver = Deliver(
            originator: try Address(dialString: sender), dataCodingScheme: .gsm7,
            serviceCentreTimeStamp: ServiceCentreTimeStamp(unixTime: Int(moment.wall.timeIntervalSince1970)),
            userData: try UserData(text: words, scheme: .gsm7))
        return IncomingPDU(serviceCentre: nil, tpdu: .deliver(deliver)).hex
    }
}

extension [ModemRequest] {
    var submissions: [Submission] {
        compactMap { if case .submit(let submission) = $0 { submission } else { nil } }
    }
}

extension Submission {
    /// What a person reads at the far end.
    var decoded: (number: String, text: String?) {
        get throws {
            let pdu = try OutgoingPDU(decoding: HexOctets.decode(pdu) ?? [])
            return (pdu.submit.destination.dialString, pdu.submit.text)
        }
    }
}
