import FoundationEssentials
import GRDB
import Telephony

/// A message on its way into the tables.
struct NewMessage {
    var direction: MessageDirection
    var kind: MessageKind = .text
    var line: Int64?
    var number: String?
    var text: String?
    var data: [UInt8]?
    var origin: MessageOrigin?
    var call: Int64?
    var serviceCentreTime: Date?
    var messageClass: Int?
    var pdu: [UInt8]?
    var overrideReason: String?

    var state: MessageState
    var parts: Int?
    var alphabet: MessageAlphabet?
    var isSettled = false
    /// When an outgoing message may be sent; nil: at once.
    var notBefore: Moment?
}

extension Database {
    /// Writes the message, its state and its first event.
    func insert(_ message: NewMessage, at moment: Moment) throws -> MessageID {
        let clock = try clock(of: moment)
        try run(
            """
            INSERT INTO message (
                seq, line, direction, kind, number, text, data, origin, call, reply_kind,
                created_at, created_monotonic, created_clock, service_centre_at, class, pdu, override_reason)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                nextSequenceNumber(), message.line, message.direction.rawValue, message.kind.rawValue,
                message.number,
                message.text, message.data.map { Data($0) }, message.origin?.rawValue, message.call,
                message.call == nil ? nil : "first", moment.wall.milliseconds, moment.monotonic.nanoseconds,
                clock,
                message.serviceCentreTime?.milliseconds, message.messageClass, message.pdu.map { Data($0) },
                message.overrideReason,
            ])
        let id = lastInsertedRowID
        try run(
            """
            INSERT INTO message_state (
                message, state, is_in_motion, parts, alphabet, settled,
                not_before_monotonic, not_before_clock)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, message.state.rawValue, message.state.isInMotion ? 1 : nil, message.parts,
                message.alphabet?.rawValue, message.isSettled,
                message.notBefore?.monotonic.nanoseconds, message.notBefore.map(self.clock(of:)),
            ])
        try append(
            message.isNews ? message.kind.arrival : .messageState, ["message": id],
            state: message.state.rawValue, at: moment)
        return MessageID(rawValue: id)
    }

    /// Moves a message on to another state, and says so in the event log.
    func setState(
        _ message: MessageID, _ state: MessageState, error: String? = nil,
        saying event: StoreEventKind = .messageState, at moment: Moment
    ) throws {
        // The column is left out where it stays, since SQLite would write the page of its index all the same.
        try run(
            "UPDATE message_state SET state = ?, error = ? WHERE message = ?",
            [state.rawValue, error, message.rawValue])
        try run(
            "UPDATE message_state SET is_in_motion = ?1 WHERE message = ?2 AND is_in_motion IS NOT ?1",
            [state.isInMotion ? 1 : nil, message.rawValue])
        try append(event, ["message": message.rawValue], state: state.rawValue, at: moment)
    }
}

extension NewMessage {
    /// A text that came and is all there; of one whose parts are still coming nobody is told yet.
    fileprivate var isNews: Bool { direction == .incoming && state != .partial }
}

extension MessageKind {
    /// How its arrival is told: of a silent message nobody hears.
    var arrival: StoreEventKind { self == .silent ? .messageState : .messageReceived }
}

extension MessageState {
    /// On its way out, or waiting for somebody to decide.
    fileprivate var isInMotion: Bool {
        switch self {
        case .queued, .held, .sending, .unconfirmed: true
        case .sent, .delivered, .undelivered, .failed, .expired, .suppressed, .received, .partial,
            .undecodable:
            false
        }
    }
}
