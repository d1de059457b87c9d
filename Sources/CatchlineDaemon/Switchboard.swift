import Foundation
package import FoundationEssentials
package import Logging
import ModemDialogue
import Numbering
import ReplyEngine
import Storage
package import Telephony

/// Decides what follows from what the modems tell, and keeps it.
///
/// ## Overview
/// A value: an event and the moment go in, the store is written, and what the modems are to do comes out. It waits for
/// the disk and for nothing else, so that one thread can drive it from one seed against simulated modems and an invented
/// clock. `SwitchboardOperator` brings it the events of a running box.
///
/// ## Function
/// 1. A call has a row from its first ring. Its end and the reply that it gets are one commit.
/// 2. A part of an outgoing message is `sending` on the disk before its AT+CMGS, and `prompt_seen` before its PDU.
/// 3. An incoming PDU is counted before it is decoded, and committed before the modem may delete it. A text whose last
///    parts do not come is announced without them.
/// 4. A PIN is recorded before it is tried.
///
/// ## Implementation
/// A `Desk` holds what is in hand for one modem; everything that must outlive the process is in the store. What the
/// store cannot take at the moment is left where it is: a text on the SIM, an end of a call in `unrecorded`.
package struct Switchboard: Sendable {
    /// What follows from an event, outside of the store.
    package enum Action: Equatable, Sendable {
        case request(ModemRequest, target: String)
        case networkTimeTold(Date)
        case log(Logger.Level, String)
    }

    let store: Store
    let policy = ReplyPolicy()
    let consent = Consent()
    let failures = FailurePolicy()
    let readSettings = ReadSettings()
    /// Names this run of the process: the listings of two runs are different listings.
    let session: String
    /// Reads the PIN that the owner has set, if any.
    let readPIN: @Sendable () -> PINSecret?
    /// Spreads the times of what is tried again.
    var chance: SplitMix64
    /// Faults of ours that have been told.
    var toldFaults: Set<String> = []
    /// What is called at each step that a crash could follow; for tests.
    let checkpoint: @Sendable (Checkpoint) -> Void

    /// By target, sorted, so that a run can be repeated.
    var desks: [String: Desk] = [:]
    /// When something is due although nothing happens.
    package private(set) var nextDeadline: MonotonicInstant?
    private var trust = ClockTrust.none
    /// Calls whose end the store could not take.
    var unrecorded: [UnrecordedCall] = []
    /// When the store is asked again to take them.
    var unrecordedRetry: MonotonicInstant?
    /// Calls that rang when the last process ended, and may ring on.
    var leftovers: [UnfinishedCall] = []
    /// When those are decided about that have not rung again.
    var leftoverDeadline: MonotonicInstant?
    /// When a text is announced whose missing parts have not come.
    var incompleteDeadline: MonotonicInstant?
    /// When replies are looked at that wait for a line without a modem.
    var strandedCheck: MonotonicInstant?
    /// When the owner was last told of many callers at once.
    var burstTold: MonotonicInstant?
    /// What is said of the disk's trouble, and when it is looked whether it is over.
    var storage = StorageWatch()
    /// How each line fared with its network.
    package internal(set) var histories: [LineID: LineHistory] = [:]
    /// PDUs that this process has read and could not store: reading them does no harm.
    var harmless: Set<[UInt8]> = []

    init(
        store: Store, session: String, seed: UInt64 = 1,
        readPIN: @escaping @Sendable () -> PINSecret? = { nil },
        checkpoint: @escaping @Sendable (Checkpoint) -> Void = { _ in }
    ) {
        self.store = store
        self.session = session
        chance = SplitMix64(seed: seed)
        self.readPIN = readPIN
        self.checkpoint = checkpoint
    }

    /// A modem tells something.
    package mutating func received(_ event: LineEvent, from target: String, at now: Moment) -> [Action] {
        take(event, from: target, at: now) + noteStorage(at: now)
    }

    private mutating func take(_ event: LineEvent, from target: String, at now: Moment) -> [Action] {
        var desk = desks[target] ?? Desk(target: target)
        if let call = event.call, !desk.isIdentified, desk.calls[call] == nil {
            let isKept = desk.keepEarly(Desk.EarlyEvent(event: event, at: now))
            let actions = isKept ? recordEarly(event, at: &desk, now) : []
            desks[target] = desk
            return actions
        }
        var actions = noteTrust(at: now) + handle(event, at: &desk, now)
        desks[target] = desk
        if event.mayFreeTheLine { actions += dispatch(at: now) }
        return actions
    }

    /// Something was written to the outbox, by us or by somebody else.
    package mutating func outboxChanged(at now: Moment) -> [Action] {
        dispatch(at: now) + noteStorage(at: now)
    }

    /// Most settings are read when they are needed. The modems have this one by heart.
    package func settingsChanged() -> [Action] {
        attempting("see how often the modems are looked at") {
            let interval = try settings().sweepEvery
            return desks.keys.sorted().map { .request(.lookEvery(interval), target: $0) }
        }
    }

    package mutating func deadlinePassed(at now: Moment) -> [Action] {
        recoverStorage(at: now) + actOnDeadlines(at: now) + noteStorage(at: now)
    }

    private mutating func actOnDeadlines(at now: Moment) -> [Action] {
        recordLateEnds(at: now) + recoverLeftovers(at: now) + announceIncomplete(at: now)
            + expireStranded(at: now) + noteRegistrations(at: now) + dispatch(at: now)
    }

    /// The first moment with a clock that can be believed puts right the times of those before it.
    private mutating func noteTrust(at now: Moment) -> [Action] {
        defer { trust = now.trust }
        guard now.trust > trust else { return [] }
        return attempting("put right the times before the clock was known") {
            try store.recordClockTrusted(at: now)
            return []
        }
    }

    private mutating func handle(_ event: LineEvent, at desk: inout Desk, _ now: Moment) -> [Action] {
        switch event {
        case .stateChanged(let state, _): stateChanged(to: state, at: &desk, now)
        case .identified(let identity): identified(identity, at: &desk, now)
        case .registrationChanged(let registration): registrationChanged(to: registration, at: &desk, now)
        case .signalChanged(let signal): signalChanged(to: signal, at: &desk, now)
        case .operatorChanged, .storageChanged, .abilityChanged, .simLocked, .answered: []
        case .storageCrowded(let fill): storageNoted(fill, isCrowded: true, at: desk, now)
        case .storageRelieved(let fill): storageNoted(fill, isCrowded: false, at: desk, now)
        case .pinWanted(let attemptsLeft): pinWanted(attemptsLeft: attemptsLeft, at: &desk, now)
        case .pinAccepted: pinAnswered(accepted: true, attemptsLeft: nil, at: &desk, now)
        case .pinRefused(let left): pinAnswered(accepted: false, attemptsLeft: left, at: &desk, now)
        case .callStarted(let call, let caller):
            callStarted(call, caller, at: &desk, now) + rejection(of: call, at: desk)
        case .callerAnnounced(let call, let caller): callerAnnounced(call, caller, at: &desk, now)
        case .callEnded(let call): callEnded(call, at: &desk, now)
        case .missedCallsListed(let entries): missedCallsListed(entries, at: desk, now)
        case .callCauseTold(let call, let cause): callCauseTold(call, cause, at: desk, now)
        case .pduReceived(let pdu): pduReceived(pdu, at: &desk, now)
        case .pduDeleted(let pdu, _): pduDeleted(pdu, at: &desk, now)
        case .sweepFinished: sweepFinished(at: desk, now)
        case .promptSeen(let part): promptSeen(part, at: desk, now)
        case .submitted(let part, let reference): submitted(part, reference: reference, at: &desk, now)
        case .submissionFailed(let part, let failure): submissionFailed(part, failure, at: &desk, now)
        case .submittedAfterAll(let part, let reference):
            submittedAfterAll(part, reference: reference, at: &desk, now)
        case .clockRead(let text): clockRead(text)
        case .recoveryStepTaken(let step): recoveryStepTaken(step, at: &desk, now)
        case .restarted: [.log(.warning, "\(desk.target): the modem has restarted by itself")]
        }
    }

    private mutating func stateChanged(to state: ModemState, at desk: inout Desk, _ now: Moment) -> [Action] {
        let isNews = desk.state != state
        let isIdentified = desk.isIdentified
        if state == .gone { noteLoss(at: desk, now) }
        desk.changeState(to: state)
        guard isNews, isIdentified else { return [] }
        return attempting("record the state of a modem") {
            try store.recordModemState(line: desk.line, state: state, at: now)
            return []
        }
    }

    private mutating func identified(
        _ identity: ModemIdentity, at desk: inout Desk, _ now: Moment
    ) -> [Action] {
        desk.identify(identity)
        var actions =
            notePINProved(at: &desk, now) + seat(&desk, now) + endSessionHolds(at: desk, now)
            + recallProof(at: &desk) + looks(at: desk)
        for told in desk.takeEarly() { actions += handle(told.event, at: &desk, told.at) }
        return actions
    }

    /// A modem that was not here before looks as often as is usual.
    private func looks(at desk: Desk) -> [Action] {
        attempting("see how often a modem is looked at") {
            let interval = try settings().sweepEvery
            guard interval != DialogueConfiguration.usualStatusPoll else { return [] }
            return [.request(.lookEvery(interval), target: desk.target)]
        }
    }

    private func clockRead(_ text: String) -> [Action] {
        ClockKeeper.date(fromModemClock: text).map { [.networkTimeTold($0)] } ?? []
    }

    func settings() throws(StorageError) -> Settings {
        readSettings.of(try store.reader.settings())
    }

    /// Carries out a step that needs the store. One that fails is said, and what it was about stays where it is.
    func attempting(_ step: String, _ body: () throws -> [Action]) -> [Action] {
        do {
            return try body()
        } catch {
            return complaint(.error, "Cannot \(step)", error)
        }
    }

    mutating func setNextDeadline(_ deadline: MonotonicInstant?) {
        nextDeadline = deadline
    }
}

extension LineEvent {
    /// The call that it is about, if it is about one.
    fileprivate var call: CallID? {
        switch self {
        case .callStarted(let call, _), .callerAnnounced(let call, _): call
        case .callEnded(let call): call.id
        default: nil
        }
    }

    /// Whether a text that waits may go now.
    fileprivate var mayFreeTheLine: Bool {
        switch self {
        case .stateChanged, .identified, .callEnded, .submitted, .submissionFailed, .submittedAfterAll,
            .pduReceived, .registrationChanged:
            true
        default: false
        }
    }
}
