import ModemDialogue
import Storage
import Telephony

/// What becomes of a text that a modem did not get rid of.
enum RetryPlan {
    /// Failures of one part that are known for certain, before it is given up.
    private static let attemptLimit = 4

    static func verdict(of failure: SubmissionFailure, attempts: Int) -> FailureVerdict {
        switch failure.verdict {
        case .unknown: .unconfirmed
        case .refused: .final
        case .notSent where failure.answer == .none && failure.phase == .beforePrompt:
            // The modem was not there to try. That is no attempt, however often it happens.
            .retry(after: .seconds(5), countsAttempt: false)
        case .notSent where attempts >= attemptLimit: .final
        case .notSent: .retry(after: delay(afterAttempt: attempts), countsAttempt: true)
        }
    }

    private static func delay(afterAttempt attempt: Int) -> Duration {
        switch attempt {
        case ...1: .seconds(30)
        case 2: .seconds(120)
        default: .seconds(300)
        }
    }
}
