/// Names one message of the store.
package struct MessageID: Hashable, Codable, Sendable, RawRepresentable {
    package var rawValue: Int64

    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }
}

package enum MessageDirection: String, Codable, Sendable {
    case incoming = "in"
    case outgoing = "out"
}

/// What a message is. Only a `text` has words, and only a `text` can be answered.
package enum MessageKind: String, CaseIterable, Codable, Sendable {
    case text
    case binary
    case pictureNotice = "picture_notice"
    case voicemailNotice = "voicemail_notice"
    case push
    case simData = "sim_data"
    case silent
}

/// Who had an outgoing message sent.
package enum MessageOrigin: String, CaseIterable, Codable, Sendable {
    case auto
    case human
    case ownerSMS = "owner_sms"
    case api
    /// A confirmation or a test.
    case system
}

/// The state of a message, in the words of the JSON output.
package enum MessageState: String, CaseIterable, Codable, Sendable {
    // Outgoing
    case queued
    case held
    case sending
    case sent
    case delivered
    case undelivered
    /// It cannot be known whether it left. Never sent again by itself.
    case unconfirmed
    case failed
    case expired
    case suppressed
    // Incoming
    case received
    case partial
    case undecodable
}

package enum MessageAlphabet: String, Codable, Sendable {
    case gsm7
    case ucs2
    case eightBit = "8bit"
}
