import Foundation

/// Where the databases of a world lie: in memory where the machine has such a place, and gone with the world.
final class Shelf: Sendable {
    let path: String

    init() throws {
        let shared = "/dev/shm"
        let place = FileManager.default.fileExists(atPath: shared) ? shared : NSTemporaryDirectory()
        path = "\(place)/catchline-world-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
