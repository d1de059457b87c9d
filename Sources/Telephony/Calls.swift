/// Names one call of one modem's session. Numbers are given in the order in which calls were first seen.
package struct CallID: Hashable, Sendable {
    package var rawValue: Int

    package init(_ rawValue: Int) {
        self.rawValue = rawValue
    }
}

/// Who rings, as far as the network has told.
package enum Caller: Hashable, Sendable {
    /// No line with a number has come (yet).
    case notAnnounced
    /// The network said that the number is hidden. Never texted.
    case withheld
    case number(NetworkNumber)
}

/// How a call ended, in the words of the JSON output.
package enum CallOutcome: String, CaseIterable, Codable, Sendable {
    case missed
    case rejected
    case answered
    case answeredElsewhere = "answered_elsewhere"
    /// Rang for less than `reply.minimum_ring`.
    case tooShort = "too_short"
    /// The modem restarted or vanished in mid-ring.
    case unknown
}

/// Why the network ended a call (3GPP TS 24.008 §10.5.4.11). Few modems tell, so nothing may depend on it.
package struct CallCause: RawRepresentable, Hashable, Codable, Sendable {
    package var rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The call was offered to several telephones, and another one has taken it.
    package static let nonSelectedUserClearing = CallCause(rawValue: 26)
}

/// An entry of the modem's own list of missed calls.
package struct MissedCallEntry: Hashable, Sendable {
    package var number: NetworkNumber
    /// In the form of the modem's clock, where the entry has one.
    package var time: String?

    package init(number: NetworkNumber, time: String? = nil) {
        self.number = number
        self.time = time
    }
}

/// An incoming call that is over, as the modem showed it.
package struct EndedCall: Hashable, Sendable {
    package var id: CallID
    package var caller: Caller
    /// When the first sign of the call came, and when the call was over: its last sign, if it ended in silence.
    package var started: MonotonicInstant
    package var ended: MonotonicInstant
    /// How often it rang; at least 1.
    package var rings: Int
    package var outcome: CallOutcome
    /// The network said that the call was diverted to this line from another.
    package var isForwarded: Bool
    package var cause: CallCause?

    package init(
        id: CallID, caller: Caller, started: MonotonicInstant, ended: MonotonicInstant, rings: Int,
        outcome: CallOutcome, isForwarded: Bool = false, cause: CallCause? = nil
    ) {
        self.id = id
        self.caller = caller
        self.started = started
        self.ended = ended
        self.rings = rings
        self.outcome = outcome
        self.isForwarded = isForwarded
        self.cause = cause
    }

    package var rang: Duration { started.duration(to: ended) }
}
