import FoundationEssentials
import Storage
import Telephony

/// How often a backup is made by itself, and the passphrase that locks it. It lies with the secrets of the box, since
/// nobody types it at night, and is in no backup.
package struct BackupSchedule: Codable, Hashable, Sendable {
    package enum Interval: String, Codable, CaseIterable, Sendable {
        case daily, weekly
    }

    package var every: Interval
    package var passphrase: String

    package init(every: Interval, passphrase: String) {
        self.every = every
        self.passphrase = passphrase
    }

    /// After three in the morning, when nobody rings.
    ///
    /// - Parameter last: when the last one was made, by whomever.
    func isDue(after last: Date?, at now: Moment, zone: TimeZone) -> Bool {
        guard SnapshotPlan.isDue(after: last.map { [$0] } ?? [], at: now, zone: zone) else { return false }
        guard every == .weekly, let last, last <= now.wall else { return true }
        // A night of the sixth day on, so that it stays the same night of the week.
        return now.wall.timeIntervalSince(last) > 6.5 * 86_400
    }
}

extension DataDirectory {
    private var scheduleFile: String { secrets + "/backup.schedule" }

    package var backupSchedule: BackupSchedule? {
        FileManager.default.contents(atPath: scheduleFile).flatMap {
            try? JSONDecoder().decode(BackupSchedule.self, from: $0)
        }
    }

    /// Keeps it where only this user can read it; nil: none are made by themselves any more.
    package func storeBackupSchedule(_ schedule: BackupSchedule?) throws {
        try storeSecret(schedule.map { Array(try JSONLine.data($0)) }, in: scheduleFile)
    }
}
