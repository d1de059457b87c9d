import ATGrammar
import Telephony

/// Hands texts to the network, one part at a time (3GPP TS 27.005 §4.3).
///
/// AT+CMGS, the prompt, a word from outside that the PDU may go, the PDU, `+CMGS: reference`, OK. How far it
/// had gone when it failed decides what may be done about it, so the phase is kept exactly.
struct MessageSubmission: Sendable {
    enum Stage: Hashable, Sendable {
        case idle
        /// AT+CMMS goes first.
        case openingLink(Submission)
        case awaitingPrompt(Submission)
        /// The modem waits for the PDU, and we wait for `proceed`.
        case atPrompt(Submission)
        case awaitingResult(Submission)

        var submission: Submission? {
            switch self {
            case .idle: nil
            case .openingLink(let part), .awaitingPrompt(let part), .atPrompt(let part),
                .awaitingResult(let part):
                part
            }
        }
    }

    enum Timing {
        static let prompt = Duration.seconds(20)
        /// Of a modem that gave none for the last text.
        static let doubtedPrompt = Duration.seconds(8)
        /// How long the PDU may be held back; modems leave the prompt by themselves after a minute or so.
        static let hold = Duration.seconds(20)
        /// Between `+CMGS: reference` and OK.
        static let finish = Duration.seconds(5)
        /// How long after its deadline a prompt is still reckoned with.
        static let latePrompt = Duration.seconds(300)
        /// For an OK that came without a reference.
        static let blank = Duration.seconds(5)
    }

    static let mostWaiting = 32

    private(set) var stage = Stage.idle
    private(set) var waiting: [Submission] = []
    /// Codes by which this family means that a text was not sent.
    var refusals: Set<Int> = []
    /// The value of AT+CMMS to be tried next; nil: the modem has no such command.
    private var moreMessages: Int? = 2
    private var isLinkKeptOpen = false
    /// No prompt came for the last text.
    private var isPromptDoubted = false
    /// What the modem has told since it was given the PDU.
    private var reference: Int?
    /// The part of which the modem has the PDU and told no result in time. Until the next AT+CMGS what it tells can be of
    /// no other.
    private var unanswered: Submission.ID?
    /// One more result is owed, of which nobody could say whose it is.
    private var isAnswerDoubted = false

    var isAwaitingPrompt: Bool {
        if case .awaitingPrompt = stage { true } else { false }
    }

    // MARK: Requests

    mutating func submitted(_ submission: Submission) -> [Effect] {
        guard stage.submission?.id != submission.id, !waiting.contains(where: { $0.id == submission.id })
        else { return [] }
        guard waiting.count < Self.mostWaiting else { return [failed(submission, .beforePrompt, .none)] }
        // 304: invalid PDU mode parameter.
        guard isSound(submission) else { return [failed(submission, .beforePrompt, .messageService(304))] }
        waiting.append(submission)
        return next()
    }

    /// The octets of the PDU, if it is the turn of this part.
    mutating func proceeded(_ id: Submission.ID) -> [UInt8]? {
        guard case .atPrompt(let part) = stage, part.id == id, let pdu = HexPDU(part.pdu) else { return nil }
        stage = .awaitingResult(part)
        reference = nil
        return pdu.octets
    }

    /// Whether ESC is to be sent: the modem stands at the prompt of this part.
    mutating func abandoned(_ id: Submission.ID) -> (effects: [Effect], leavesPrompt: Bool) {
        if let position = waiting.firstIndex(where: { $0.id == id }) {
            return ([failed(waiting.remove(at: position), .beforePrompt, .none)], false)
        }
        guard let part = stage.submission, part.id == id else { return ([], false) }
        if case .awaitingResult = stage { return ([], false) }
        stage = .idle
        return ([failed(part, .beforePrompt, .none)], true)
    }

    // MARK: The modem

    mutating func promptSeen() -> [Effect] {
        guard case .awaitingPrompt(let part) = stage else { return [] }
        stage = .atPrompt(part)
        isPromptDoubted = false
        return [.report(.promptSeen(part.id))]
    }

    mutating func moreMessagesAnswered(_ value: Int, _ answer: CommandAnswer) -> [Effect] {
        guard case .openingLink(let part) = stage else { return [] }
        if answer.isOK {
            isLinkKeptOpen = value == 2
        } else {
            moreMessages = value == 2 ? 1 : nil
        }
        return answer.isOK || moreMessages == nil ? command(part) : openLink(part)
    }

    /// `+CMGS: reference`, whenever it comes.
    mutating func referenceTold(_ reference: Int) -> [Effect] {
        if case .awaitingResult = stage { self.reference = self.reference ?? reference }
        guard let part = unanswered else { return [] }
        unanswered = nil
        return [.report(.submittedAfterAll(part, reference: reference))]
    }

    /// The end of AT+CMGS.
    mutating func answered(_ answer: CommandAnswer) -> [Effect] {
        guard stage.submission != nil else { return [] }
        isPromptDoubted = isAwaitingPrompt && answer.result == nil
        return ended(Self.answer(answer.result)) + next()
    }

    /// The link broke, the modem restarted or is not ready: nobody waits for ever.
    mutating func interrupted() -> [Effect] {
        let effects = ended(.none) + waiting.map { failed($0, .beforePrompt, .none) }
        waiting = []
        isLinkKeptOpen = false
        return effects
    }

    private mutating func ended(_ answer: SubmissionFailure.Answer) -> [Effect] {
        defer { stage = .idle }
        guard let part = stage.submission else { return [] }
        guard case .awaitingResult = stage else { return [failed(part, .beforePrompt, answer)] }
        // The reference is the network's word; an error or silence after it changes nothing.
        if let reference { return [.report(.submitted(part.id, reference: reference))] }
        if answer == .none, !isAnswerDoubted { unanswered = part.id }
        return [failed(part, .afterPDU, answer)]
    }

    /// The modem has started anew: what it had not told it never will.
    mutating func forgetAnswer() {
        unanswered = nil
        isAnswerDoubted = false
    }

    /// Another modem may be there now.
    mutating func forget() {
        moreMessages = 2
        forgetAnswer()
    }

    // MARK: Commands

    private mutating func next() -> [Effect] {
        guard case .idle = stage, !waiting.isEmpty else { return [] }
        let part = waiting.removeFirst()
        return part.moreFollow && !isLinkKeptOpen && moreMessages != nil ? openLink(part) : command(part)
    }

    private mutating func openLink(_ part: Submission) -> [Effect] {
        guard let value = moreMessages else { return command(part) }
        stage = .openingLink(part)
        return [
            .send(
                Exchange(
                    command: .set(.moreMessages, .integer(value)), purpose: .moreMessages(value),
                    urgency: .submission))
        ]
    }

    private mutating func command(_ part: Submission) -> [Effect] {
        stage = .awaitingPrompt(part)
        isAnswerDoubted = isAnswerDoubted || unanswered != nil
        unanswered = nil
        var exchange = Exchange(
            command: .set(.sendMessage, .integer(part.tpduLength)), purpose: .submission, urgency: .submission
        )
        exchange.deadline = isPromptDoubted ? Timing.doubtedPrompt : Timing.prompt
        exchange.expectsPrompt = true
        exchange.needsInformation = true
        exchange.strayWindow = Timing.blank
        return [.send(exchange)]
    }

    private func isSound(_ part: Submission) -> Bool {
        guard let pdu = HexPDU(part.pdu), let centre = Int(pdu.text.prefix(2), radix: 16) else {
            return false
        }
        return part.tpduLength > 0 && pdu.text.utf8.count / 2 == 1 + centre + part.tpduLength
    }

    private func failed(
        _ part: Submission, _ phase: SubmissionFailure.Phase, _ answer: SubmissionFailure.Answer
    ) -> Effect {
        let isRefusal =
            switch answer {
            case .messageService(let code), .equipment(let code): refusals.contains(code)
            case .unspecified, .none: false
            }
        let failure = SubmissionFailure(phase: phase, answer: answer, isRefusalOfFamily: isRefusal)
        return .report(.submissionFailed(part.id, failure))
    }

    private static func answer(_ result: FinalResultCode?) -> SubmissionFailure.Answer {
        switch result {
        case .messageServiceError(let code?, _): .messageService(code)
        case .equipmentError(let code?, _): .equipment(code)
        case nil, .ok: .none
        default: .unspecified
        }
    }
}
