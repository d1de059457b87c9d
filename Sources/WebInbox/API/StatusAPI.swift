import Foundation
import Hummingbird
import ReplyEngine
import Storage
import Telephony

extension InboxAPI {
    /// `GET status`, and `GET doctor`: the checks that only the running daemon can make.
    func addStatus(to routes: RouterGroup<APIContext>) {
        routes.get("status") { _, _ in
            try JSONReply.object(try await status())
        }
        routes.get("doctor") { _, _ in
            let checks = LineChecks(statuses: await box.statuses(), clockTrust: await box.now().trust)
            return try JSONReply.object(checks.all + [await box.web()].compactMap { DoctorCheck(web: $0) })
        }
    }

    private func status() async throws -> StatusReport {
        let now = await box.now()
        let statuses = await box.statuses()
        let (settings, outbox, today) = try await desk.with { store in
            let settings = Settings(try store.reader.settings())
            return (
                settings, try store.reader.outboxCounts(),
                try store.reader.todayCounts(since: settings.calendar.startOfDay(for: now.wall))
            )
        }
        let isPaused = settings.pause.holds(at: now)
        return StatusReport(
            version: box.version, uptime: (await box.uptime().inSeconds * 10).rounded() / 10,
            state: Self.state(settings: settings, isPaused: isPaused, statuses: statuses),
            pausedUntil: isPaused ? settings.pause.end.map { Timestamp($0) } : nil, trust: now.trust,
            modems: statuses.map { status in
                let trouble = LineChecks.worst(of: status)
                return ModemReport(status, detail: trouble?.text, fix: trouble?.fix)
            }, outbox: outbox, today: today)
    }

    /// The first that holds.
    private static func state(
        settings: Settings, isPaused: Bool, statuses: [LineStatus]
    ) -> StatusReport.State {
        if !settings.isSetUp { return .notSetUp }
        if !statuses.contains(where: { $0.state == .ready }) { return .notWatching }
        return isPaused ? .paused : .onWatch
    }
}

extension Settings {
    fileprivate var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
