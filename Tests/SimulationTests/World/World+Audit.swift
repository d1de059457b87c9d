import Foundation
import GRDB
import SMSCodec
import Telephony

@testable import ModemSimulator
@testable import Storage

extension StoreReader {
    func holdsPDU(_ hex: String) throws -> Bool {
        guard let octets = HexOctets.decode(hex) else { return false }
        return try read { db in
            try db.integer("SELECT occurrence FROM raw_pdu WHERE octets = ? LIMIT 1", [Data(octets)]) != nil
        }
    }

    /// Calls, messages and events in the order in which they are told to the outside.
    func order() throws -> [String] {
        try read { db in
            try db.rows(
                """
                SELECT seq, 'call ' || id AS name FROM call UNION ALL SELECT seq, 'message ' || id FROM message
                UNION ALL SELECT seq, kind || payload FROM event ORDER BY seq, name
                """
            ).map { "\($0["seq"] as Int64) \($0["name"] as String)" }
        }
    }

    /// Rows whose times run backwards within one run of the machine.
    func timesThatRunBackwards() throws -> [String] {
        try read { db in
            try db.rows(
                """
                SELECT 'call ' || call.id AS name FROM call
                    JOIN clock AS start ON start.id = started_clock JOIN clock AS stop ON stop.id = ended_clock
                    WHERE rang_ms < 0 OR ended_at < started_at
                        OR (start.boot = stop.boot AND ended_monotonic < started_monotonic)
                UNION ALL SELECT 'message ' || message.id FROM message JOIN message_state ON message = message.id
                    JOIN clock AS start ON start.id = created_clock JOIN clock AS stop ON stop.id = sent_clock
                    WHERE start.boot = stop.boot AND sent_monotonic < created_monotonic
                """
            ).map { $0["name"] as String }
        }
    }
}

/// The books of each box, compared with what the world knows.
extension World {
    func audit() throws {
        var automatic: [String: Bounds] = [:]
        for box in boxes.indices {
            try distort(box)
            let reader = try reader(box)
            try auditOrder(reader, box)
            let backwards = try reader.timesThatRunBackwards()
            guard backwards.isEmpty else { throw breach("times run backwards: \(backwards)") }
            try auditStates(reader, &automatic)
        }
        for number in Set(automatic.keys).union(inspector.automatic.keys).sorted() {
            let bounds = automatic[number] ?? Bounds()
            let count = inspector.automatic[number]?.count ?? 0
            guard (bounds.least...bounds.most).contains(count) else {
                throw breach(
                    "\(number) has got \(count) automatic texts; the box says \(bounds.least) to \(bounds.most)"
                )
            }
        }
    }

    private struct Bounds {
        var least = 0
        var most = 0
    }

    private func distort(_ box: Int) throws {
        let change: String
        switch bug {
        case .shufflesEvents:
            change = """
                UPDATE event SET seq = (SELECT max(seq) + 1 FROM event) WHERE seq = (SELECT min(seq) FROM event)
                """
        case .turnsTimes: change = "UPDATE call SET ended_at = started_at - 1 WHERE ended_at IS NOT NULL"
        default: return
        }
        try boxes[box].life?.store.write { db in try db.run(change) }
    }

    /// What was told once stays where it was told.
    private func auditOrder(_ reader: StoreReader, _ box: Int) throws {
        let order = try reader.order()
        let earlier = orders[box] ?? []
        guard order.starts(with: earlier) else { throw breach("what had happened has another order now") }
        orders[box] = order
    }

    /// A state may say too little, and never what is not so.
    private func auditStates(_ reader: StoreReader, _ automatic: inout [String: Bounds]) throws {
        for message in try reader.messages(MessageFilter(direction: .outgoing)) {
            let range = message.state.arrivals
            if message.origin == .auto {
                automatic[message.number ?? "", default: Bounds()].least += range.lowerBound
                automatic[message.number ?? "", default: Bounds()].most += range.upperBound
            } else if message.origin == .human, let text = message.text {
                let count = inspector.words[text] ?? 0
                guard range.contains(count) else {
                    throw breach("\"\(text)\" is \(message.state) and has arrived \(count) times")
                }
            }
        }
    }

    /// When all is quiet: nothing is under way, and every text that somebody wrote is there, once.
    func auditQuiet() throws {
        try audit()
        for box in boxes.indices {
            let reader = try reader(box)
            let outgoing = try reader.messages(MessageFilter(direction: .outgoing))
            for message in outgoing where message.state == .queued || message.state == .sending {
                throw breach("message \(message.id.rawValue) is \(message.state) although all is quiet")
            }
            let texts = Set(outgoing.compactMap(\.text))
            if let lost = inspector.accepted.subtracting(texts).min() {
                throw breach("lost from the outbox: \(lost)")
            }
        }
        var counts: [String: Int] = [:]
        for box in boxes.indices {
            for message in try reader(box).messages(MessageFilter(direction: .incoming)) {
                counts[message.text ?? "", default: 0] += 1
            }
        }
        for text in inspector.incoming where counts[text] != 1 {
            throw breach("\"\(text.prefix(60))\" was written once and is there \(counts[text] ?? 0) times")
        }
    }
}

extension MessageState {
    /// How often a text in this state may have arrived.
    fileprivate var arrivals: ClosedRange<Int> {
        switch self {
        case .sent, .delivered, .undelivered: 1...1
        case .sending, .unconfirmed: 0...1
        case .queued, .held, .failed, .expired, .suppressed, .received, .partial, .undecodable: 0...0
        }
    }
}
