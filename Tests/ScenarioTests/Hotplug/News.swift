import Logging
import Synchronization

/// Wakes a story whenever the daemon logs something: it does so when a modem comes, goes or is ready, and when a port
/// is closed.
final class News: Sendable {
    private let (lines, line) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    var logger: Logger {
        var logger = Logger(label: "catchline.test") { _ in Handler(news: self) }
        logger.logLevel = .debug
        return logger
    }

    /// Looks now and at all that is logged from now on, until it `fits`.
    func until(_ fits: () async throws -> Bool) async throws {
        var iterator = lines.makeAsyncIterator()
        while try await !fits() {
            guard await iterator.next(isolation: #isolation) != nil else { throw CancellationError() }
        }
    }

    private struct Handler: LogHandler {
        let news: News
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .debug

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            news.line.yield()
        }
    }
}
