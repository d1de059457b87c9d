import Telephony

/// What a modem has told of itself, and whether it tells it still.
///
/// A modem that answered nonsense while its settings were made looks afterwards like one whose SIM has no name: its
/// line would be another one, and what waits for the line would wait for as long as the modem stays. It is set up
/// again a few times; one that goes on not telling is then taken as it is.
struct Recollection: Hashable, Sendable {
    static let waits: [Duration] = [.seconds(15), .seconds(60), .seconds(600)]

    /// When it is set up again.
    private(set) var due: MonotonicInstant?
    private var hasToldDevice = false
    private var hasToldSIM = false
    private var tries = 0

    mutating func broughtUp(_ identity: ModemIdentity, at now: MonotonicInstant) {
        let tellsDevice = identity.imei != nil
        let tellsSIM = identity.iccid != nil || identity.imsi != nil
        due = nil
        guard hasToldDevice && !tellsDevice || hasToldSIM && !tellsSIM else {
            (hasToldDevice, hasToldSIM, tries) = (tellsDevice, tellsSIM, 0)
            return
        }
        guard tries < Self.waits.count else { return }
        due = now.advanced(by: Self.waits[tries])
        tries += 1
    }

    /// Whether it is time. Not while something is under way: then a little later.
    mutating func isDue(at now: MonotonicInstant, isBusy: Bool) -> Bool {
        guard let due, due <= now else { return false }
        self.due = isBusy ? now.advanced(by: Self.waits[0]) : nil
        return !isBusy
    }
}
