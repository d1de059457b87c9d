package import Telephony

/// What a failed submission means for its part.
package enum SubmissionVerdict: Hashable, Sendable {
    /// It certainly did not leave, and may do so later.
    case notSent
    /// The network certainly refused it, and would again.
    case refused
    /// It may have left. Trying again could send it twice.
    case unknown
}

extension SubmissionFailure {
    /// Phase beats code: before the prompt nothing can have left, whatever the code says. Afterwards only a cause that the
    /// network itself gave is a definite no: an RP-cause (1 to 127, 3GPP TS 24.011 Annex E-2) or a TP-FCS (128 to 254,
    /// TS 23.040 §9.2.3.22). 38 is also what a network answers when *its* wait for the service centre ran out
    /// (TS 23.540), 255 says nothing, and from 300 on it is the modem that speaks (TS 27.005 §3.2.5).
    package var verdict: SubmissionVerdict {
        switch (phase, answer) {
        case (.beforePrompt, _): .notSent
        case (.afterPDU, .messageService(let code)): Self.verdict(ofNetworkCause: code)
        case (.afterPDU, .equipment), (.afterPDU, .unspecified), (.afterPDU, .none): .unknown
        }
    }

    private static func verdict(ofNetworkCause code: Int) -> SubmissionVerdict {
        switch code {
        case 38, 255: .unknown
        // Congestion, failures of the network's own and full memories pass.
        case 17, 22, 27, 29, 41, 42, 47, 192, 194, 208...213: .notSent
        // The line as a whole is barred or unknown: for a person to mend, not a fault of this number.
        case 8, 10, 28, 50, 69, 193: .notSent
        case 1...254: .refused
        default: .unknown
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
