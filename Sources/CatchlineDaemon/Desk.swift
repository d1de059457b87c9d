import Numbering
import Storage
import Telephony

/// What is in hand for one modem. Gone with the process; nothing here is owed to anybody.
struct Desk: Sendable {
    let target: String
    var modem: ModemID
    private(set) var line: LineID
    var identity = ModemIdentity()
    private(set) var state = ModemState.opening
    /// What was told of calls before it was known whose line it is. It waits, so that no call is written to the wrong one.
    private var early: [EarlyEvent] = []
    /// The rows of those calls: that they rang is on the disk at once, whose they are follows.
    var earlyRows: [CallID: Int64] = [:]
    private(set) var isIdentified = false
    /// The rows of the calls that ring.
    var calls: [CallID: Int64] = [:]
    /// The call that ended last, and its row: why it ended may be told later.
    var lastEnded: (call: CallID, row: Int64)?
    /// The part that the modem has been given.
    var submission: Submission.ID?
    /// The TP-MR of that part.
    var writtenReference: Int?
    /// What is known of the modem and the TP-MR that it is given; nil if nothing can be.
    var proof: ReferenceProof?
    /// What became of the part that the modem was given, until the store knows.
    var postponed: SubmissionOutcome?
    /// When the texts that are held were last asked for.
    private var heldLook: MonotonicInstant?
    /// The modem took no text while a call rang or was up.
    var restsUntil: MonotonicInstant?
    /// PDUs that were committed and wait for the modem to delete them.
    private var committed: [ReceivedPDU.ID: RawPDUID] = [:]
    /// The SIM waits for its PIN.
    var pinWish: PINWish?
    /// The try that is under way.
    var pinInHand: PINTry?
    /// The PIN that opened a SIM which has not told yet who it is.
    var pinProved: PINDigest?

    /// dBm, as the modem last told it.
    var signal: Int?
    /// As the modem last told it, as it was last written down, and when that was last tried.
    private(set) var registration: NetworkRegistration?
    /// Since when the network has been there without a break.
    private(set) var registeredSince: MonotonicInstant?
    var registrationNoted: NetworkRegistration?
    var registrationLook: MonotonicInstant?

    /// Steps of bringing the modem back that were written down of late.
    var recoverySteps = RecoveryAllowance()

    enum SubmissionOutcome: Sendable {
        case submitted(Submission.ID, reference: Int)
        case failed(Submission.ID, SubmissionFailure)
    }

    struct PINWish: Sendable {
        /// Nil if the modem does not tell.
        var attemptsLeft: Int?
    }

    struct PINTry: Sendable {
        var digest: PINDigest
        /// What it is remembered by: the SIM may have another name once it is open.
        var sim: String
    }

    struct EarlyEvent: Sendable {
        var event: LineEvent
        var at: Moment
    }

    init(target: String) {
        self.target = target
        modem = ModemID(imei: nil, target: target)
        line = LineID(iccid: nil, imsi: nil, modem: modem)
    }

    /// Whether it is time to ask for the texts that are held: once a minute, and when something has changed for them.
    mutating func looksAtHeld(at now: MonotonicInstant) -> Bool {
        if let heldLook, heldLook.duration(to: now) < StoreReader.heldInterval { return false }
        heldLook = now
        return true
    }

    mutating func heldMayGo() {
        heldLook = nil
    }

    mutating func identify(_ identity: ModemIdentity) {
        self.identity = identity
        isIdentified = true
        modem = ModemID(imei: identity.imei, target: target)
        // A new session: what it deletes it will have handed over itself.
        committed = [:]
    }

    /// Whose line it is from now on.
    mutating func serve(_ line: LineID) {
        if line != self.line { registrationNoted = nil }
        self.line = line
    }

    mutating func changeState(to state: ModemState) {
        self.state = state
        if state != .needsPIN { pinWish = nil }
        guard state == .gone else { return }
        // Another SIM may be in it when it comes back, and nobody will tell how the PIN fared.
        isIdentified = false
        pinInHand = nil
        pinProved = nil
        registration = nil
        registeredSince = nil
        signal = nil
    }

    mutating func register(_ registration: NetworkRegistration, at instant: MonotonicInstant) {
        self.registration = registration
        let isThere = registration == .home || registration == .roaming
        registeredSince = isThere ? registeredSince ?? instant : nil
    }

    /// The database is another one.
    mutating func forgetRows() {
        calls = [:]
        earlyRows = [:]
        lastEnded = nil
        submission = nil
        postponed = nil
        committed = [:]
        registrationNoted = nil
    }

    /// A modem that never tells who it is fills no memory.
    mutating func keepEarly(_ event: EarlyEvent) -> Bool {
        guard early.count < 200 else { return false }
        early.append(event)
        return true
    }

    mutating func takeEarly() -> [EarlyEvent] {
        calls.merge(earlyRows) { known, _ in known }
        earlyRows = [:]
        defer { early = [] }
        return early
    }

    /// A modem that deletes nothing hands over the same texts again and again.
    mutating func keepCommitted(_ pdu: ReceivedPDU.ID, _ raw: RawPDUID?) {
        if committed.count >= 2_000 { committed = [:] }
        committed[pdu] = raw
    }

    mutating func takeCommitted(_ pdu: ReceivedPDU.ID) -> RawPDUID? {
        committed.removeValue(forKey: pdu)
    }

    var isReady: Bool { state == .ready }

    /// Until when the line is given no text; nil: it may have one.
    func rest(at now: MonotonicInstant) -> MonotonicInstant? {
        guard let restsUntil, restsUntil > now, !calls.isEmpty else { return nil }
        return restsUntil
    }

    /// The country whose national numbers the network prints: that of the SIM.
    var homeCountry: String? { Country.ofIMSI(identity.imsi) }
}
