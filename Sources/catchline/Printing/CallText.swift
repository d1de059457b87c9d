import ReplyEngine
import Storage
import Telephony
import WebInbox

/// Calls for a person.
struct CallText {
    let texts: Texts

    /// - Parameter isNarrowed: whether there may be others that were not asked for.
    func lines(_ calls: [CallReport], isNarrowed: Bool = false) -> [String] {
        guard !calls.isEmpty else { return [isNarrowed ? "No such call." : "Nobody has rung."] }
        return Columns.lines(
            calls.map { call in
                ["\(call.id)", texts.time(call.startedAt), texts.number(call.number), rang(call), act(call)]
            })
    }

    func why(_ why: WhyReport) -> [String] {
        let call = why.call
        var lines = [
            "\(headline(call)). \(texts.number(call.number)), \(texts.time(call.startedAt)), \(rang(call))."
        ]
        lines.append(why.explanation)
        if let remedy = why.remedy { lines.append("To have it otherwise: \(remedy)") }
        return lines
    }

    private func headline(_ call: CallReport) -> String {
        guard let reply = call.reply else { return call.outcome == nil ? "Ringing" : "Nothing done" }
        switch reply.decision {
        case .waiting: return "About to be texted"
        case .queued: return "Texted" + (reply.messageID.map { ", message \($0.rawValue)" } ?? "")
        case .leftAlone: return "Not texted"
        }
    }

    private func rang(_ call: CallReport) -> String {
        guard let rang = call.rang else { return call.outcome == nil ? "ringing" : "not heard to end" }
        return "rang \(Texts.span(rang))"
    }

    private func act(_ call: CallReport) -> String {
        let outcome = Self.words(call.outcome)
        guard let reply = call.reply else { return outcome }
        switch reply.decision {
        case .waiting: return "\(outcome), text follows"
        case .queued:
            return "\(outcome), texted" + (reply.messageID.map { " (message \($0.rawValue))" } ?? "")
        case .leftAlone:
            let reason = reply.reason.rawValue.replacing("_", with: " ").printable
            return outcome == reason ? outcome : "\(outcome), left alone: \(reason)"
        }
    }

    static func words(_ outcome: CallOutcome?) -> String {
        switch outcome {
        case nil: "ringing"
        case .missed: "missed"
        case .rejected: "rejected"
        case .answered: "answered"
        case .answeredElsewhere: "answered elsewhere"
        case .tooShort: "too short"
        case .unknown: "not known how it ended"
        }
    }
}
