package import Telephony

/// A message as `catchline messages --json` and the API tell it.
package struct MessageReport: Hashable, Codable, Sendable {
    package var id: MessageID
    package var direction: MessageDirection
    package var kind: MessageKind
    /// Nil for one that was queued before any SIM was known.
    package var line: LineID?
    package var number: String?
    package var text: String?
    package var state: MessageState
    package var origin: MessageOrigin?
    package var callID: Int64?
    package var createdAt: Timestamp
    package var sentAt: Timestamp?
    package var deliveredAt: Timestamp?
    package var serviceCentreTime: Timestamp?
    package var parts: Int?
    package var alphabet: MessageAlphabet?
    package var messageClass: Int?
    /// Of all that came and is no text: the octets that it carries, of all parts that are there, hexadecimal.
    package var data: String?
    /// Of all that came and is no ordinary text: the PDU as the modem gave it, hexadecimal. Of several parts the
    /// first that came, or the first of all once that is there.
    package var pdu: String?
    package var error: String?
}

extension MessageReport {
    private enum CodingKeys: String, CodingKey {
        case id, direction, kind, line, number, text, state, origin, parts, alphabet, data, pdu, error
        case callID = "call_id"
        case createdAt = "created_at"
        case sentAt = "sent_at"
        case deliveredAt = "delivered_at"
        case serviceCentreTime = "service_centre_time"
        case messageClass = "class"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(direction, forKey: .direction)
        try container.encode(kind, forKey: .kind)
        try container.encode(line, forKey: .line)
        try container.encode(number, forKey: .number)
        try container.encode(text, forKey: .text)
        try container.encode(state, forKey: .state)
        try container.encode(origin, forKey: .origin)
        try container.encode(callID, forKey: .callID)
        try container.encode(createdAt, forKey: .createdAt)
        try container.encode(sentAt, forKey: .sentAt)
        try container.encode(deliveredAt, forKey: .deliveredAt)
        try container.encode(serviceCentreTime, forKey: .serviceCentreTime)
        try container.encode(parts, forKey: .parts)
        try container.encode(alphabet, forKey: .alphabet)
        try container.encode(messageClass, forKey: .messageClass)
        try container.encode(data, forKey: .data)
        try container.encode(pdu, forKey: .pdu)
        try container.encode(error, forKey: .error)
    }
}
