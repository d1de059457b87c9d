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
            let checks = LineChecks(statuses: await box.statuses(), clockTrust: now.trust)
            let held = try await desk.with { store in
                store.standing.isTroubled ? [:] : try store.reader.heldCounts()
            }
            let restored = try await desk.with { store in
                store.standing.isTroubled
                    ? []
                    : DoctorCheck.ofRestoration(
                        try store.reader.lastRestoration(), held: try store.reader.restoredTextCount(),
                        now: now)
            }
            let disk = DoctorCheck.of(desk.standing) + restored
            let web = [await box.web()].compactMap { DoctorCheck(web: $0) }
            return try JSONReply.object(disk + checks.all + DoctorCheck.ofHeldTexts(held) + web)
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

extension DoctorCheck {
    /// Nothing is said of a disk that is well: `storage` tells of its room.
    fileprivate static func of(_ standing: StorageStanding) -> [DoctorCheck] {
        let free = "df -h, and remove what is not needed"
        let idle = "texts stay on the SIM, nothing is sent, and calls are kept in memory"
        switch standing.state {
        case .good: return []
        case .reserve:
            return [
                DoctorCheck(
                    "disk", .fail, "the disk is full: the reserve of 16 MB is being used up", fix: free)
            ]
        case .full: return [DoctorCheck("disk", .fail, "the disk is full: \(idle)", fix: free)]
        case .readOnly:
            return [
                DoctorCheck(
                    "disk", .fail,
                    "the disk is read-only: \(idle). A card that is worn out or was torn out becomes so",
                    fix: "sudo dmesg | tail, then restart the box; replace the card if it comes back")
            ]
        case .failing, .damaged:
            return [
                DoctorCheck(
                    "disk", .fail, "\(standing.detail ?? "the disk does not work"): \(idle)",
                    fix: "sudo dmesg | tail; replace the card if it comes back")
            ]
        }
    }

    /// What was lost, for as long as somebody may wonder, and what waits for a word.
    fileprivate static func ofRestoration(
        _ restoration: Restoration?, held: Int, now: Moment
    ) -> [DoctorCheck] {
        var checks: [DoctorCheck] = []
        if let restoration, now.wall.timeIntervalSince(restoration.until.date) < 7 * 86_400 {
            let lost =
                restoration.from.map {
                    "what came and went between \($0) and \(restoration.until) is not in it"
                }
                ?? "there was no copy, so that it begins at \(restoration.until)"
            checks.append(
                DoctorCheck(
                    "database", .warn,
                    "it was damaged, and a copy took its place: \(lost). The damaged file is kept beside it",
                    fix: "catchline calls"))
        }
        if held > 0 {
            let texts = held == 1 ? "1 text" : "\(held) texts"
            checks.append(
                DoctorCheck(
                    "outbox", .warn,
                    "\(texts) waited in the copy of the database that was put back, and may have left since",
                    fix: "catchline messages release, or catchline messages release --cancel"))
        }
        return checks
    }

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
