package import FoundationEssentials
import Glibc
package import Storage
import Telephony

/// The backups that lie in the data directory, and when the last one was made, wherever it lies.
package struct BackupShelf: Sendable {
    private static let ending = ".backup"
    /// Of those that are made by themselves.
    private static let ownBeginning = "catchline-scheduled-"
    private static let mostOwn = 7

    let directory: String
    package let owner: String

    package init(_ directory: DataDirectory) {
        self.directory = directory.backups
        owner = directory.path
    }

    private var note: String { directory + "/last" }

    /// The oldest first.
    package var backups: [ListedBackup] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        let backups = names.filter { $0.hasSuffix(Self.ending) }.map { name in
            let file = directory + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return ListedBackup(
                file: file, createdAt: Timestamp(attributes?[.modificationDate] as? Date ?? .distantPast),
                octets: Int64(clamping: attributes?[.size] as? UInt64 ?? 0))
        }
        return backups.sorted { ($0.createdAt.date, $0.file) < ($1.createdAt.date, $1.file) }
    }

    /// The last one that was made; nil if none was.
    package var last: ListedBackup? {
        (try? Data(contentsOf: URL(fileURLWithPath: note))).flatMap {
            try? JSONDecoder().decode(ListedBackup.self, from: $0)
        }
    }

    package func newFile(at date: Date) throws(BackupError) -> String {
        try makeDirectory()
        return file("catchline-", date)
    }

    /// The one that is due; nil if none is. Of those that are made by themselves a few are kept; what a person made stays
    /// until they remove it.
    func makeScheduled(
        _ schedule: BackupSchedule, of reader: StoreReader, at now: Moment, zone: TimeZone
    ) throws(BackupError) -> BackupSummary? {
        guard schedule.isDue(after: last?.createdAt.date, at: now, zone: zone) else { return nil }
        try makeDirectory()
        let summary = try reader.backUp(
            to: file(Self.ownBeginning, now.wall), passphrase: schedule.passphrase, version: Release.version,
            at: now.wall)
        note(summary)
        let own = backups.map(\.file).filter { $0.hasPrefix("\(directory)/\(Self.ownBeginning)") }
        for file in own.sorted().dropLast(Self.mostOwn) { unlink(file) }
        return summary
    }

    private func file(_ beginning: String, _ date: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        return "\(directory)/\(beginning)\(date.formatted(style))\(Self.ending)"
    }

    /// For `doctor`. Where it cannot be written the backup is as good.
    package func note(_ summary: BackupSummary) {
        let file = URL(fileURLWithPath: summary.path).standardizedFileURL.path
        let made = ListedBackup(
            file: file, createdAt: Timestamp(summary.createdAt), octets: summary.octetCount)
        guard (try? makeDirectory()) != nil, let octets = try? JSONLine.data(made) else { return }
        _ = FileManager.default.createFile(
            atPath: note, contents: octets, attributes: [.posixPermissions: 0o600])
        giveToOwner(note)
        if summary.path.hasPrefix(directory) { giveToOwner(summary.path) }
    }

    private func makeDirectory() throws(BackupError) {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw .file("\(directory) cannot be made: \(String(cString: strerror(errno))).")
        }
        giveToOwner(directory)
    }

    /// What root makes in the directory of the service belongs to the service.
    private func giveToOwner(_ path: String) {
        var information = stat()
        guard geteuid() == 0, stat(owner, &information) == 0 else { return }
        _ = lchown(path, information.st_uid, information.st_gid)
    }
}

/// A backup as the list tells it.
package struct ListedBackup: Codable, Hashable, Sendable {
    package var file: String
    package var createdAt: Timestamp
    package var octets: Int64

    private enum CodingKeys: String, CodingKey {
        case file, octets
        case createdAt = "created_at"
    }
}
