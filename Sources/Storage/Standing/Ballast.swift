import Glibc

/// Room that is set aside while there is plenty, and given back when the disk is full: the inbox goes on for a while,
/// and somebody has time to look.
struct Ballast: Sendable {
    static let octetCount: Int64 = 16 << 20
    /// Set aside only where this much stays free beside it.
    private static let leastRest: Int64 = 48 << 20

    let path: String

    var exists: Bool { access(path, F_OK) == 0 }

    /// Gives the room back. False if there is none.
    func release() -> Bool {
        unlink(path) == 0
    }

    /// Sets the room aside, unless that was done or there is too little. Returns whether it is there.
    func restore() -> Bool {
        if exists { return true }
        let directory = path.parentDirectory
        guard let volume = Volume(of: directory), !volume.isReadOnly,
            volume.free >= Self.octetCount + Self.leastRest
        else { return false }
        let draft = path + ".new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        // A file with a hole in it keeps no room.
        guard posix_fallocate(descriptor, 0, off_t(Self.octetCount)) == 0, rename(draft, path) == 0 else {
            unlink(draft)
            return false
        }
        return true
    }
}

extension String {
    /// Of a path with a slash; else the working directory.
    var parentDirectory: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
