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
            let held = try await desk.with { try $0.reader.heldTextCount() }
            let web = [await box.web()].compactMap { DoctorCheck(web: $0) }
            return try JSONReply.object(checks.all + DoctorCheck.ofHeldTexts(held) + web)
        }
    }

    private func status() async throws -> StatusReport {
        let now = await box.now()
        let statuses = await box.statuses()
        let (settings, modems, outbox, today) = try await desk.with { store in
            let settings = Settings(try store.reader.settings())
            return (
                settings, try statuses.map { try $0.report(from: store.reader) },
                try store.reader.outboxCounts(),
                try store.reader.todayCounts(since: settings.calendar.startOfDay(for: now.wall))
            )
        }
        let isPaused = settings.pause.holds(at: now)
        return StatusReport(
            version: box.version, uptime: (await box.uptime().inSeconds * 10).rounded() / 10,
            state: Self.state(settings: settings, isPaused: isPaused, statuses: statuses),
            pausedUntil: isPaused ? settings.pause.end.map { Timestamp($0) } : nil, trust: now.trust,
            modems: modems, outbox: outbox, today: today)
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

extension LineStatus {
    /// The line by the name that calls and messages have it under, also where the modem tells less of its SIM.
    fileprivate func report(from reader: StoreReader) throws -> ModemReport {
        let trouble = LineChecks.worst(of: self)
        var report = ModemReport(self, detail: trouble?.text, fix: trouble?.fix)
        report.line = try reader.currentName(of: line)
        return report
    }
}

extension DoctorCheck {
    /// Texts that the owner is asked about.
    fileprivate static func ofHeldTexts(_ count: Int) -> [DoctorCheck] {
        guard count > 0 else { return [] }
        let texts = count == 1 ? "1 text is" : "\(count) texts are"
        return [
            DoctorCheck(
                "outbox", .warn,
                "the SIM was changed: \(texts) held until the other one is back, or you send from this one",
                fix: "catchline messages release")
        ]
    }
}

extension Settings {
    fileprivate var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
