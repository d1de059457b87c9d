import Glibc

/// The file system that a path lies on.
struct Volume {
    let isReadOnly: Bool
    /// Octets that this user may still write.
    let free: Int64

    /// Nil if the system does not tell.
    init?(of path: String) {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return nil }
        isReadOnly = information.f_flag & UInt(ST_RDONLY) != 0
        free = Int64(clamping: UInt64(information.f_bavail) &* UInt64(information.f_frsize))
    }
}

extension StorageError {
    /// A write to a disk that was remounted read-only, or one that could not make its log longer, reads to SQLite as
    /// any other failure: the file system says which it was.
    func explained(byDiskOf directory: String) -> StorageError {
        switch self {
        case .inputOutput, .noPermission, .readOnly:
            guard let volume = Volume(of: directory) else { return self }
            if volume.isReadOnly { return .readOnly }
            if volume.free < Self.leastRoom { return .full }
            return self
        case .newerSchema, .olderSchema, .missing, .full, .corrupt, .locked, .notDurable, .unexpected:
            return self
        }
    }

    /// SQLite's shared memory grows by 32 KiB.
    private static let leastRoom: Int64 = 64 << 10
}
