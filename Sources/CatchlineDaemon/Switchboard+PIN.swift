import Logging
import Storage
import Telephony

/// The PIN of the SIM, with the key that hides it in the database.
package struct PINSecret: Sendable {
    package var pin: String
    package var key: [UInt8]

    package init(pin: String, key: [UInt8]) {
        self.pin = pin
        self.key = key
    }
}

extension Switchboard {
    /// Attempts that must be left for a person: three wrong ones lock a SIM, and only its PUK opens it again.
    private static let attemptsForThePerson = 2
    private static let answerLostWords = """
        This PIN was sent to this SIM before, and the SIM's answer never came, so it is not tried again. Put the SIM \
        into a phone, enter the PIN there, and switch it off.
        """

    private static let othersFailedWords = """
        Two other PINs failed on this SIM, and a third would lock it, so this one is not tried. Put the SIM into a \
        phone, enter its PIN there, and switch it off.
        """

    /// Tries the PIN that the owner has set, once for a SIM. A try that is not on the disk is not made.
    func pinWanted(attemptsLeft: Int?, at desk: inout Desk, _ now: Moment) -> [Action] {
        desk.pinWish = Desk.PINWish(attemptsLeft: attemptsLeft)
        guard let secret = readPIN() else {
            return [.log(.warning, "The SIM wants its PIN. Set it: catchline settings set modem.pin")]
        }
        if let attemptsLeft, attemptsLeft <= Self.attemptsForThePerson {
            return [
                .log(
                    .error,
                    "The SIM's attempts left: \(attemptsLeft). Its PIN is not tried; check it in a phone."
                )
            ]
        }
        let digest = PINDigest(pin: secret.pin, key: secret.key)
        let sim = desk.simName
        return attempting("record that a PIN is about to be tried, so it is not") {
            switch try store.beginPINTry(digest, sim: sim, attemptsLeft: attemptsLeft, at: now) {
            case .granted: break
            case .refusedBefore:
                return [.log(.error, "This PIN failed on this SIM before, so it is not tried again.")]
            case .answerLost:
                return [.log(.error, Self.answerLostWords)]
            case .othersFailed:
                return [.log(.error, Self.othersFailedWords)]
            }
            checkpoint(.pinTryRecorded)
            desk.pinInHand = Desk.PINTry(digest: digest, sim: sim)
            return [.request(.enterPIN(secret.pin), target: desk.target)]
        }
    }

    /// The owner has set another PIN: modems that wait for one get it.
    mutating func pinChanged(at now: Moment) -> [Action] {
        var actions: [Action] = []
        for target in desks.keys.sorted() {
            guard var desk = desks[target], let wish = desk.pinWish, desk.pinInHand == nil else { continue }
            actions += pinWanted(attemptsLeft: wish.attemptsLeft, at: &desk, now)
            desks[target] = desk
        }
        return actions
    }

    func pinAnswered(accepted: Bool, attemptsLeft: Int?, at desk: inout Desk, _ now: Moment) -> [Action] {
        guard let hand = desk.pinInHand else { return [] }
        desk.pinInHand = nil
        desk.pinWish = accepted ? nil : Desk.PINWish(attemptsLeft: attemptsLeft)
        if accepted, hand.sim != desk.identity.iccid { desk.pinProved = hand.digest }
        return attempting("record how the PIN fared") {
            try store.markPINTry(hand.digest, sim: hand.sim, outcome: accepted ? .accepted : .refused)
            guard !accepted else { return [] }
            let left = attemptsLeft.map { " Attempts left: \($0)." } ?? ""
            return [.log(.error, "The PIN was wrong. It is not tried on this SIM again.\(left)")]
        }
    }

    /// A SIM that tells who it is only once it is open is known by its own name from now on, in whatever modem.
    func notePINProved(at desk: inout Desk, _ now: Moment) -> [Action] {
        guard let digest = desk.pinProved, let sim = desk.identity.iccid else { return [] }
        desk.pinProved = nil
        return attempting("note the PIN of a SIM that is open") {
            try store.recordPINWorked(digest, sim: sim, at: now)
            return []
        }
    }
}

extension Desk {
    /// What a try of a PIN is remembered by: the SIM where it tells who it is before it is open, else the modem.
    fileprivate var simName: String { identity.iccid ?? identity.imei ?? target }
}
