import CatchlineDaemon
import Foundation
import Glibc
import Storage
import WebInbox

/// The backups that lie in the data directory, and when the last one was made, wherever it lies.
struct BackupShelf {
    private static let ending = ".backup"
    private static let old: TimeInterval = 7 * 86_400

    let directory: String
    private let owner: String

    init(_ directory: DataDirectory) {
        self.directory = directory.backups
        owner = directory.path
    }

    private var note: String { directory + "/last" }

    /// The oldest first.
    var backups: [ListedBackup] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasSuffix(Self.ending) }.sorted().map { name in
            let file = directory + "/" + name
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            return ListedBackup(
                file: file, createdAt: Timestamp(attributes?[.modificationDate] as? Date ?? .distantPast),
                octets: (attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }

    /// The last one that was made; nil if none was.
    var last: ListedBackup? {
        (try? Data(contentsOf: URL(fileURLWithPath: note))).flatMap {
            try? JSONDecoder().decode(ListedBackup.self, from: $0)
        }
    }

    /// Nothing on a box that has nothing yet.
    func checks(now: Date) -> [DoctorCheck] {
        guard FileManager.default.fileExists(atPath: owner + "/catchline.db") else { return [] }
        guard let last else {
            return [DoctorCheck("backup", .warn, "none was made yet", fix: "catchline backup now")]
        }
        let age = max(0, now.timeIntervalSince(last.createdAt.date))
        let text = "\(Texts.span(age)) old, \(last.file)"
        return [
            age > Self.old
                ? DoctorCheck("backup", .warn, text, fix: "catchline backup now")
                : DoctorCheck("backup", .ok, text)
        ]
    }

    func newFile(at date: Date) throws -> String {
        try makeDirectory()
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        return "\(directory)/catchline-\(date.formatted(style))\(Self.ending)"
    }

    /// For `doctor`. Where it cannot be written the backup is as good.
    func note(_ summary: BackupSummary) {
        let file = URL(fileURLWithPath: summary.path).standardizedFileURL.path
        let made = ListedBackup(
            file: file, createdAt: Timestamp(summary.createdAt), octets: summary.octetCount)
        guard (try? makeDirectory()) != nil, let octets = try? JSONLine.data(made) else { return }
        _ = FileManager.default.createFile(
            atPath: note, contents: octets, attributes: [.posixPermissions: 0o600])
        giveToOwner(note)
        if summary.path.hasPrefix(directory) { giveToOwner(summary.path) }
    }

    private func makeDirectory() throws {
        guard mkdir(directory, 0o700) == 0 || errno == EEXIST else {
            throw CommandFailure(
                what: "No backup was made.",
                why: "\(directory) cannot be made: \(String(cString: strerror(errno))).",
                next: "catchline backup now --out FILE")
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
struct ListedBackup: Codable, Hashable {
    var file: String
    var createdAt: Timestamp
    var octets: Int64

    private enum CodingKeys: String, CodingKey {
        case file, octets
        case createdAt = "created_at"
    }
}

/// A backup that was read through.
struct BackupReport: Encodable {
    var file: String
    var createdAt: Timestamp
    var version: String
    var rows: Int
    var octets: Int64

    init(_ summary: BackupSummary) {
        file = summary.path
        createdAt = Timestamp(summary.createdAt)
        version = summary.version
        rows = summary.rows
        octets = summary.octetCount
    }

    private enum CodingKeys: String, CodingKey {
        case file, version, rows, octets
        case createdAt = "created_at"
    }
}

struct RestoreReport: Encodable {
    var file: String
    var createdAt: Timestamp
    var rows: Int
    /// Texts that waited in it.
    var held: Int

    init(_ restored: RestoredBackup) {
        file = restored.backup.path
        createdAt = Timestamp(restored.backup.createdAt)
        rows = restored.backup.rows
        held = restored.held
    }

    private enum CodingKeys: String, CodingKey {
        case file, rows, held
        case createdAt = "created_at"
    }
}
