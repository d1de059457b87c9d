package import Telephony

/// What became of a text, or keeps it, in plain words: for the `error` of a message in the JSON output.
package struct FailureWords: Hashable, Sendable {
    /// The end of a sentence.
    package var why: String
    /// What a person can do; nil: nothing, or only wait.
    package var next: String?

    /// Nil for what is no failure of a submission.
    package init?(error: String) {
        if let words = Self.others[error] {
            (why, next) = (words, nil)
            return
        }
        let parts = error.split(separator: " ")
        guard parts.count == 2, let code = Int(parts[1]) else { return nil }
        let rule: FailureRule
        switch parts[0] {
        case "cms": rule = .row(of: code)
        case "cme": rule = .row(of: FailureRule.messageServiceCode(ofEquipment: code))
        default: return nil
        }
        (why, next) = (rule.words, rule.next)
    }

    /// Whether it is for us to mend, or for who set up the modem: to be told once, loudly.
    package static func isOurs(_ failure: SubmissionFailure) -> Bool {
        failure.isDefinite && failure.phase == .afterPDU && failure.rule.meaning == .configuration
    }

    private static let others = [
        "error": "the modem gave an error without a reason",
        "no_answer": "the modem gave no answer",
        "interrupted": "the box stopped while it was being sent",
        "encoding": "the words cannot be sent as a text",
        "lost": "it did not arrive, as you said",
    ]
}
