import GRDB

/// What can be watched for commits.
package enum WatchedPart: Sendable {
    /// The state of messages: something was queued, sent, held or released.
    case outbox
    case events

    fileprivate var table: Table<Row> {
        switch self {
        case .outbox: Table("message_state")
        case .events: Table("event")
        }
    }
}

extension Store {
    /// Wakes after each commit that changed the watched part. Commits that come while nobody looks are one
    /// wake.
    ///
    /// One for all who follow the event log: each costs time within every commit.
    package func changes(of part: WatchedPart) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let observation = observe(
            part, onFailure: { continuation.finish() }, onChange: { continuation.yield() })
        continuation.onTermination = { _ in observation.cancel() }
        return stream
    }

    /// Calls back within the commit, on the writer's queue.
    func observe(
        _ part: WatchedPart, onFailure: @escaping @Sendable () -> Void,
        onChange: @escaping @Sendable () -> Void
    ) -> AnyDatabaseCancellable {
        DatabaseRegionObservation(tracking: part.table).start(
            in: writer, onError: { _ in onFailure() }, onChange: { _ in onChange() })
    }
}
