/// A part that was not accepted, for those who decide what becomes of it.
package struct FailedPart: Hashable, Sendable {
    package var id: Submission.ID
    package var origin: MessageOrigin
    /// Definite failures of this part so far, with this one.
    package var attempts: Int
    package var created: Moment
    package var callEnded: Moment?
    /// The words of the whole message.
    package var text: String = ""
    package var alphabet: MessageAlphabet?
    /// No part of the message has left, so that it may be encoded anew.
    package var isWhole = true
    /// How it was encoded.
    package var form: OutgoingForm = []
    /// How many numbers in a row the network has rejected on this line, with this one.
    package var rejections = 1
    /// It was submitted once before, and what became of it is not known.
    package var isRepetition = false

    package init(
        id: Submission.ID, origin: MessageOrigin, attempts: Int, created: Moment, callEnded: Moment? = nil
    ) {
        self.id = id
        self.origin = origin
        self.attempts = attempts
        self.created = created
        self.callEnded = callEnded
    }
}

/// What becomes of a part that was not accepted, and of its line.
package struct FailureVerdict: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Certainly not sent: once more, `after` this long. `countsAttempt` is false where nothing was tried.
        case retry(after: Duration, countsAttempt: Bool)
        /// Certainly not sent, and no use to try again.
        case final
        /// It cannot be known. Never sent again by itself.
        case unconfirmed
        /// The service centre had taken it before.
        case sent
    }

    package var outcome: Outcome
    /// Nothing more leaves by this line for so long.
    package var hold: LineHold?
    /// The message is to be encoded so before it is tried again.
    package var form: OutgoingForm?
    /// The number is not in use: nothing is sent there by itself for so long.
    package var numberIsBadFor: Duration?
    /// Many numbers rejected in a row mean the line.
    package var countsRejection = false
    /// It is sent once more after so long, marked so that the service centre refuses what it has already (TP-RD).
    package var repeatsAfter: Duration?
    /// Another way into the network is to be tried.
    package var changesDomain = false

    package init(_ outcome: Outcome, hold: LineHold? = nil) {
        self.outcome = outcome
        self.hold = hold
    }

    package static func retry(after delay: Duration, countsAttempt: Bool) -> FailureVerdict {
        FailureVerdict(.retry(after: delay, countsAttempt: countsAttempt))
    }

    package static let final = FailureVerdict(.final)
    package static let unconfirmed = FailureVerdict(.unconfirmed)
}

/// Nothing is sent by a line for a while.
package struct LineHold: Hashable, Sendable {
    package var duration: Duration
    /// Over when the modem has been brought up anew: what was wrong was the modem's or the SIM's, not the network's.
    package var endsWithSession: Bool

    package init(for duration: Duration, endsWithSession: Bool = false) {
        self.duration = duration
        self.endsWithSession = endsWithSession
    }
}

/// How a message is encoded that could not be sent as it was.
package struct OutgoingForm: OptionSet, Hashable, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// In the GSM 7 bit alphabet, with the nearest letters.
    package static let plainAlphabet = OutgoingForm(rawValue: 1)
    /// Without TP-VP.
    package static let noValidity = OutgoingForm(rawValue: 2)
}

extension SubmissionFailure {
    /// Whether it is known for certain that the part was not taken.
    ///
    /// Phase beats code: before the prompt nothing can have left, whatever the code says. Afterwards only a cause that
    /// the network itself gave is a definite no: an RP-cause (1 to 127, 3GPP TS 24.011 Annex E-2) or a TP-FCS (128 to
    /// 254, TS 23.040 §9.2.3.22). 38 is also what a network answers when *its* wait for the service centre ran out
    /// (TS 23.540), 255 says nothing, and from 300 on it is the modem that speaks (TS 27.005 §3.2.5).
    package var isDefinite: Bool {
        switch (phase, answer) {
        case (.beforePrompt, _): true
        case (.afterPDU, .messageService(let code)):
            isRefusalOfFamily || (1...254).contains(code) && code != 38
        case (.afterPDU, .equipment): isRefusalOfFamily
        case (.afterPDU, .unspecified), (.afterPDU, .none): false
        }
    }

    /// The failure in the words of the JSON output: `cms 38`, `cme 14`, `error`, `no_answer`.
    package var code: String {
        switch answer {
        case .messageService(let code): "cms \(code)"
        case .equipment(let code): "cme \(code)"
        case .unspecified: "error"
        case .none: "no_answer"
        }
    }
}
