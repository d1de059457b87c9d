import GRDB

/// What can be watched for commits.
package enum WatchedPart: Sendable {
    /// The state of messages: something was queued, sent, held or released.
    case outbox
    case events
    case settings
    /// The rules, the hours, the words.
    case documents

    fileprivate var table: Table<Row> {
        switch self {
        case .outbox: Table("message_state")
        case .events: Table("event")
        case .settings: Table("setting")
        case .documents: Table("document")
        }
    }

    var observation: DatabaseRegionObservation { DatabaseRegionObservation(tracking: table) }
}

extension Database {
    /// SQLite tells nobody of changes in a table without row ids, such as that of the settings.
    func noteChange(of part: WatchedPart) throws {
        try notifyChanges(in: part.table)
    }
}

extension Store {
    /// Wakes after each commit that changed the watched part. Commits that come while nobody looks are one
    /// wake. It goes on when the database was lost and opened again.
    ///
    /// One for all who follow the event log: each costs time within every commit.
    package func changes(of part: WatchedPart) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let end = connection.watch(part) { continuation.yield() }
        continuation.onTermination = { _ in end() }
        return stream
    }
}
