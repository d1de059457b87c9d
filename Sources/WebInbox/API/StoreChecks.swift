import Foundation
import ReplyEngine
import Storage
import Telephony

extension DoctorCheck {
    /// What the store knows that the owner should.
    static func ofStore(_ reader: StoreReader, at now: Moment) throws -> [DoctorCheck] {
        try ofRestoration(reader.lastRestoration(), held: reader.restoredTextCount(), now: now)
            + ofOpenTexts(reader.openTextCount())
            + ofPoison(reader.poisonCount(since: now.wall.addingTimeInterval(-week)))
            + ofHeldTexts(reader.heldCounts()) + reader.heldLines(at: now).map(DoctorCheck.init)
    }

    /// For so long somebody may wonder.
    private static let week: TimeInterval = 7 * 86_400

    /// Nothing is said of a disk that is well: `storage` tells of its room.
    static func of(_ standing: StorageStanding) -> [DoctorCheck] {
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
    private static func ofRestoration(
        _ restoration: Restoration?, held: Int, now: Moment
    ) -> [DoctorCheck] {
        var checks: [DoctorCheck] = []
        if let restoration, now.wall.timeIntervalSince(restoration.until.date) < week {
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

    private static func ofOpenTexts(_ count: Int) -> [DoctorCheck] {
        guard count > 0 else { return [] }
        let texts = count == 1 ? "1 text that you wrote" : "\(count) texts that you wrote"
        return [
            DoctorCheck(
                "outbox", .warn,
                "\(texts) may or may not have left, and nothing is sent again by itself. Ask whether it came",
                fix: "catchline messages --out, then catchline messages settle ID --arrived or --lost")
        ]
    }

    private static func ofPoison(_ count: Int) -> [DoctorCheck] {
        guard count > 0 else { return [] }
        let texts = count == 1 ? "1 text" : "\(count) texts"
        return [
            DoctorCheck(
                "texts", .warn,
                "\(texts) of the last week could not be read twice and may have stopped the box: kept as raw octets",
                fix: "catchline messages --in")
        ]
    }

    /// Texts that wait for something which the owner may want to change, by the reason.
    private static func ofHeldTexts(_ counts: [String: Int]) -> [DoctorCheck] {
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

    /// A line by which the network or the SIM lets nothing leave.
    private init(_ held: HeldLine) {
        let words = FailureWords(error: held.error)
        let minutes = max(1, held.left.components.seconds / 60)
        let next = words?.next.map { ". \($0)" } ?? ""
        self.init(
            "sending", .fail,
            """
            nothing is sent by \(held.line.rawValue) for another \(minutes) minutes: \(words?.why ?? held.error) \
            (\(held.error))\(next)
            """, fix: "catchline messages retry")
    }
}
