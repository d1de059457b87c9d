import Foundation
import Glibc

/// A backup, open for reading: whoever opened it may read it, also when it goes on as somebody else.
package final class BackupFile {
    package let path: String
    private let descriptor: Int32
    private var ahead: [UInt8] = []

    package init(path: String) throws(BackupError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .unreadable("\(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
    }

    deinit {
        close(descriptor)
    }

    var octetCount: Int64 {
        var information = stat()
        return fstat(descriptor, &information) == 0 ? Int64(information.st_size) : 0
    }

    func rewind() throws(BackupError) {
        ahead = []
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw unreadable }
    }

    /// Fewer only at the end.
    func next(_ count: Int) throws(BackupError) -> [UInt8] {
        var octets = ahead
        ahead = []
        var buffer = [UInt8](repeating: 0, count: count)
        while octets.count < count {
            let got = read(descriptor, &buffer, count - octets.count)
            guard got >= 0 else { throw unreadable }
            if got == 0 { break }
            octets += buffer.prefix(got)
        }
        return octets
    }

    func isAtEnd() throws(BackupError) -> Bool {
        if ahead.isEmpty { ahead = try next(1) }
        return ahead.isEmpty
    }

    private var unreadable: BackupError {
        .unreadable("It cannot be read: \(String(cString: strerror(errno))).")
    }
}
