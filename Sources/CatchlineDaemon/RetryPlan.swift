import ModemDialogue
import Storage
import Telephony

/// What becomes of a text that a modem did not get rid of.
enum RetryPlan {
    /// Failures of one part that are known for certain, before it is given up.
    private static let attemptLimit = 4

    /// - Parameters:
    ///   - age: of the message.
    ///   - isInCall: a call rang or was up. Some modems do nothing else meanwhile, and the next one can.
    static func verdict(
        of failure: SubmissionFailure, attempts: Int, age: Duration, isInCall: Bool = false
    ) -> FailureVerdict {
        switch failure.verdict {
        case .unknown: .unconfirmed
        case .refused: .final
        case .notSent where isInCall: .retry(after: .zero, countsAttempt: false)
        case .notSent where failure.wasNoAttempt: .retry(after: delay(atAge: age), countsAttempt: false)
        case .notSent where attempts >= attemptLimit: .final
        case .notSent: .retry(after: delay(afterAttempt: attempts), countsAttempt: true)
        }
    }

    /// Each try is written to the disk, so that what waits for long is tried less and less often. A modem that was not
    /// there is brought back before it is given anything again: from then on a text shall not wait for long.
    private static func delay(atAge age: Duration) -> Duration {
        min(max(age / 20, .seconds(1)), .seconds(300))
    }

    private static func delay(afterAttempt attempt: Int) -> Duration {
        switch attempt {
        case ...1: .seconds(30)
        case 2: .seconds(120)
        default: .seconds(300)
        }
    }
}

extension SubmissionFailure {
    /// The modem or its network was not there to try. That is no attempt, however often it happens. 331: no network
    /// service (3GPP TS 27.005 §3.2.5).
    fileprivate var wasNoAttempt: Bool {
        phase == .beforePrompt && (answer == .none || answer == .messageService(331))
    }
}
