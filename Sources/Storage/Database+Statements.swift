import FoundationEssentials
import GRDB
import Telephony

/// Statements are compiled once a connection and kept.
extension Database {
    func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func row(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: arguments)
    }

    func integer(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> Int64? {
        try Int64.fetchOne(cachedStatement(sql: sql), arguments: arguments)
    }
}

/// Lines and moments as the tables know them.
extension Database {
    /// The key of a line, which is made on its first mention.
    func key(of line: LineID) throws -> Int64 {
        if let key = try knownKey(of: line) { return key }
        try run("INSERT INTO line (name) VALUES (?)", [line.rawValue])
        return lastInsertedRowID
    }

    /// The key of a line by the name that it has, or by one that it had; nil if there is none.
    func knownKey(of line: LineID) throws -> Int64? {
        try integer("SELECT id FROM line WHERE name = ?", [line.rawValue])
            ?? integer("SELECT line FROM line_alias WHERE name = ?", [line.rawValue])
    }

    /// The key of the clock that a moment was read on.
    func clock(of moment: Moment) throws -> Int64 {
        let trust = moment.trust.stored
        if let key = try integer("SELECT id FROM clock WHERE boot = ? AND trust = ?", [moment.boot, trust]) {
            return key
        }
        try run(
            "INSERT INTO clock (boot, trust, first_at, first_monotonic) VALUES (?, ?, ?, ?)",
            [moment.boot, trust, moment.wall.milliseconds, moment.monotonic.nanoseconds])
        return lastInsertedRowID
    }

    /// The moment in the columns `X_at`, `X_monotonic` and `X_clock`.
    func moment(_ name: String, of row: Row) throws -> Moment? {
        guard let at: Int64 = row["\(name)_at"], let monotonic: Int64 = row["\(name)_monotonic"],
            let key: Int64 = row["\(name)_clock"],
            let clock = try self.row("SELECT boot, trust FROM clock WHERE id = ?", [key])
        else { return nil }
        return Moment(
            boot: clock["boot"], monotonic: MonotonicInstant(nanoseconds: monotonic),
            wall: Date(milliseconds: at),
            trust: ClockTrust(stored: clock["trust"]))
    }
}

extension ClockTrust {
    var stored: Int {
        switch self {
        case .none: 0
        case .modem: 1
        case .ntp: 2
        }
    }

    init(stored: Int) {
        self = stored >= 2 ? .ntp : stored == 1 ? .modem : .none
    }
}

extension Date {
    /// Milliseconds since 1970, rounded; a date beyond the range of the column is cut to it.
    var milliseconds: Int64 {
        let value = (timeIntervalSince1970 * 1000).rounded()
        return value.isFinite ? Int64(max(-9e15, min(9e15, value))) : 0
    }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
    }
}
