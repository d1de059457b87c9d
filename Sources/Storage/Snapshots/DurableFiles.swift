import Foundation
import Glibc

/// Steps with files that hold after a power cut: each is synced, and so is the directory that names it.
enum DurableFiles {
    static func makeDirectory(_ path: String) throws(StorageError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("make \(path)") }
    }

    /// An empty file that nobody else may read, in the place of whatever was there.
    static func makeEmpty(_ path: String) throws(StorageError) {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("make \(path)") }
        close(descriptor)
    }

    static func sync(_ path: String) throws(StorageError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(path)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("sync \(path)") }
    }

    /// Within one directory.
    static func move(_ path: String, to name: String) throws(StorageError) {
        guard rename(path, name) == 0 else { throw failure("rename \(path)") }
        try sync(name.parentDirectory)
    }

    /// Copies the octets into a new file that nobody else may read, and syncs it.
    static func copy(_ path: String, to target: String) throws(StorageError) {
        try makeEmpty(target)
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw failure("open \(path)") }
        defer { close(source) }
        let descriptor = open(target, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open \(target)") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count >= 0 else { throw failure("read \(path)") }
            if count == 0 { break }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes {
                    write(descriptor, $0.baseAddress.map { $0 + written }, count - written)
                }
                guard step > 0 else { throw failure("write \(target)") }
                written += step
            }
        }
        guard fsync(descriptor) == 0 else { throw failure("sync \(target)") }
    }

    /// Names in a directory; none where there is no directory.
    static func names(in directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
    }

    /// What the last call of the system complained of.
    static func failure(_ step: String) -> StorageError {
        let code = errno
        switch code {
        case ENOSPC, EDQUOT: return .full
        case EROFS: return .readOnly
        case EIO: return .inputOutput("cannot \(step)")
        default: return .unexpected("cannot \(step): \(String(cString: strerror(code)))")
        }
    }
}

extension Date {
    /// For names of files: `20261121T030000Z`.
    var inFileName: String { formatted(Self.fileNameStyle) }

    init?(inFileName text: String) {
        guard let date = try? Date(text, strategy: Self.fileNameStyle) else { return nil }
        self = date
    }

    private static var fileNameStyle: ISO8601FormatStyle {
        ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    }
}
