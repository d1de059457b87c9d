import Numbering
import Storage
import Telephony

/// What is in hand for one modem. Gone with the process; nothing here is owed to anybody.
struct Desk: Sendable {
    let target: String
    var modem: ModemID
    var line: LineID
    var identity = ModemIdentity()
    var state = ModemState.opening
    /// What was told of calls before it was known whose line it is. It waits, so that no call is written to the wrong one.
    var early: [EarlyEvent] = []
    private(set) var isIdentified = false
    /// The rows of the calls that ring.
    var calls: [CallID: Int64] = [:]
    /// The part that the modem has been given.
    var submission: Submission.ID?
    /// What became of parts, for the store to be told.
    var postponed: [LineEvent] = []
    /// PDUs that were committed and wait for the modem to delete them.
    var committed: [ReceivedPDU.ID: RawPDUID] = [:]
    /// The SIM waits for its PIN.
    var pinWish: PINWish?
    /// The PIN in the try that is under way.
    var pinInHand: PINDigest?

    struct PINWish: Sendable {
        /// Nil if the modem does not tell.
        var attemptsLeft: Int?
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

    mutating func identify(_ identity: ModemIdentity) {
        self.identity = identity
        isIdentified = true
        modem = ModemID(imei: identity.imei, target: target)
        line = LineID(iccid: identity.iccid, imsi: identity.imsi, modem: modem)
    }

    var isReady: Bool { state == .ready }

    /// The country whose national numbers the network prints: that of the SIM.
    var homeCountry: String? { Country.ofIMSI(identity.imsi) }
}
