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

    package init(
        id: CallID, caller: Caller, started: MonotonicInstant, ended: MonotonicInstant, rings: Int,
        outcome: CallOutcome
    ) {
        self.id = id
        self.caller = caller
        self.started = started
        self.ended = ended
        self.rings = rings
        self.outcome = outcome
    }

    package var rang: Duration { started.duration(to: ended) }
}
