import Foundation
import Logging
import ModemDialogue
import ReplyEngine
import Telephony

@testable import CatchlineDaemon
@testable import Storage

/// A switchboard with a store, and with a modem that says what happens and does at once what it is asked: for so
/// many calls that a modem's own words would take too long.
struct BareLine {
    private static let target = "bare"
    static let imsi = "234300000000001"

    let seed: UInt64
    private let bug: PlantedBug?
    private let shelf: Shelf
    let store: Store
    private var switchboard: Switchboard
    private let keeper = ClockKeeper(boot: "boot")
    private let epoch: Int
    private(set) var now: Duration = .zero
    private(set) var inspector: Inspector
    private var callCount = 0
    /// Nothing is taken: +CMS ERROR: 331, no network service, where the prompt would be.
    var refusesTexts = false
    /// When the owner was last told that texts to many numbers are held, and how many were held by then.
    private var alarmed: Duration?
    private var heldCount = 0

    /// - Parameter epoch: seconds since 1970 at the start.
    init(
        seed: UInt64, bug: PlantedBug? = nil, epoch: Int = 1_795_183_331, promises: Promises = Promises(),
        settings: [String: String?] = [:]
    ) throws {
        self.seed = seed
        self.bug = bug
        self.epoch = epoch
        shelf = try Shelf()
        // Not in memory alone: there each read has all statements compiled anew (PRAGMA query_only).
        store = try Store(path: "\(shelf.path)/bare.db")
        inspector = Inspector(promises: promises, epoch: epoch)
        switchboard = Switchboard(store: store, session: "bare")
        try store.changeSettings(World.setUp, at: moment)
        try store.changeSettings(["reply.delay": "0", "business.time_zone": promises.zone], at: moment)
        try store.changeSettings(settings, at: moment)
        try store.changeSettings(bug?.settings ?? [:], at: moment)
        try tell(.identified(ModemIdentity(imei: "490154203237518", imsi: Self.imsi)))
        try tell(.stateChanged(.ready, detail: nil))
    }

    private var moment: Moment {
        keeper.moment(
            monotonic: .zero.advanced(by: now + .seconds(5)),
            systemWall: Date(timeIntervalSince1970: Double(epoch) + now.inSeconds), systemIsTrusted: true)
    }

    /// Nothing but the deadlines of the house happens until then.
    mutating func pass(until time: Duration) throws {
        while let deadline = switchboard.nextDeadline {
            let due = MonotonicInstant.zero.duration(to: deadline) - .seconds(5)
            guard due <= time else { break }
            guard due > now else {
                now += .milliseconds(1)
                try obey(switchboard.deadlinePassed(at: moment))
                continue
            }
            now = due
            try obey(switchboard.deadlinePassed(at: moment))
        }
        now = max(now, time)
    }

    /// Somebody rings for so long and gives up. Nil: a hidden number.
    mutating func ring(_ number: String?, for time: Duration = .seconds(8)) throws {
        callCount += 1
        let caller = number.map {
            Caller.number(NetworkNumber(digits: $0, typeOfAddress: $0.hasPrefix("+") ? 145 : 129))
        }
        let (id, started) = (CallID(callCount), moment.monotonic)
        inspector.callStarted(number, on: Self.imsi, at: now)
        try tell(.callStarted(id, caller ?? .withheld))
        now += time
        inspector.callEnded(number, on: Self.imsi, at: now)
        try tell(
            .callEnded(
                EndedCall(
                    id: id, caller: caller ?? .withheld, started: started, ended: moment.monotonic, rings: 2,
                    outcome: .missed)))
    }

    mutating func forget(before time: Duration) {
        inspector.forget(before: time)
    }

    /// Who holds texts says so, and again if it goes on for longer than the hour and the minutes that count.
    mutating func requireAlarm() throws {
        let held = try store.reader.heldCounts()["burst"] ?? 0
        defer { heldCount = held }
        guard held > heldCount else { return }
        guard let alarmed, now - alarmed < .minutes(71) else {
            throw breach("texts are held and nobody is told")
        }
    }

    private mutating func tell(_ event: LineEvent) throws {
        try obey(switchboard.received(event, from: Self.target, at: moment))
    }

    private mutating func obey(_ actions: [Switchboard.Action]) throws {
        for action in actions {
            switch action {
            case .request(.submit(let part), _): try submit(part)
            case .request(.proceed(let part), _): try deliver(part)
            case .log(let level, let text) where level >= .error: throw breach("the box complains: \(text)")
            case .log(.warning, let text) where text.hasPrefix("Many numbers"):
                if bug != .tellsNobody { alarmed = now }
            case .request, .networkTimeTold, .log: break
            }
        }
        if let complaint = inspector.complaint { throw breach(complaint) }
    }

    private mutating func submit(_ part: Submission) throws {
        guard !refusesTexts else {
            let failure = SubmissionFailure(phase: .beforePrompt, answer: .messageService(331))
            return try tell(.submissionFailed(part.id, failure))
        }
        try tell(.promptSeen(part.id))
        try tell(.submitted(part.id, reference: 1))
    }

    private mutating func deliver(_ part: Submission.ID) throws {
        guard let message = try store.reader.message(part.message) else { return }
        inspector.arrived(
            Inspector.Arrival(
                at: now, box: 0, line: Self.imsi, number: message.number ?? "", text: message.text ?? ""))
    }

    func breach(_ what: String) -> Breach {
        Breach(seed: seed, what: what, tail: "at \(now) after \(callCount) calls")
    }
}
