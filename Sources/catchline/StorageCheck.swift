import CatchlineDaemon
import Foundation
import Glibc
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
            _ = try reader.settings()
        } catch .missing where access(directory.path, R_OK | X_OK) == 0 {
            return DoctorCheck(
                "storage", .warn, "no database in \(directory.path) yet",
                fix: "catchline run --data \(directory.path)")
        } catch {
            let failure = CommandFailure(error, directory: directory)
            return DoctorCheck("storage", .fail, "\(error)", fix: failure.next)
        }
        return room()
    }

    private func room() -> DoctorCheck {
        var volume = statvfs()
        guard statvfs(directory.path, &volume) == 0 else {
            return DoctorCheck(
                "storage", .warn, "the free space is not known", fix: "df -h \(directory.path)")
        }
        let free = UInt64(volume.f_bavail) * UInt64(volume.f_frsize)
        let attributes = try? FileManager.default.attributesOfItem(atPath: directory.database)
        let size = attributes?[.size] as? UInt64 ?? 0
        let text = "\(Self.text(free)) free, database \(Self.text(size))"
        if free < Self.exhausted {
            return DoctorCheck("storage", .fail, text, fix: "df -h \(directory.path)")
        }
        if free < Self.scarce { return DoctorCheck("storage", .warn, text, fix: "df -h \(directory.path)") }
        return DoctorCheck("storage", .ok, text)
    }

    static func text(_ octetCount: UInt64) -> String {
        switch octetCount {
        case ..<1_000_000: "\(octetCount / 1000) KB"
        case ..<10_000_000_000: "\(octetCount / 1_000_000) MB"
        default: "\(octetCount / 1_000_000_000) GB"
        }
    }
}
