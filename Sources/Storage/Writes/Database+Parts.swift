import FoundationEssentials
import GRDB
import Telephony

/// A text or part that has found its message.
struct KeptMessage {
    var message: MessageID
    var state: MessageState
    /// The words, when the message is whole.
    var text: String?
    /// Became whole just now.
    var isCompleted: Bool
}

extension Database {
    /// Writes a text, or adds a part to the message that it belongs to.
    func keep(
        _ incoming: IncomingMessage, source: PDUSource, isSettled: Bool, at moment: Moment,
        join: ([StoredPart]) -> JoinedParts
    ) throws -> KeptMessage {
        let line = try key(of: source.line)
        var message = NewMessage(
            direction: .incoming, kind: incoming.kind, line: line, number: incoming.sender,
            text: incoming.kind == .text ? incoming.text : nil, data: incoming.data,
            serviceCentreTime: incoming.serviceCentreTime, messageClass: incoming.messageClass,
            state: .received,
            parts: 1, alphabet: incoming.alphabet, isSettled: isSettled)
        guard let part = incoming.part, part.isUsable else {
            let id = try insert(message, at: moment)
            return KeptMessage(message: id, state: .received, text: message.text, isCompleted: true)
        }
        switch try place(for: part, incoming, line) {
        case .duplicate(let id, let state):
            return KeptMessage(message: id, state: state, text: nil, isCompleted: false)
        case .missing(let id):
            try insert(part, incoming, of: id)
            return try joinParts(of: id, incoming, join: join, at: moment)
        case .new:
            let joined = join([
                StoredPart(
                    sequence: part.sequence, total: part.total, text: incoming.text, octets: part.octets)
            ])
            message.text = incoming.kind == .text ? joined.text : nil
            message.data = joined.data
            message.state = .partial
            message.parts = part.total
            let id = try insert(message, at: moment)
            try run(
                """
                INSERT INTO concatenation (line, number, reference, bits, total, message)
                VALUES (?, ?, ?, ?, ?, ?)
                """, [line, incoming.sender, part.reference, part.bits, part.total, id.rawValue])
            try insert(part, incoming, of: id)
            return KeptMessage(message: id, state: .partial, text: nil, isCompleted: false)
        }
    }

    private enum Place {
        case missing(MessageID)
        case duplicate(MessageID, MessageState)
        case new
    }

    /// Where a part belongs. References come round again after 256 messages, or after a restart of the
    /// sender's phone: a part whose place is taken by other words, or that is more than 72 hours from its
    /// brothers, starts anew.
    private func place(for part: IncomingPart, _ incoming: IncomingMessage, _ line: Int64) throws -> Place {
        guard
            let row = try row(
                """
                SELECT concatenation.message AS message, state FROM concatenation
                JOIN message_state ON message_state.message = concatenation.message
                WHERE line = ? AND number = ? AND reference = ? AND bits = ? AND total = ?
                ORDER BY concatenation.message DESC LIMIT 1
                """, [line, incoming.sender, part.reference, part.bits, part.total])
        else { return .new }
        let message = MessageID(rawValue: row["message"])
        let state = MessageState(rawValue: row["state"]) ?? .received
        let stored = try rows(
            "SELECT sequence, octets, service_centre_at FROM incoming_part WHERE message = ?",
            [message.rawValue])
        for other in stored where !isNear(other["service_centre_at"], incoming.serviceCentreTime) {
            return .new
        }
        if let same = stored.first(where: { $0["sequence"] as Int == part.sequence }) {
            return same["octets"] as Data == Data(part.octets) ? .duplicate(message, state) : .new
        }
        return state == .partial ? .missing(message) : .new
    }

    /// Both times are the network's, so that they can be compared whatever the box's clock says.
    private func isNear(_ stored: Int64?, _ time: Date?) -> Bool {
        guard let stored, let time else { return true }
        return abs(time.milliseconds - stored) <= 72 * 3_600_000
    }

    private func insert(_ part: IncomingPart, _ incoming: IncomingMessage, of message: MessageID) throws {
        try run(
            """
            INSERT INTO incoming_part (message, sequence, text, octets, service_centre_at)
            VALUES (?, ?, ?, ?, ?)
            """,
            [
                message.rawValue, part.sequence, incoming.text, Data(part.octets),
                incoming.serviceCentreTime?.milliseconds,
            ])
    }

    private func joinParts(
        of message: MessageID, _ incoming: IncomingMessage, join: ([StoredPart]) -> JoinedParts,
        at moment: Moment
    ) throws -> KeptMessage {
        let total = incoming.part?.total ?? 1
        let parts = try rows(
            "SELECT sequence, text, octets FROM incoming_part WHERE message = ? ORDER BY sequence",
            [message.rawValue]
        ).map {
            StoredPart(
                sequence: $0["sequence"], total: total, text: $0["text"], octets: Array($0["octets"] as Data))
        }
        let joined = join(parts)
        let text = incoming.kind == .text ? joined.text : nil
        try run(
            "UPDATE message SET text = ?, data = ? WHERE id = ?",
            [text, joined.data.map { Data($0) }, message.rawValue])
        guard parts.count == total else {
            return KeptMessage(message: message, state: .partial, text: nil, isCompleted: false)
        }
        try setState(message, .received, at: moment)
        return KeptMessage(message: message, state: .received, text: text, isCompleted: true)
    }
}
