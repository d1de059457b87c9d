import FoundationEssentials
import GRDB
import Telephony

/// Who rang of late, read once for all that is judged in one transaction.
final class RecentCallers {
    private let memory: Duration
    private let now: Moment
    private var callers: [RecentCaller]?

    init(within memory: Duration, at now: Moment) {
        self.memory = memory
        self.now = now
    }

    func read(from db: Database) throws -> [RecentCaller] {
        if let callers { return callers }
        guard memory > .zero else { return [] }
        let read = try db.recentCallers(within: memory, at: now)
        callers = read
        return read
    }
}

extension Database {
    /// The calls of the last while whose number is known, the newest first; at most some thousands.
    ///
    /// A number is new in a call if there is no call before it, and no text from it or to it.
    fileprivate func recentCallers(within memory: Duration, at now: Moment) throws -> [RecentCaller] {
        let calls = try Row.fetchCursor(
            cachedStatement(
                sql: """
                    SELECT number, started_at, started_monotonic, boot, trust,
                        NOT EXISTS (SELECT 1 FROM call AS earlier
                            WHERE earlier.number = call.number AND earlier.id < call.id)
                        AND NOT EXISTS (SELECT 1 FROM message
                            WHERE message.number = call.number AND message.seq < call.seq) AS is_new
                    FROM call JOIN clock ON clock.id = started_clock
                    WHERE number IS NOT NULL ORDER BY call.id DESC LIMIT 4096
                    """))
        var callers: [RecentCaller] = []
        while let call = try calls.next() {
            let rang = Moment(
                boot: call["boot"], monotonic: MonotonicInstant(nanoseconds: call["started_monotonic"]),
                wall: Date(milliseconds: call["started_at"]), trust: ClockTrust(stored: call["trust"]))
            if let age = now.age(of: rang), age > memory { break }
            callers.append(RecentCaller(number: call["number"], rang: rang, isNew: call["is_new"]))
        }
        return callers
    }
}
