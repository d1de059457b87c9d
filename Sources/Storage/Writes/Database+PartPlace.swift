import FoundationEssentials
import GRDB
import Telephony

/// Where a part belongs.
enum PartPlace {
    case missing(MessageID)
    case duplicate(MessageID, MessageState)
    case new
}

extension Database {
    /// Finds the message of a part among those from the same sender with the same reference and total.
    ///
    /// References come round again after 256 messages, after a restart of the sender's phone, or at once if
    /// two devices send under one number. So a part whose place is taken by other words, or that is more than
    /// 72 hours from its brothers, starts anew; where several messages lack it, it goes to the one that was
    /// sent closest to it. What disagrees on the total is another message, and so is data beside text.
    ///
    /// A part that lies in the modem itself may belong to the SIM that was in it before.
    func place(
        for part: IncomingPart, _ incoming: IncomingMessage, _ source: PDUSource, _ line: Int64,
        at moment: Moment
    ) throws -> PartPlace {
        let own = place(for: part, among: try candidates(for: part, incoming, line, at: moment))
        guard case .new = own, source.slot?.isInModem == true else { return own }
        for other in try otherLines(for: part, incoming, line) {
            let left = try candidates(for: part, incoming, other, at: moment)
                .filter { try $0.state == .partial && hasPart(of: $0.message, inModem: source.modem) }
            if case .missing(let message) = place(for: part, among: left) { return .missing(message) }
        }
        return own
    }

    private func otherLines(
        for part: IncomingPart, _ incoming: IncomingMessage, _ line: Int64
    ) throws -> [Int64] {
        try rows(
            """
            SELECT DISTINCT line FROM concatenation
            WHERE line <> ? AND number = ? AND reference = ? AND bits = ? AND total = ? ORDER BY line
            """, [line, incoming.sender, part.reference, part.bits, part.total]
        ).map { $0["line"] }
    }

    private func place(for part: IncomingPart, among candidates: [Candidate]) -> PartPlace {
        for candidate in candidates where candidate.parts[part.sequence] == Data(part.octets) {
            if candidate.state == .partial || candidate.nearest <= Candidate.repetitionLimit {
                return .duplicate(candidate.message, candidate.state)
            }
        }
        let open = candidates.filter { $0.state == .partial && $0.parts[part.sequence] == nil }
        return open.min { $0.nearest < $1.nearest }.map { .missing($0.message) } ?? .new
    }

    /// The newest first.
    private func candidates(
        for part: IncomingPart, _ incoming: IncomingMessage, _ line: Int64, at moment: Moment
    ) throws -> [Candidate] {
        let rows = try rows(
            """
            SELECT incoming_part.message AS message, state, sequence, octets,
                incoming_part.text IS NULL AS is_data, incoming_part.service_centre_at AS sent_at,
                created_at, created_monotonic, created_clock
            FROM incoming_part
            JOIN message ON message.id = incoming_part.message
            JOIN message_state ON message_state.message = incoming_part.message
            WHERE incoming_part.message IN (
                SELECT message FROM concatenation
                WHERE line = ? AND number = ? AND reference = ? AND bits = ? AND total = ?
                ORDER BY message DESC LIMIT \(Candidate.limit))
            ORDER BY incoming_part.message DESC
            """, [line, incoming.sender, part.reference, part.bits, part.total])
        var candidates: [Candidate] = []
        for row in rows where row["is_data"] as Bool == (incoming.text == nil) {
            let id = MessageID(rawValue: row["message"])
            if candidates.last?.message != id {
                let state = MessageState(rawValue: row["state"]) ?? .received
                candidates.append(Candidate(message: id, state: state))
            }
            let distance = try distance(from: row, to: incoming, at: moment)
            candidates[candidates.count - 1].add(row["sequence"], row["octets"], distance)
        }
        return candidates.filter { $0.farthest <= Candidate.distanceLimit }
    }

    /// How far apart two parts were sent. Both times are the network's, so that they can be compared whatever
    /// the box's clock says; where one is missing, the time that has passed here stands for it.
    private func distance(from row: Row, to incoming: IncomingMessage, at moment: Moment) throws -> Duration {
        if let sent: Int64 = row["sent_at"], let time = incoming.serviceCentreTime {
            return .milliseconds(abs(time.milliseconds - sent))
        }
        return try self.moment("created", of: row).flatMap { moment.age(of: $0) } ?? .zero
    }
}

/// A message that a part may belong to.
private struct Candidate {
    static let limit = 16
    static let distanceLimit = Duration.seconds(72 * 3_600)
    /// A phone that has seen no acknowledgement sends a part once more within minutes; the same words under
    /// the same reference later than that are said again.
    static let repetitionLimit = Duration.seconds(600)

    var message: MessageID
    var state: MessageState
    /// What stands at each place that is taken.
    private(set) var parts: [Int: Data] = [:]
    private(set) var nearest = Duration.zero
    private(set) var farthest = Duration.zero

    init(message: MessageID, state: MessageState) {
        self.message = message
        self.state = state
    }

    mutating func add(_ sequence: Int, _ octets: Data, _ distance: Duration) {
        nearest = parts.isEmpty ? distance : min(nearest, distance)
        parts[sequence] = octets
        farthest = max(farthest, distance)
    }
}
