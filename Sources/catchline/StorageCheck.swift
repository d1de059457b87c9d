import CatchlineDaemon
import Foundation
import Glibc
import ReplyEngine
import Storage
import WebInbox

/// Whether the database can be read, and whether there is room for more.
struct StorageCheck {
    private static let scarce: UInt64 = 500_000_000
    private static let exhausted: UInt64 = 50_000_000

    let directory: DataDirectory

    init(_ directory: DataDirectory) {
        self.directory = directory
    }

    func check() -> DoctorCheck {
        do {
            let reader = try StoreReader(path: directory.database)
            if let check = Self.unreadable(Settings(try reader.settings())) { return check }
        } catch .missing where access(directory.path, R_OK | X_OK) == 0 {
            return DoctorCheck(
                "storage", .warn, "no database in \(directory.path) yet",
                fix: CommandFailure.startCommand(directory))
        } catch {
            let failure = CommandFailure(error, directory: directory)
            return DoctorCheck("storage", .fail, "\(error)", fix: failure.next)
        }
        return room()
    }

    /// A setting of another version, or of another hand.
    private static func unreadable(_ settings: Settings) -> DoctorCheck? {
        guard let key = settings.unreadable.first else { return nil }
        return DoctorCheck(
            "storage", .warn, "\(key) cannot be read, so its default holds",
            fix: "catchline settings set \(key) VALUE")
    }

    private func room() -> DoctorCheck {
        var volume = statvfs()
        guard statvfs(directory.path, &volume) == 0 else {
            return DoctorCheck(
                "storage", .warn, "the free space is not known", fix: "df -h \(directory.path)")
        }
        if volume.f_flag & UInt(ST_RDONLY) != 0 {
            return DoctorCheck(
                "storage", .fail, "the disk of \(directory.path) is read-only: nothing can be kept on it",
                fix: "sudo dmesg | tail")
        }
        let free = UInt64(volume.f_bavail) * UInt64(volume.f_frsize)
        // What was written last is in the log beside the database.
        let size = [directory.database, directory.database + "-wal"].reduce(0) { $0 + Self.size(of: $1) }
        let text = "\(Self.text(free)) free, database \(Self.text(size))\(copy)\(reserve)"
        if free < Self.exhausted {
            return DoctorCheck("storage", .fail, text, fix: "df -h \(directory.path)")
        }
        if free < Self.scarce { return DoctorCheck("storage", .warn, text, fix: "df -h \(directory.path)") }
        return DoctorCheck("storage", .ok, text)
    }

    /// The last of the nightly copies.
    private var copy: String {
        guard let newest = SnapshotShelf(directory: directory.snapshots).snapshots.last else { return "" }
        return ", copied \(Timestamp(newest.takenAt).description.prefix(16).replacing("T", with: " ")) UTC"
    }

    private var reserve: String {
        let size = Self.size(of: directory.ballast)
        return size > 0 ? ", \(Self.text(size)) in reserve" : ""
    }

    private static func size(of path: String) -> UInt64 {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? UInt64 ?? 0
    }

    static func text(_ octetCount: UInt64) -> String {
        switch octetCount {
        case ..<1_000_000: "\(octetCount / 1000) KB"
        case ..<10_000_000_000: "\(octetCount / 1_000_000) MB"
        default: "\(octetCount / 1_000_000_000) GB"
        }
    }
}
