import ReplyEngine
import Storage
import Telephony
import WebInbox

/// Texts for a person.
struct MessageText {
    let texts: Texts

    /// - Parameter isNarrowed: whether there may be others that were not asked for.
    func lines(_ messages: [MessageReport], isNarrowed: Bool = false) -> [String] {
        guard !messages.isEmpty else { return [isNarrowed ? "No such text." : "No texts yet."] }
        let isAsked = messages.contains {
            $0.state == .held && ["sim_changed", "restored"].contains($0.error)
        }
        let open = messages.last { $0.state == .unconfirmed }
        let questions = (isAsked ? [Self.question] : []) + (open.map(Self.question(about:)) ?? [])
        return rows(messages) + (questions.isEmpty ? [] : [""]) + questions
    }

    /// What a person can do about a text that may or may not have left.
    private static func question(about message: MessageReport) -> [String] {
        let id = message.id.rawValue
        return [
            "Next: catchline messages settle \(id) --arrived    if they have it (or --lost)",
            "      catchline messages resend \(id)              to send it once more",
        ]
    }

    private static let question =
        "Next: catchline messages release    send those that are held from the SIM that is there now"

    /// What became of the texts that were held.
    func released(_ messages: [MessageReport], isCancelled: Bool) -> [String] {
        guard !messages.isEmpty else { return ["No text is held for another SIM."] }
        let what = isCancelled ? "Never sent:" : "Sent from the SIM that is there now:"
        return [what] + rows(messages)
    }

    /// What is tried again.
    func retried(_ messages: [MessageReport]) -> [String] {
        guard !messages.isEmpty else { return ["No text waits for the network's leave. New ones are tried."] }
        return ["Tried again now:"] + rows(messages)
    }

    private func rows(_ messages: [MessageReport]) -> [String] {
        Columns.lines(
            messages.map { message in
                [
                    "\(message.id.rawValue)", texts.time(message.createdAt), Self.arrow(message.direction),
                    texts.number(message.number), state(message), Self.content(message),
                ]
            })
    }

    /// One message that was just asked for.
    func sent(_ message: MessageReport) -> String {
        let number = texts.number(message.number)
        switch message.state {
        case .queued: return "Message \(message.id.rawValue) to \(number) waits for its turn."
        case .sending: return "Message \(message.id.rawValue) to \(number) is being sent."
        case .sent: return "Message \(message.id.rawValue) to \(number) is sent."
        case .delivered: return "Message \(message.id.rawValue) to \(number) is delivered."
        default: return "Message \(message.id.rawValue) to \(number): \(state(message))."
        }
    }

    func draft(_ draft: DraftReport) -> String {
        let count = draft.parts == 1 ? "1 text" : "\(draft.parts) texts"
        let alphabet = draft.alphabet == .gsm7 ? "GSM-7" : "UCS-2"
        return "Would send \(count), \(alphabet), to \(texts.number(draft.number)). Nothing was sent."
    }

    func state(_ message: MessageReport) -> String {
        let words =
            switch message.state {
            case .unconfirmed: "not known whether sent"
            case .partial: "parts are missing"
            case .undecodable: "cannot be read"
            default: message.state.rawValue
            }
        guard let error = message.error else { return words }
        let why = FailureWords(error: error).map { ": \($0.why)" } ?? ""
        return "\(words) (\(error.replacing("_", with: " ").printable)\(why))"
    }

    static func arrow(_ direction: MessageDirection) -> String {
        direction == .incoming ? "<" : ">"
    }

    static func content(_ message: MessageReport) -> String {
        if let text = message.text { return text.printable }
        switch message.kind {
        case .text: return ""
        case .binary: return "(data)"
        case .pictureNotice:
            return "They sent a picture, which this box cannot receive. Ask them for words."
        case .voicemailNotice: return VoicemailText(message).line
        case .push: return "(service message)"
        case .simData: return "(for the SIM)"
        case .silent: return "(silent message)"
        }
    }
}
