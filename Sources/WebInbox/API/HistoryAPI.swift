import Foundation
import Hummingbird
import Storage
import Telephony

extension InboxAPI {
    /// How far back what was written down is told.
    private static let span: TimeInterval = 14 * 86_400

    /// `GET modems/history`: signal and network of each line.
    func addHistory(to routes: RouterGroup<APIContext>) {
        routes.get("modems/history") { _, _ in
            try JSONReply.object(try await histories())
        }
    }

    private func histories() async throws -> [HistoryReport] {
        let now = await box.now()
        let histories = await box.histories()
        let lines = histories.keys.sorted { $0.rawValue < $1.rawValue }
        let hours = try await desk.with { store in
            try lines.map { line in
                try store.reader.signalHistory(of: line, since: now.wall.addingTimeInterval(-Self.span))
            }
        }
        return zip(lines, hours).map { line, hours in
            HistoryReport(line: line, histories[line] ?? LineHistory(), hours: hours, at: now)
        }
    }
}
