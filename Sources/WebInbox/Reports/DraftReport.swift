package import SMSCodec
package import Telephony

/// A message that was not sent: the keys of a message, with null for all that only the sending of it tells.
package struct DraftReport: Codable, Hashable, Sendable {
    package var number: String
    package var text: String
    package var origin: MessageOrigin
    package var parts: Int
    package var alphabet: MessageAlphabet

    /// - Parameter languages: whose tables may be used.
    package init(
        number: String, text: String, origin: MessageOrigin, allowing languages: Set<NationalLanguage> = []
    ) {
        self.number = number
        self.text = text
        self.origin = origin
        let plan = Segmentation(text, allowing: languages)
        parts = plan.parts.count
        alphabet = plan.alphabet == .gsm7 ? .gsm7 : .ucs2
    }

    private enum Key: String, CodingKey, CaseIterable {
        case id, direction, kind, line, number, text, state, origin, parts, alphabet, data, pdu, error
        case callID = "call_id"
        case createdAt = "created_at"
        case sentAt = "sent_at"
        case deliveredAt = "delivered_at"
        case serviceCentreTime = "service_centre_time"
        case messageClass = "class"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        number = try container.decode(String.self, forKey: .number)
        text = try container.decode(String.self, forKey: .text)
        origin = try container.decode(MessageOrigin.self, forKey: .origin)
        parts = try container.decode(Int.self, forKey: .parts)
        alphabet = try container.decode(MessageAlphabet.self, forKey: .alphabet)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for key in Key.allCases {
            switch key {
            case .direction: try container.encode(MessageDirection.outgoing, forKey: key)
            case .kind: try container.encode(MessageKind.text, forKey: key)
            case .number: try container.encode(number, forKey: key)
            case .text: try container.encode(text, forKey: key)
            case .origin: try container.encode(origin, forKey: key)
            case .parts: try container.encode(parts, forKey: key)
            case .alphabet: try container.encode(alphabet, forKey: key)
            default: try container.encodeNil(forKey: key)
            }
        }
    }
}
