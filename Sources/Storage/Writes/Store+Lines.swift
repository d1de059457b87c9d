import GRDB
package import Telephony

extension Store {
    /// The first listing of this SIM is through: what it finds from now on is news.
    package func markSwept(line: LineID, at moment: Moment) throws(StorageError) {
        try write { db in
            try db.run(
                "UPDATE line SET swept_at = ? WHERE id = ? AND swept_at IS NULL",
                [moment.wall.milliseconds, db.key(of: line)])
        }
    }

    /// A modem has come to another state.
    package func recordModemState(
        line: LineID, state: ModemState, at moment: Moment
    ) throws(StorageError) {
        try write { db in
            try db.append(.modemState, ["line": db.key(of: line)], state: state.rawValue, at: moment)
        }
    }

    /// The line has found the network or lost it.
    package func recordRegistration(
        line: LineID, registration: NetworkRegistration, at moment: Moment
    ) throws(StorageError) {
        try write { db in
            try db.append(
                .modemRegistration, ["line": db.key(of: line)], state: registration.rawValue, at: moment)
        }
    }

    /// How strong the signal was in a stretch of time that ends now.
    package func recordSignal(
        line: LineID, _ summary: LineHistory.Summary, at moment: Moment
    ) throws(StorageError) {
        try write { db in
            try db.append(
                .modemSignal,
                [
                    "line": db.key(of: line), "weakest_dbm": summary.weakest.map(Int64.init),
                    "strongest_dbm": summary.strongest.map(Int64.init),
                ], state: summary.registration.rawValue, at: moment)
        }
    }

    /// A memory of the line is nearly full of what cannot be deleted, or is so no more.
    package func recordStorage(
        _ fill: MessageStorageStatus, line: LineID, isCrowded: Bool, at moment: Moment
    ) throws(StorageError) {
        try write { db in
            try db.append(
                .modemStorage,
                ["line": db.key(of: line), "used": Int64(fill.used), "total": Int64(fill.total)],
                state: isCrowded ? "crowded" : "relieved", at: moment)
        }
    }

    /// What was done about a modem that had stopped answering.
    package func recordRecovery(
        line: LineID, step: RecoveryStep, at moment: Moment
    ) throws(StorageError) {
        try write { db in
            try db.append(.modemRecovery, ["line": db.key(of: line)], state: step.rawValue, at: moment)
        }
    }

    /// The wall clock can be believed from now on: the times of this run of the machine that could not be are
    /// put right, once.
    package func recordClockTrusted(at moment: Moment) throws(StorageError) {
        guard moment.trust > .none else { return }
        try write { db in
            guard
                let untrusted = try db.integer(
                    "SELECT id FROM clock WHERE boot = ? AND trust = 0", [moment.boot])
            else { return }
            let clock = try db.clock(of: moment)
            let started = moment.wall.milliseconds - moment.monotonic.nanoseconds / 1_000_000
            for (table, name) in Store.datedColumns {
                try db.execute(
                    sql: """
                        UPDATE \(table) SET \(name)_at = ? + \(name)_monotonic / 1000000, \(name)_clock = ?
                        WHERE \(name)_clock = ?
                        """, arguments: [started, clock, untrusted])
            }
            try db.run(
                "UPDATE event SET at = ? + monotonic / 1000000, clock = ? WHERE clock = ?",
                [started, clock, untrusted])
            // Another clock that was believed when the call began may have been ahead of this one.
            try db.run(
                "UPDATE call SET ended_at = started_at WHERE ended_clock = ? AND ended_at < started_at",
                [clock])
        }
    }

    private static let datedColumns = [
        ("call", "started"), ("call", "ended"), ("message", "created"), ("message_state", "sent"),
        ("message_state", "delivered"), ("opt_out", "since"), ("send", "claimed"),
        ("raw_pdu", "received"), ("start", "started"), ("awaited", "newest"), ("line_hold", "until"),
        ("repetition", "due"), ("document", "made"), ("carried_send", "claimed"),
    ]
}
