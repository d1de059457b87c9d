import Foundation
import GRDB
import Telephony

/// What must not be forgotten of a database when another takes its place, as it was read from a file that may be damaged:
/// who has said STOP, what has left, and which PINs were tried. One too many costs a courtesy text, one too few a promise.
struct Salvage: Sendable {
    struct OptOut: Hashable, Sendable {
        var number: String
        var reason: String
        var since: Int64
    }

    /// A text of which at least a part has left, or may have.
    struct Send: Hashable, Sendable {
        var message: MessageID
        /// When the message was made. With its id, and of the same run of the machine, it names the message.
        var created: MonotonicInstant
        var boot: String
        /// To whom an automatic text went; nil for others.
        var number: String?
        var isManual: Bool
        var isWhole: Bool
        var claimed: Moment
    }

    struct PINTry: Hashable, Sendable {
        var sim: String
        var digest: Data
        var outcome: PINOutcome
        var hasWorked: Bool
        var at: Int64
    }

    private(set) var optOuts: [OptOut] = []
    private(set) var sends: [Send] = []
    private(set) var pinTries: [PINTry] = []

    static let nothing = Salvage()

    private init() {}

    /// Whatever can be read.
    init(path: String) {
        var configuration = Store.configuration()
        configuration.readonly = true
        guard let queue = try? DatabaseQueue(path: path, configuration: configuration) else { return }
        defer { try? queue.close() }
        optOuts = Self.rows(queue, Self.optOutQuery) { OptOut($0) }
        sends =
            Self.rows(queue, Self.sendQuery) { Send($0) } + Self.rows(queue, Self.carriedQuery) { Send($0) }
        pinTries = Self.rows(queue, Self.pinQuery) { PINTry($0) }
    }

    /// Up to the first page that cannot be read.
    private static func rows<Found>(
        _ queue: DatabaseQueue, _ query: String, _ read: (Row) -> Found?
    ) -> [Found] {
        var found: [Found] = []
        try? queue.read { db in
            let rows = try Row.fetchCursor(db, sql: query)
            while let row = try rows.next() {
                if let one = read(row) { found.append(one) }
            }
        }
        return found
    }

    private static let optOutQuery = "SELECT number, reason, since_at FROM opt_out"

    private static let pinQuery = "SELECT sim, digest, outcome, has_worked, tried_at FROM pin_try"

    private static let sendQuery = """
        SELECT send.message, made.boot, created_monotonic,
            CASE origin WHEN 'auto' THEN number END, send.is_manual,
            message_state.state IN ('sent', 'delivered', 'undelivered'),
            claimed_at, claimed_monotonic, taken.boot, taken.trust
        FROM send JOIN message ON message.id = send.message
        JOIN message_state ON message_state.message = send.message
        JOIN clock AS made ON made.id = created_clock JOIN clock AS taken ON taken.id = claimed_clock
        WHERE EXISTS (SELECT 1 FROM outgoing_part
            WHERE outgoing_part.id BETWEEN send.message * 256 AND send.message * 256 + 255
                AND outgoing_part.state NOT IN ('waiting', 'sending', 'failed'))
        """

    /// What was carried over before belongs to no message that is there.
    private static let carriedQuery = """
        SELECT 0, '', 0, number, is_manual, 1, claimed_at, claimed_monotonic, boot, trust
        FROM carried_send JOIN clock ON clock.id = claimed_clock
        """
}

// A damaged file may hold anything in any column.

extension Salvage.OptOut {
    fileprivate init?(_ row: Row) {
        guard let number = String.fromDatabaseValue(row[0]), let reason = String.fromDatabaseValue(row[1]),
            let since = Int64.fromDatabaseValue(row[2])
        else { return nil }
        self.init(number: number, reason: reason, since: since)
    }
}

extension Salvage.Send {
    fileprivate init?(_ row: Row) {
        guard let message = Int64.fromDatabaseValue(row[0]), let boot = String.fromDatabaseValue(row[1]),
            let created = Int64.fromDatabaseValue(row[2]), let isManual = Bool.fromDatabaseValue(row[4]),
            let isWhole = Bool.fromDatabaseValue(row[5]), let wall = Int64.fromDatabaseValue(row[6]),
            let monotonic = Int64.fromDatabaseValue(row[7]), let run = String.fromDatabaseValue(row[8]),
            let trust = Int.fromDatabaseValue(row[9])
        else { return nil }
        self.init(
            message: MessageID(rawValue: message), created: MonotonicInstant(nanoseconds: created),
            boot: boot,
            number: String.fromDatabaseValue(row[3]), isManual: isManual, isWhole: isWhole,
            claimed: Moment(
                boot: run, monotonic: MonotonicInstant(nanoseconds: monotonic),
                wall: Date(milliseconds: wall),
                trust: ClockTrust(stored: trust)))
    }
}

extension Salvage.PINTry {
    fileprivate init?(_ row: Row) {
        guard let sim = String.fromDatabaseValue(row[0]), let digest = Data.fromDatabaseValue(row[1]),
            let outcome = String.fromDatabaseValue(row[2]).flatMap(PINOutcome.init(rawValue:)),
            let hasWorked = Bool.fromDatabaseValue(row[3]), let at = Int64.fromDatabaseValue(row[4])
        else { return nil }
        self.init(sim: sim, digest: digest, outcome: outcome, hasWorked: hasWorked, at: at)
    }
}
