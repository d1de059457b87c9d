package import Telephony

/// What is known of a call that is over, when it is decided whether its caller gets a text.
package struct CallFacts: Hashable, Sendable {
    /// Nil if the network told no number.
    package var number: IdentifiedNumber?
    package var isWithheld: Bool
    package var outcome: CallOutcome
    package var rang: Duration
    package var rings: Int
    package var ended: Moment
    /// The numbers of the box's own SIMs.
    package var ownNumbers: Set<PhoneNumber>
    /// The country of the SIM, else that of the business: `GB`.
    package var homeCountry: String?

    package init(
        number: IdentifiedNumber?, isWithheld: Bool, outcome: CallOutcome, rang: Duration, rings: Int,
        ended: Moment,
        ownNumbers: Set<PhoneNumber> = [], homeCountry: String?
    ) {
        self.number = number
        self.isWithheld = isWithheld
        self.outcome = outcome
        self.rang = rang
        self.rings = rings
        self.ended = ended
        self.ownNumbers = ownNumbers
        self.homeCountry = homeCountry
    }
}

extension CallOutcome {
    /// The outcome to be stored: a missed call that rang for less than the least that counts was too short.
    package func judged(rang: Duration, settings: Settings) -> CallOutcome {
        self == .missed && rang < settings.minimumRing ? .tooShort : self
    }
}
