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
            let now = await box.now()
            let statuses = await box.statuses()
            let web = [await box.web()].compactMap { DoctorCheck(web: $0) }
            let kept = try await desk.with { store in
                store.standing.isTroubled ? [] : try DoctorCheck.ofStore(store.reader, at: now)
            }
            let disk = DoctorCheck.of(desk.standing)
            return try JSONReply.object(
                disk + LineChecks(statuses: statuses, clockTrust: now.trust).all + kept + web)
        }
    }

    private func status() async throws -> StatusReport {
        let now = await box.now()
        let statuses = await box.statuses()
        let standing = desk.standing
        let kept: Kept
        do {
            kept = try await desk.with { try Kept($0.reader, statuses, at: now) }
        } catch let error as StorageError where error.isDiskTrouble {
            // The box is asked how it is above all when its disk cannot be read.
            kept = Kept(modems: statuses.map { $0.report })
        }
        let settings = kept.settings
        let isPaused = settings.pause.holds(at: now)
        return StatusReport(
            version: box.version, uptime: (await box.uptime().inSeconds * 10).rounded() / 10,
            state: kept.isKnown
                ? Self.state(settings: settings, isPaused: isPaused, statuses: statuses) : .notWatching,
            pausedUntil: isPaused ? settings.pause.end.map { Timestamp($0) } : nil, trust: now.trust,
            storage: standing, modems: kept.modems, outbox: kept.outbox, today: kept.today)
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

/// What the store tells of how the box is.
private struct Kept {
    /// False where the disk cannot be read.
    var isKnown = false
    var settings = Settings([:])
    var modems: [ModemReport]
    var outbox = OutboxCounts()
    var today = TodayCounts()
}

extension Kept {
    init(_ reader: StoreReader, _ statuses: [LineStatus], at now: Moment) throws {
        isKnown = true
        settings = Settings(try reader.settings())
        modems = try statuses.map { try $0.report(from: reader) }
        outbox = try reader.outboxCounts()
        today = try reader.todayCounts(since: settings.calendar.startOfDay(for: now.wall))
    }
}

extension LineStatus {
    /// The line by the name that calls and messages have it under, also where the modem tells less of its SIM.
    fileprivate func report(from reader: StoreReader) throws -> ModemReport {
        var report = report
        report.line = try reader.currentName(of: line)
        return report
    }

    fileprivate var report: ModemReport {
        let trouble = LineChecks.worst(of: self)
        return ModemReport(self, detail: trouble?.text, fix: trouble?.fix)
    }
}

extension Settings {
    fileprivate var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }
}
