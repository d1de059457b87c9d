package import Telephony

/// Requests and events in the words of a recording. A number in them is the masked one, which the masked lines bring
/// forth again when the recording is replayed.
extension ModemRequest {
    /// Nil for what leaves no trace but the commands that follow from it.
    package func recordedWords(_ mask: Mask?) -> String? {
        switch self {
        case .submit(let part):
            "submit \(part.id.words) \(part.tpduLength)\(part.moreFollow ? " more" : "") \(masked(part.pdu, mask))"
        case .proceed(let id): "proceed \(id.words)"
        case .abandon(let id): "abandon \(id.words)"
        case .acknowledge(let id): "acknowledge \(id.rawValue)"
        case .keep(let id): "keep \(id.rawValue)"
        case .enterPIN(let pin): "enter-pin \(String(repeating: "0", count: pin.utf8.count))"
        case .reject(let id, let ring): "reject \(id.rawValue) \(ring)"
        case .askCause(let id): "ask-cause \(id.rawValue)"
        case .lookEvery(let interval): "look-every \(interval.components.seconds)"
        default: nil
        }
    }
}

extension LineEvent {
    static let sweptWords = "memories swept"

    /// Nil for readings, which the lines show by themselves.
    package func recordedWords(_ mask: Mask?) -> String? {
        switch self {
        case .stateChanged(let state, _): "state \(state.rawValue)"
        case .identified: "identified"
        case .registrationChanged(let registration): "registration \(registration.rawValue)"
        case .pinWanted: "PIN wanted"
        case .pinAccepted: "PIN accepted"
        case .pinRefused: "PIN refused"
        case .callStarted(let id, let caller): "call \(id.rawValue) rings: \(words(caller, mask))"
        case .callerAnnounced(let id, let caller): "call \(id.rawValue) is from \(words(caller, mask))"
        case .callEnded(let call):
            "call \(call.id.rawValue) \(call.outcome.rawValue), rings \(call.rings): \(words(call.caller, mask))"
        case .pduReceived(let pdu): "text \(pdu.id.rawValue) received: \(masked(pdu.hex, mask))"
        case .pduDeleted(let id, let found): "text \(id.rawValue) \(found ? "deleted" : "not found")"
        case .sweepFinished: LineEvent.sweptWords
        case .promptSeen(let id): "prompt for \(id.words)"
        case .submitted(let id, let reference): "\(id.words) sent, reference \(reference)"
        case .submittedAfterAll(let id, let reference): "\(id.words) sent after all, reference \(reference)"
        case .submissionFailed(let id, let failure):
            "\(id.words) not sent: \(failure.phase.rawValue), \(failure.answer.words)"
        case .restarted: "restarted by itself"
        default: nil
        }
    }
}

private func masked(_ pdu: String, _ mask: Mask?) -> String {
    mask?.pdu(pdu) ?? pdu
}

private func words(_ caller: Caller, _ mask: Mask?) -> String {
    switch caller {
    case .notAnnounced: "number not told"
    case .withheld: "number withheld"
    case .number(let number):
        mask.map { String(decoding: $0.number(Array(number.digits.utf8)), as: UTF8.self) } ?? number.digits
    }
}

extension Submission.ID {
    fileprivate var words: String { "\(message.rawValue).\(part)" }
}

extension SubmissionFailure.Answer {
    fileprivate var words: String {
        switch self {
        case .messageService(let code): "+CMS ERROR: \(code)"
        case .equipment(let code): "+CME ERROR: \(code)"
        case .unspecified: "an error without a number"
        case .none: "no answer"
        }
    }
}
