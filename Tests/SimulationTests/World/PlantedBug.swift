import ModemDialogue
import Telephony

/// Mistakes made on purpose between the parts of the product, or behind the back of the inspector: each shows that a
/// promise is looked at.
enum PlantedBug: String, CaseIterable, Sendable {
    /// The modem is told to delete a text before it is stored.
    case deletesBeforeCommit
    /// A text that may have left is taken for one that has not.
    case resendsAmbiguous
    /// A text is given to another modem than that of its line.
    case usesWrongLine
    /// A text that was not taken reads as sent.
    case takesFailureForSuccess
    /// A number gets a text for each call.
    case hasNoCooldown
    case ignoresCaps
    /// Numbers side by side are texted like others.
    case ignoresBursts
    /// Texts are held, and the owner is not told.
    case tellsNobody
    /// Texts go however late it is.
    case isLate
    /// Everybody who can be dialled is texted.
    case textsAbroad
    /// An event gets a place before others that were there.
    case shufflesEvents
    /// A call ends before it has begun.
    case turnsTimes
    /// A STOP is taken back by itself.
    case forgetsOptOut
    /// The words name a time.
    case namesTime
    /// Each start opens the store once more than each end closes it.
    case leaks
    /// Whatever is heard is written twice more.
    case writesMuch

    /// What the box was told although the inspector holds it to what it promises.
    var settings: [String: String?] {
        switch self {
        case .hasNoCooldown: ["reply.cooldown": "0", "guards.new_callers": "0"]
        case .ignoresCaps:
            [
                "caps.hour": "100000", "caps.day": "100000", "caps.month": "100000",
                "guards.new_callers": "0",
            ]
        case .ignoresBursts: ["guards.adjacent": "0", "guards.new_callers": "0", "caps.hour": "100000"]
        case .isLate: ["reply.give_up_after": "1d"]
        case .textsAbroad: ["numbers.foreign": "FR", "numbers.landline": "true"]
        case .namesTime: ["reply.words": "\(Inspector.promptWords) You rang at 14:05."]
        case .deletesBeforeCommit, .resendsAmbiguous, .usesWrongLine, .takesFailureForSuccess,
            .shufflesEvents, .turnsTimes, .tellsNobody, .leaks, .writesMuch, .forgetsOptOut:
            [:]
        }
    }

    /// What the house is made to hear.
    func distort(_ event: LineEvent) -> LineEvent {
        guard case .submissionFailed(let part, let failure) = event else { return event }
        switch self {
        case .resendsAmbiguous where !failure.isDefinite:
            return .submissionFailed(part, SubmissionFailure(phase: .beforePrompt, answer: .unspecified))
        case .takesFailureForSuccess: return .submitted(part, reference: 1)
        default: return event
        }
    }
}
