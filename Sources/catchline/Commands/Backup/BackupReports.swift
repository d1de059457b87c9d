import CatchlineDaemon
import Foundation
import Storage
import WebInbox

extension BackupShelf {
    /// A week, and the night in which the next one is made.
    private static let old: TimeInterval = 8 * 86_400

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
