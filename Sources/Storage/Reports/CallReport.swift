package import Telephony

/// A call as `catchline calls --json` and the API tell it.
package struct CallReport: Hashable, Codable, Sendable {
    package struct Reply: Hashable, Codable, Sendable {
        package enum Decision: String, Codable, Sendable {
            /// The delay runs.
            case waiting
            case queued
            case leftAlone = "left_alone"
        }

        package var decision: Decision
        package var reason: ReplyReason
        package var messageID: MessageID?

        package init(decision: Decision, reason: ReplyReason, messageID: MessageID?) {
            self.decision = decision
            self.reason = reason
            self.messageID = messageID
        }
    }

    package var id: Int64
    package var line: LineID
    package var number: String?
    package var withheld: Bool
    package var numberKind: NumberKind?
    package var startedAt: Timestamp
    package var endedAt: Timestamp?
    package var rings: Int
    /// Seconds.
    package var rang: Double?
    package var outcome: CallOutcome?
    /// The network said that the call was diverted to this line.
    package var forwarded = false
    /// Why the network ended the call (3GPP TS 24.008 §10.5.4.11), where it was told.
    package var cause: CallCause?
    package var reply: Reply?
}

extension CallReport {
    private enum CodingKeys: String, CodingKey {
        case id, line, number, withheld, rings, rang, outcome, forwarded, cause, reply
        case numberKind = "number_kind"
        case startedAt = "started_at"
        case endedAt = "ended_at"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(line, forKey: .line)
        try container.encode(number, forKey: .number)
        try container.encode(withheld, forKey: .withheld)
        try container.encode(numberKind, forKey: .numberKind)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(endedAt, forKey: .endedAt)
        try container.encode(rings, forKey: .rings)
        try container.encode(rang, forKey: .rang)
        try container.encode(outcome, forKey: .outcome)
        try container.encode(forwarded, forKey: .forwarded)
        try container.encode(cause, forKey: .cause)
        try container.encode(reply, forKey: .reply)
    }
}

extension CallReport.Reply {
    private enum CodingKeys: String, CodingKey {
        case decision, reason
        case messageID = "message_id"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(decision, forKey: .decision)
        try container.encode(reason, forKey: .reason)
        try container.encode(messageID, forKey: .messageID)
    }
}
