/// Why a call got its text, or why it got none, in the words of the JSON output.
package struct ReplyReason: Hashable, Codable, Sendable, RawRepresentable {
    package var rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static func rule(_ name: String) -> ReplyReason { ReplyReason(rawValue: "rule:\(name)") }
    package static func kind(_ kind: NumberKind) -> ReplyReason { ReplyReason(rawValue: kind.rawValue) }

    package static let notSetUp = ReplyReason(rawValue: "not_set_up")
    package static let answered = ReplyReason(rawValue: "answered")
    package static let withheld = ReplyReason(rawValue: "withheld")
    package static let ownNumber = ReplyReason(rawValue: "own_number")
    package static let optedOut = ReplyReason(rawValue: "opted_out")
    package static let blocked = ReplyReason(rawValue: "blocked")
    package static let isPrivate = ReplyReason(rawValue: "private")
    package static let foreign = ReplyReason(rawValue: "foreign")
    package static let landline = ReplyReason(rawValue: "landline")
    /// The network says that nobody has the number.
    package static let unassigned = ReplyReason(rawValue: "unassigned")
    package static let tooShort = ReplyReason(rawValue: "too_short")
    package static let late = ReplyReason(rawValue: "late")
    package static let paused = ReplyReason(rawValue: "paused")
    package static let cooldown = ReplyReason(rawValue: "cooldown")
    package static let loop = ReplyReason(rawValue: "loop")
    package static let capHour = ReplyReason(rawValue: "cap_hour")
    package static let capDay = ReplyReason(rawValue: "cap_day")
    package static let capMonth = ReplyReason(rawValue: "cap_month")
    /// The owner did not want it sent after the SIM was changed.
    package static let cancelled = ReplyReason(rawValue: "cancelled")
}

/// What is to happen after a missed call.
package enum ReplyDecision: Hashable, Sendable {
    /// Text the caller, `wait` after the end of the call.
    case text(words: String, rule: String, wait: Duration)
    case leaveAlone(ReplyReason)
}

/// What the store knows of a number, read inside the transaction that decides.
package struct CallerHistory: Hashable, Sendable {
    /// When the last automatic text to the number was queued, sent or left unconfirmed. One that failed for good,
    /// expired or was suppressed does not count.
    package var lastAutomaticText: Moment?
    /// Automatic texts since a person last acted on either side; a call from the number counts as such an act.
    package var automaticTextsSincePerson: Int
    package var isOptedOut: Bool
    package var isBlocked: Bool
    /// Friends and family: never texted by itself.
    package var isPrivate: Bool
    /// The network has said of late that nobody has this number.
    package var isUnassigned = false
    /// What the owner calls them.
    package var name: String?
    /// Who else rang of late, them included; read only where a text is about to go.
    package var recentCallers: [RecentCaller]

    package init(
        lastAutomaticText: Moment? = nil, automaticTextsSincePerson: Int = 0, isOptedOut: Bool = false,
        isBlocked: Bool = false, isPrivate: Bool = false, name: String? = nil,
        recentCallers: [RecentCaller] = []
    ) {
        self.lastAutomaticText = lastAutomaticText
        self.automaticTextsSincePerson = automaticTextsSincePerson
        self.isOptedOut = isOptedOut
        self.isBlocked = isBlocked
        self.isPrivate = isPrivate
        self.name = name
        self.recentCallers = recentCallers
    }
}

/// One call among those of the last hours.
package struct RecentCaller: Hashable, Sendable {
    package var number: String
    package var rang: Moment
    /// Nothing had been heard from the number, and nothing had been written to it, before this call.
    package var isNew: Bool

    package init(number: String, rang: Moment, isNew: Bool) {
        self.number = number
        self.rang = rang
        self.isNew = isNew
    }
}

/// Automatic texts so far, for the caps; read inside the transaction that claims a send.
package struct SendCounters: Hashable, Sendable {
    /// In the last 60 minutes.
    package var hour: Int
    /// In the calendar's day and month in the owner's zone; the last 24 h and 30 d while the clock is not trusted.
    package var day: Int
    package var month: Int

    package init(hour: Int, day: Int, month: Int) {
        self.hour = hour
        self.day = day
        self.month = month
    }
}

/// An outgoing message whose turn has come, before it is claimed.
package struct OutgoingCandidate: Hashable, Sendable {
    package var id: MessageID
    package var line: LineID
    package var number: String
    package var text: String
    package var origin: MessageOrigin
    /// When the message was queued.
    package var created: Moment
    /// When the call ended that it answers; nil if it answers none.
    package var callEnded: Moment?
    /// That call was taken on another telephone, as came to be known since.
    package var wasAnsweredElsewhere: Bool
    /// How it is to be encoded.
    package var form: OutgoingForm

    package init(
        id: MessageID, line: LineID, number: String, text: String, origin: MessageOrigin, created: Moment,
        callEnded: Moment?, wasAnsweredElsewhere: Bool = false, form: OutgoingForm = []
    ) {
        self.id = id
        self.line = line
        self.number = number
        self.text = text
        self.origin = origin
        self.created = created
        self.callEnded = callEnded
        self.wasAnsweredElsewhere = wasAnsweredElsewhere
        self.form = form
    }
}

/// What is to become of an outgoing message whose turn has come.
package enum ClaimVerdict: Hashable, Sendable {
    /// Send it, in these words.
    case send(text: String)
    /// Never send it; the call that it answers reads `left_alone` with this reason.
    case suppress(ReplyReason)
    /// Too old to be sent.
    case expire(ReplyReason)
    /// Not now; it is asked about again later.
    case hold(reason: String)
}

/// What an incoming text asks of the box itself, apart from being kept.
package enum ConsentChange: Hashable, Sendable {
    /// STOP: no automatic text any more; `confirmation` is sent once.
    case optOut(confirmation: String?)
    /// START after an opt-out.
    case optIn(confirmation: String?)
}
