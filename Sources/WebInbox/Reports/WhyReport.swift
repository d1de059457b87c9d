package import ReplyEngine
package import Storage
import Telephony

/// Why a call got its text, or why it got none.
package struct WhyReport: Encodable, Hashable, Sendable {
    package var call: CallReport
    package var explanation: String
    /// The command that would change it another time; nil if nothing should.
    package var remedy: String?

    package init(_ call: CallReport, settings: Settings) {
        self.call = call
        explanation =
            Self.explanation(call, settings: settings)
            + (call.forwarded ? " The call was diverted to this line." : "")
        remedy = call.reply.flatMap { $0.decision == .leftAlone ? $0.reason.remedy : nil }
    }

    private static func explanation(_ call: CallReport, settings: Settings) -> String {
        guard let reply = call.reply else {
            return call.outcome == nil ? "It is still ringing." : "Nothing was decided."
        }
        if reply.decision == .leftAlone { return reply.reason.explanation(settings: settings) }
        let name = reply.reason.rawValue
        let rule = name.hasPrefix("rule:") ? String(name.dropFirst(5)) : name
        return reply.decision == .waiting
            ? "The rule \"\(rule)\" fitted; its text goes out when the delay is over."
            : "The rule \"\(rule)\" fitted."
    }

    private enum CodingKeys: String, CodingKey {
        case call
        case explanation
        case remedy
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(call, forKey: .call)
        try container.encode(explanation, forKey: .explanation)
        try container.encode(remedy, forKey: .remedy)
    }
}
