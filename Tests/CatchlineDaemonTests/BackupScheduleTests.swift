import Foundation
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// Backups that are made by themselves.
@Suite struct BackupScheduleTests {
    private let london = TimeZone(identifier: "Europe/London") ?? .gmt
    private let words = "tin kettle ninety-four harbour"
    private let directory = DataDirectory(NSTemporaryDirectory() + "catchline-\(UUID().uuidString)")

    /// Hours after midnight of 21 November 2026, in winter time.
    private func now(_ hour: Double, trust: ClockTrust = .ntp) -> Moment {
        Moment(
            boot: "boot", monotonic: .zero,
            wall: Date(timeIntervalSince1970: 1_795_219_200 + hour * 3_600), trust: trust)
    }

    private typealias Case = (every: BackupSchedule.Interval, last: Double, hour: Double, isDue: Bool)

    private static let cases: [Case] = [
        (.daily, -20, 4, true), (.daily, 3.5, 4, false), (.daily, -20, 2, false), (.weekly, -20, 4, false),
        (.weekly, -141, 4, false), (.weekly, -164.5, 3, true), (.weekly, -720, 2, true),
        (.weekly, 100, 4, true),
    ]

    @Test(arguments: cases)
    func `One is due at night, a day or a week after the last`(
        every: BackupSchedule.Interval, last: Double, hour: Double, isDue: Bool
    ) {
        let schedule = BackupSchedule(every: every, passphrase: words)

        #expect(schedule.isDue(after: now(last).wall, at: now(hour), zone: london) == isDue)
        #expect(schedule.isDue(after: nil, at: now(hour), zone: london))
    }

    @Test func `The schedule is kept with the secrets, and goes when it is off`() throws {
        try directory.prepare()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        #expect(directory.backupSchedule == nil)
        let schedule = BackupSchedule(every: .weekly, passphrase: words)

        try directory.storeBackupSchedule(schedule)

        #expect(directory.backupSchedule == schedule)
        let file = directory.secrets + "/backup.schedule"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try directory.storeBackupSchedule(nil)
        #expect(directory.backupSchedule == nil)
    }

    @Test func `One a night is made, opens with the passphrase, and the oldest goes`() throws {
        try directory.prepare()
        defer { try? FileManager.default.removeItem(atPath: directory.path) }
        let store = try Store(path: directory.database)
        defer { try? store.close() }
        let shelf = BackupShelf(directory)
        let schedule = BackupSchedule(every: .daily, passphrase: words)
        let own = try shelf.newFile(at: now(-100).wall)
        _ = FileManager.default.createFile(atPath: own, contents: nil)
        for night in 0..<9 {
            let time = now(Double(night) * 24 + 4)
            let made = try shelf.makeScheduled(schedule, of: store.reader, at: time, zone: london)
            let summary = try #require(made)
            #expect(try shelf.makeScheduled(schedule, of: store.reader, at: time, zone: london) == nil)
            #expect(shelf.last?.file == summary.path)
        }

        let files = shelf.backups.map(\.file)
        #expect(files.count == 8 && files.contains(own))
        let newest = try #require(files.filter { $0 != own }.max())
        _ = try BackupSummary(verifying: BackupFile(path: newest), passphrase: words)
        #expect(throws: BackupError.wrongPassphrase) {
            try BackupSummary(verifying: BackupFile(path: newest), passphrase: "another")
        }
    }
}
