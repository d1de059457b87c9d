import ATGrammar
import Telephony

/// A command and what its sender wants to know of it afterwards.
struct Exchange: Hashable, Sendable {
    /// Whose command it is, and what for.
    enum Purpose: Hashable, Sendable {
        /// AT before a command, for a modem that sleeps (RULE 15).
        case wakeUp
        /// AT to find out whether command and answer belong together.
        case probe
        /// A question whose answer cannot be mistaken for another's.
        case verification
        /// The command that starts the modem anew, at this place in the profile's list.
        case softReset(Int)
        case bringUp(BringUpStep)
        case callListing
        case hangUp(CallID)
        case releaseCause(CallID)
        case missedCalls(MissedCallBook.Step)
        case reception
        case submission
        case moreMessages(Int)
        case status(StatusPoll)
        case inquiry(LineQuestion.ID)
        /// AT+CUSD that carries the code or answer of this question.
        case service(LineQuestion.ID)
        /// AT+CUSD=2.
        case endOfService

        /// Silence is an answer too.
        var expectsSilence: Bool {
            switch self {
            case .wakeUp, .probe, .verification, .softReset: true
            default: false
            }
        }
    }

    /// The order in which commands that wait are sent.
    enum Urgency: Int, Hashable, Sendable, Comparable {
        /// Without it the next command could mean something else.
        case repair
        case submission
        case calls
        case bringUp
        case reception
        /// A person waits for it.
        case inquiry
        case status

        static func < (lhs: Urgency, rhs: Urgency) -> Bool { lhs.rawValue < rhs.rawValue }
    }

    let command: ATCommand
    let purpose: Purpose
    let urgency: Urgency
    /// How long the answer may take.
    var deadline = Duration.seconds(5)
    /// The answer is known to begin with information: an OK without any belongs to an earlier command.
    var needsInformation = false
    /// How long such an OK is kept, in case it was the answer after all.
    var strayWindow = Duration.milliseconds(150)
    /// The answer has lines in the modem's own words.
    var isFreeText = false
    /// RULE 13: some modems end the answer without OK. Silence of this length after the information ends it.
    var silenceCompletes: Duration?
    /// Each line of a long answer buys the rest this much time.
    var deadlineRenewed = false
    var expectsPrompt = false

    /// Once the modem is ready: what nobody misses for the length of a call.
    var canWait: Bool { [.bringUp, .inquiry, .status].contains(urgency) }
}

/// What came back.
struct CommandAnswer: Hashable, Sendable {
    let exchange: Exchange
    /// The lines before the result, without echo and without what belonged to others.
    let lines: [String]
    /// Nil: none until the deadline.
    let result: FinalResultCode?

    var isOK: Bool { result == .ok }
}
