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
            let held = try await desk.with { try $0.reader.heldCounts() }
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
    /// Texts that wait for something which the owner may want to change, by the reason.
    fileprivate static func ofHeldTexts(_ counts: [String: Int]) -> [DoctorCheck] {
        counts.sorted { $0.key < $1.key }.compactMap { reason, count in
            guard let (why, fix) = explanation(of: reason) else { return nil }
            let texts = count == 1 ? "1 text is" : "\(count) texts are"
            return DoctorCheck("outbox", .warn, "\(texts) held: \(why)", fix: fix)
        }
    }

    private static func explanation(of reason: String) -> (why: String, fix: String)? {
        switch reason {
        case "sim_changed":
            (
                "the SIM was changed; they wait until the other one is back, or you send them from this one",
                "catchline messages release"
            )
        case HoldReason.burst:
            (
                "many numbers that were never seen, or that lie side by side, rang within minutes; after an hour "
                    + "they are not sent any more. If the callers are real, lift the limit",
                "catchline settings set guards.new_callers 0"
            )
        case HoldReason.roaming:
            (
                "the SIM is in a foreign network, where texts cost more; they go when it is at home again",
                "catchline modem list"
            )
        case HoldReason.capHour:
            ("so many left in the last hour already", "catchline settings set caps.manual_hour NUMBER")
        default: nil
        }
    }
}

extension Settings {
    fileprivate var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
