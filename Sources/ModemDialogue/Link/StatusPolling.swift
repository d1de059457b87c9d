import ATGrammar
import Telephony

/// What an idle modem is asked for.
enum StatusPoll: Hashable, Sendable, CaseIterable {
    case storage
    case signal
    case registration
    case clock
}

/// The two or three lines a minute that an idle modem sees, and the last readings. They also show that the modem
/// lives.
struct StatusPolling: Sendable {
    enum Timing {
        /// Not every modem tells when it finds the network. It is asked soon, then less and less often.
        static let registering: [Duration] = [.seconds(2), .seconds(4), .seconds(8), .seconds(15)]
        static let stillRegistering = Duration.seconds(20)
        /// A modem that does not know the time may learn it soon after it found the network.
        static let earlyClockLooks = 5
        static let laterClockLooks = Duration.seconds(3_600)
        /// However often the modem says that it was told the time.
        static let leastBetweenClockLooks = Duration.seconds(60)
    }

    private(set) var due: MonotonicInstant?
    /// How often the network was looked for since it was last there.
    private var looks = 0
    private var signal: Int??
    private var storage: MessageStorageStatus?
    /// AT+CSQ knows no strength: AT+CESQ is asked instead, unless it was no better.
    private var asksExtended = false
    private var isExtendedUseless = false
    private var clockLooks = 0
    private var lastClockLook: MonotonicInstant?
    /// Commands that froze this modem, or that it does not know, are not sent again in this session.
    private var frozen: Set<StatusPoll> = []

    mutating func started(at now: MonotonicInstant) {
        due = now
    }

    mutating func stopped() {
        due = nil
    }

    /// Sooner, if it is to be looked at more often.
    mutating func intervalChanged(to interval: Duration, at now: MonotonicInstant) {
        due = due.map { min($0, now.advanced(by: interval)) }
    }

    /// Whether the modem does not tell how full its memories are.
    var cannotCount: Bool { frozen.contains(.storage) }

    /// Whether the modem has told this in this session.
    func hasAnswered(_ poll: StatusPoll) -> Bool {
        switch poll {
        case .storage: storage != nil
        case .signal: signal != nil && !asksExtended
        case .registration, .clock: false
        }
    }

    mutating func froze(_ poll: StatusPoll) {
        if poll == .signal, asksExtended { return signalRefused() }
        frozen.insert(poll)
    }

    mutating func forget() {
        self = StatusPolling()
    }

    /// The commands whose time has come.
    mutating func deadlinePassed(
        _ facts: ModemFacts, isRegistered: Bool, every interval: Duration, at now: MonotonicInstant
    ) -> [Effect] {
        guard let due, due <= now else { return [] }
        self.due = now.advanced(by: isRegistered ? interval : min(interval, wait()))
        if isRegistered { looks = 0 }
        var polls: [StatusPoll] = isRegistered ? [.storage, .signal] : [.registration]
        if isRegistered, facts.registrations.isKnown, !facts.announcesRegistration {
            polls.append(.registration)
        }
        if isRegistered, clockIsDue(facts, at: now) {
            clockLooks += 1
            lastClockLook = now
            polls.append(.clock)
        }
        return polls.filter { !frozen.contains($0) }.map { .send(exchange($0, facts)) }
    }

    /// Until the network is asked for again.
    private mutating func wait() -> Duration {
        looks += 1
        return looks <= Timing.registering.count ? Timing.registering[looks - 1] : Timing.stillRegistering
    }

    private func exchange(_ poll: StatusPoll, _ facts: ModemFacts) -> Exchange {
        let name: CommandName =
            switch poll {
            case .storage: .messageStorage
            case .signal: asksExtended ? .extendedSignalQuality : .signalQuality
            case .clock: .clock
            case .registration: facts.registrations.question(looks)
            }
        return Exchange(
            command: poll == .signal ? .execute(name) : .read(name), purpose: .status(poll), urgency: .status,
            needsInformation: true)
    }

    /// Only what has changed is told.
    mutating func signalRead(_ reading: Int?) -> [Effect] {
        asksExtended = reading == nil && !isExtendedUseless
        guard signal != .some(reading) else { return [] }
        signal = .some(reading)
        return [.report(.signalChanged(reading))]
    }

    mutating func extendedSignalRead(_ reading: Int?) -> [Effect] {
        guard reading != nil else {
            signalRefused()
            return []
        }
        let effects = signalRead(reading)
        asksExtended = true
        return effects
    }

    /// Back to AT+CSQ, if that was not it.
    mutating func signalRefused() {
        isExtendedUseless = isExtendedUseless || asksExtended
        asksExtended = false
    }

    // MARK: The clock

    private func clockIsDue(_ facts: ModemFacts, at now: MonotonicInstant) -> Bool {
        guard facts.clockIsAsked, !facts.clockIsSet else { return false }
        guard clockLooks >= Timing.earlyClockLooks, let lastClockLook else { return true }
        return lastClockLook.duration(to: now) >= Timing.laterClockLooks
    }

    /// The modem says that the network has told the time.
    mutating func clockWanted(_ facts: ModemFacts, at now: MonotonicInstant) -> [Effect] {
        guard !frozen.contains(.clock),
            lastClockLook.map({ $0.duration(to: now) >= Timing.leastBetweenClockLooks }) ?? true
        else { return [] }
        lastClockLook = now
        return [.send(exchange(.clock, facts))]
    }

    mutating func storageRead(_ status: MessageStorageStatus) -> [Effect] {
        guard storage != status else { return [] }
        storage = status
        return [.report(.storageChanged(status))]
    }
}
