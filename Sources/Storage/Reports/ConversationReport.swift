package import Telephony

/// Who has the last word.
package enum ConversationState: String, Codable, Sendable {
    /// Their last message is unanswered.
    case needsYou = "needs_you"
    /// We spoke last.
    case waiting
    case settled
}

/// One number's calls and texts, as `catchline inbox list --json` and the API tell them.
package struct ConversationReport: Hashable, Codable, Sendable {
    package var number: String
    package var name: String?
    package var state: ConversationState
    package var lastText: String?
    package var lastDirection: MessageDirection
    package var lastAt: Timestamp
    package var optedOut: Bool
}

extension ConversationReport {
    private enum CodingKeys: String, CodingKey {
        case number, name, state
        case lastText = "last_text"
        case lastDirection = "last_direction"
        case lastAt = "last_at"
        case optedOut = "opted_out"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(name, forKey: .name)
        try container.encode(state, forKey: .state)
        try container.encode(lastText, forKey: .lastText)
        try container.encode(lastDirection, forKey: .lastDirection)
        try container.encode(lastAt, forKey: .lastAt)
        try container.encode(optedOut, forKey: .optedOut)
    }
}

/// What stands in a conversation, oldest first.
package enum ConversationItem: Hashable, Sendable, Encodable {
    case call(CallReport)
    case message(MessageReport)

    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .call(let call): try call.encode(to: encoder)
        case .message(let message): try message.encode(to: encoder)
        }
    }
}

/// One who wants no automatic texts, as `catchline optout list --json` and the API tell it.
package struct OptOutReport: Hashable, Codable, Sendable {
    package var number: String
    /// `keyword`, or what the person gave who added it.
    package var reason: String
    package var since: Timestamp
}

/// One entry of the event log.
package struct EventReport: Hashable, Sendable {
    package var sequenceNumber: Int64
    /// A `StoreEventKind`, or the word of a newer program.
    package var kind: String
    package var at: Timestamp
    /// A JSON object with the ids of what it is about.
    package var payload: String
}
