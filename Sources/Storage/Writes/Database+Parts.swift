import FoundationEssentials
import GRDB
import Telephony

/// A text or part that has found its message.
struct KeptMessage {
    var message: MessageID
    var state: MessageState
    /// What may be read for STOP and START: an ordinary text that has become whole just now.
    var words: String?
    /// It was shown without its last part before.
    var isLate = false
}

extension Database {
    /// Writes a text, or adds a part to the message that it belongs to. `octets` are those of the whole PDU.
    func keep(
        _ incoming: IncomingMessage, octets: [UInt8], source: PDUSource, isSettled: Bool, at moment: Moment,
        join: ([StoredPart]) -> JoinedParts
    ) throws -> KeptMessage {
        let line = try key(of: source.line)
        var message = NewMessage(
            direction: .incoming, kind: incoming.kind, line: line, number: incoming.sender,
            text: incoming.kind == .text ? incoming.text : nil, data: incoming.data,
            serviceCentreTime: incoming.serviceCentreTime, messageClass: incoming.messageClass,
            pdu: incoming.isOrdinary ? nil : octets, state: .received, parts: 1,
            alphabet: incoming.alphabet, isSettled: isSettled)
        guard let part = incoming.part, part.isUsable else {
            let id = try insert(message, at: moment)
            return KeptMessage(
                message: id, state: .received, words: incoming.isOrdinary ? incoming.text : nil)
        }
        switch try place(for: part, incoming, source, line, at: moment) {
        case .duplicate(let id, let state):
            return KeptMessage(message: id, state: state)
        case .missing(let id):
            try insert(part, incoming, of: id)
            return try joinParts(of: id, with: part, octets: octets, join: join, at: moment)
        case .new:
            message.take(join([StoredPart(part, text: incoming.text)]), totalParts: part.total)
            return try insertFirst(part, of: message, incoming, at: moment)
        }
    }

    private func insertFirst(
        _ part: IncomingPart, of message: NewMessage, _ incoming: IncomingMessage, at moment: Moment
    ) throws -> KeptMessage {
        let id = try insert(message, at: moment)
        try run(
            """
            INSERT INTO concatenation (line, number, reference, bits, total, message)
            VALUES (?, ?, ?, ?, ?, ?)
            """, [message.line, incoming.sender, part.reference, part.bits, part.total, id.rawValue])
        try insert(part, incoming, of: id)
        try awaitParts(of: id, at: moment)
        return KeptMessage(message: id, state: .partial)
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
        of message: MessageID, with part: IncomingPart, octets: [UInt8],
        join: ([StoredPart]) -> JoinedParts, at moment: Moment
    ) throws -> KeptMessage {
        let parts = try rows(
            "SELECT sequence, text, octets FROM incoming_part WHERE message = ? ORDER BY sequence",
            [message.rawValue]
        ).map {
            StoredPart(
                sequence: $0["sequence"], total: part.total, text: $0["text"],
                octets: Array($0["octets"] as Data))
        }
        let joined = join(parts)
        let isFirst = parts.first?.sequence == part.sequence
        try run(
            """
            UPDATE message SET kind = ?1, text = ?2, data = ?3,
                pdu = CASE WHEN ?4 THEN NULL WHEN ?5 THEN ?6 ELSE coalesce(pdu, ?6) END
            WHERE id = ?7
            """,
            [
                joined.kind.rawValue, joined.kind == .text ? joined.text : nil, joined.data.map { Data($0) },
                joined.isOrdinary, isFirst, Data(octets), message.rawValue,
            ])
        guard parts.count == part.total else {
            try awaitPartsLonger(of: message, at: moment)
            try setState(message, .partial, at: moment)
            return KeptMessage(message: message, state: .partial)
        }
        let isNews = try stopAwaitingParts(of: message)
        try setState(message, .received, saying: isNews ? joined.kind.arrival : .messageState, at: moment)
        return KeptMessage(
            message: message, state: .received, words: joined.isOrdinary ? joined.text : nil, isLate: !isNews)
    }
}

extension NewMessage {
    /// Becomes a message of which the first part is there.
    fileprivate mutating func take(_ joined: JoinedParts, totalParts: Int) {
        kind = joined.kind
        text = joined.kind == .text ? joined.text : nil
        data = joined.data
        state = .partial
        parts = totalParts
    }
}

extension StoredPart {
    fileprivate init(_ part: IncomingPart, text: String?) {
        self.init(sequence: part.sequence, total: part.total, text: text, octets: part.octets)
    }
}
