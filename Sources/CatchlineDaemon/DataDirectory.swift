import FoundationEssentials
import Glibc
package import Storage

/// The state directory of a box: the database, the lock, the control socket, the secrets.
package struct DataDirectory: Equatable, Sendable {
    /// Absolute, without a slash at the end.
    package let path: String

    package init(_ path: String) {
        let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }

    /// Where the state lies if nobody says otherwise: `/var/lib/catchline` where it exists, else below
    /// `$XDG_STATE_HOME`, else below `~/.local/state`.
    package static func standard(
        environment: [String: String],
        exists: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
    ) -> DataDirectory {
        let system = "/var/lib/catchline"
        if exists(system) { return DataDirectory(system) }
        // The XDG specification: a relative path is to be ignored.
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
            return DataDirectory(state + "/catchline")
        }
        return DataDirectory((environment["HOME"] ?? "") + "/.local/state/catchline")
    }

    package var database: String { path + "/catchline.db" }
    package var socket: String { path + "/catchline.sock" }
    package var lock: String { path + "/lock" }
    package var secrets: String { path + "/secrets" }
    package var snapshots: String { path + "/snapshots" }
    package var backups: String { path + "/backups" }
    /// Room that is set aside for the day on which the disk is full.
    package var ballast: String { path + "/ballast" }
    /// What went over the ports of modems that were in trouble.
    package var recordings: String { path + "/recordings" }
    package var storagePlace: StoragePlace {
        StoragePlace(database: database, ballast: ballast, snapshots: snapshots)
    }

    private var pinFile: String { secrets + "/modem.pin" }

    /// Makes the directory and what lies in it ready for a writer: nobody else may look in.
    ///
    /// The mask counts for every file that the process makes from now on.
    package func prepare() throws(StartupError) {
        umask(0o077)
        try checkSocketPath()
        for directory in [path, secrets] where access(directory, F_OK) != 0 {
            do {
                try FileManager.default.createDirectory(
                    atPath: directory, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            } catch {
                // What a full or read-only disk has no room for now is made when it is needed.
                let code = errno
                guard directory != path, Self.isDiskTrouble(code) else {
                    throw unusable(directory, "Cannot make \(directory).", code)
                }
            }
            try keepNames(in: directory + "/..")
        }
        guard access(path, R_OK | W_OK | X_OK) == 0 || Self.isDiskTrouble(errno) else {
            throw unusable(path, "Cannot write to \(path).", errno)
        }
    }

    /// Whether the disk may be well again later.
    private static func isDiskTrouble(_ code: Int32) -> Bool {
        [ENOSPC, EROFS, EIO, EDQUOT].contains(code)
    }

    /// Goes on as the owner of the directory, if this is root and it belongs to somebody else: a database that root
    /// made there could not be opened by the daemon.
    package func becomeOwner() throws(StartupError) {
        var information = stat()
        guard geteuid() == 0, stat(path, &information) == 0, information.st_uid != 0 else { return }
        guard setegid(information.st_gid) == 0, seteuid(information.st_uid) == 0 else {
            throw unusable(path, "Cannot act for the owner of \(path).", errno)
        }
    }

    /// sun_path of sockaddr_un holds 108 octets, a NUL among them (unix(7)).
    package func checkSocketPath() throws(StartupError) {
        guard socket.utf8.count > 107 else { return }
        throw StartupError(
            what: "The path of the data directory is too long: \(path)",
            why: "The control socket \(socket) has \(socket.utf8.count) octets; Linux allows 107.",
            next: "catchline run --data /var/lib/catchline", exitCode: 2)
    }

    /// Takes the lock that only one writer can have: the daemon while it runs, a command while it is stopped.
    package func takeLock() throws(StartupError) -> DirectoryLock {
        let descriptor = try openLock()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = lockHolder()
            close(descriptor)
            throw StartupError(
                what: "Another Catchline has \(path)" + (holder.map { ", process \($0)." } ?? "."),
                why: "One process at a time may write to a data directory; it holds \(lock).",
                next: "catchline status --data \(path)")
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
        return DirectoryLock(descriptor: descriptor)
    }

    /// A disk that cannot be written still locks: the file that another run has left, else the directory itself.
    private func openLock() throws(StartupError) -> Int32 {
        let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { return descriptor }
        let code = errno
        if Self.isDiskTrouble(code) {
            for other in [lock, path] {
                let descriptor = open(other, O_RDONLY | O_CLOEXEC)
                if descriptor >= 0 { return descriptor }
            }
        }
        throw unusable(lock, "Cannot open \(lock).", code)
    }

    /// The process that the lock file names. It holds the lock only if the lock cannot be taken.
    package func lockHolder() -> Int32? {
        guard let text = try? String(contentsOfFile: lock, encoding: .utf8) else { return nil }
        return Int32(text.filter { !$0.isWhitespace })
    }
}

/// The lock of a data directory, held as long as this object lives.
///
/// The kernel gives it back when the process dies, however it dies.
package final class DirectoryLock: Sendable {
    private let descriptor: Int32

    fileprivate init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}

// MARK: - The PIN of the SIM

extension DataDirectory {
    /// The PIN of the SIM: systemd's credential `modem.pin`, else what `settings set modem.pin` has kept.
    package func readPIN(environment: [String: String]) -> String? {
        let credential = environment["CREDENTIALS_DIRECTORY"].map { $0 + "/modem.pin" }
        for file in [credential, pinFile].compactMap(\.self) {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { continue }
            let pin = text.filter { !$0.isWhitespace }
            if !pin.isEmpty { return pin }
        }
        return nil
    }

    /// Keeps the PIN in a file that only this user can read; nil removes it.
    package func storePIN(_ pin: String?) throws(StartupError) {
        try storeSecret(pin.map { Array(($0 + "\n").utf8) }, in: pinFile)
    }

    /// Nil removes it.
    func storeSecret(_ octets: [UInt8]?, in file: String) throws(StartupError) {
        guard let octets else {
            guard unlink(file) == 0 || errno == ENOENT else {
                throw unusable(file, "Cannot remove \(file).", errno)
            }
            return try keepNames(in: secrets)
        }
        let draft = file + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unusable(draft, "Cannot write \(draft).", errno) }
        defer { close(descriptor) }
        guard write(descriptor, octets, octets.count) == octets.count, fsync(descriptor) == 0,
            rename(draft, file) == 0
        else { throw unusable(file, "Cannot write \(file).", errno) }
        try keepNames(in: secrets)
    }

    /// A name that was made or removed outlives a power cut only when its directory is synced; the file alone is not
    /// enough (fsync(2)).
    private func keepNames(in directory: String) throws(StartupError) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        // Whoever may make names in a directory may still not be allowed to read it.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Some file systems cannot sync a directory, and keep their names in another way.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw unusable(directory, "Cannot write \(directory) to the disk.", errno)
        }
    }
}

// MARK: - Errors

extension DataDirectory {
    private func unusable(_ path: String, _ what: String, _ code: Int32) -> StartupError {
        let reason = String(cString: strerror(code))
        let isPermission = code == EACCES || code == EPERM
        return StartupError(
            what: what,
            why: isPermission ? "\(reason): it belongs to another user." : "\(reason).",
            next: isPermission ? "sudo catchline --data \(self.path) ..." : "ls -ld \(self.path)")
    }
}
