import CSerial
import Glibc

/// A tty that is open for this program alone, in raw mode.
///
/// Two descriptors stand on one opening of it: one is given to the event loop, which closes it in its own
/// time; the other keeps the tty open until `close()`, whose close(2) is then the last, the one that may
/// block.
struct OpenTTY: Sendable {
    /// For the event loop.
    let descriptor: Int32
    private let keeper: Int32

    /// Blocks as long as the kernel likes.
    init(path: String, settings: SerialSettings) throws(SerialPortError) {
        guard let speed = Int32(exactly: settings.speed), cserial_is_speed(speed) else {
            throw .unsupportedSpeed(settings.speed)
        }
        var opened: Int32 = -1
        let error = cserial_open_tty(path, &opened)
        guard error == 0 else { throw SerialPortError(opening: path, code: error) }
        do throws(SerialPortError) {
            try OpenTTY.claim(opened, path: path)
        } catch {
            // Its rightful user must not notice: nothing is flushed and no mark removed.
            _ = Glibc.close(opened)
            throw error
        }
        do throws(SerialPortError) {
            let error = cserial_make_raw(opened, speed, settings.hardwareFlowControl)
            guard error == 0 else { throw SerialPortError(configuring: error) }
            descriptor = fcntl(opened, F_DUPFD_CLOEXEC, 0)
            guard descriptor >= 0 else { throw SerialPortError.system(call: "dup", code: errno) }
        } catch {
            OpenTTY.release(opened)
            throw error
        }
        keeper = opened
    }

    /// Gives the tty back. What was not yet sent is thrown away, or the kernel would wait for it. Blocks.
    func close() {
        OpenTTY.release(keeper)
    }

    /// Closes the event loop's descriptor too, where it never came to have it.
    func closeUnused() {
        _ = Glibc.close(descriptor)
        close()
    }

    private static func release(_ descriptor: Int32) {
        cserial_discard(descriptor)
        _ = cserial_clear_exclusive(descriptor)
        _ = Glibc.close(descriptor)
    }

    /// The lock keeps out who asks for it, TIOCEXCL everybody but root.
    private static func claim(_ descriptor: Int32, path: String) throws(SerialPortError) {
        guard isatty(descriptor) == 1 else { throw .notATerminal }
        switch cserial_lock(descriptor) {
        case 0: break
        case EWOULDBLOCK: throw SerialPortError(lockedAt: path)
        case let code: throw .system(call: "flock", code: code)
        }
        // Root is let in by the kernel whatever the mark says. The mark alone is no proof: on a
        // pseudo-terminal it outlives the program that set it.
        if cserial_is_exclusive(descriptor), let holder = PortHolder.find(of: path) { throw .busy(holder) }
        // For the same reason a user other than root must not leave a mark on a pseudo-terminal: after a kill
        // -9 nobody could open it again.
        if geteuid() == 0 || !cserial_is_pseudo_terminal(descriptor) {
            _ = cserial_set_exclusive(descriptor)
        }
    }
}

extension SerialPortError {
    fileprivate init(opening path: String, code: Int32) {
        switch code {
        case ENOENT, ENOTDIR, ENODEV, ENXIO, EIO: self = .absent
        case EBUSY: self = .busy(PortHolder.find(of: path))
        case EACCES, EPERM: self = .permissionDenied(group: SerialPortError.groupName(of: path))
        case EISDIR: self = .notATerminal
        default: self = .system(call: "open", code: code)
        }
    }

    fileprivate init(lockedAt path: String) {
        let holder = PortHolder.find(of: path)
        self = holder == nil && PortHolder.isOpenHere(path) ? .takenHere : .busy(holder)
    }

    fileprivate init(configuring code: Int32) {
        switch code {
        // The stick was pulled out between the two calls.
        case EIO, ENODEV, ENXIO: self = .absent
        default: self = .system(call: "tcsetattr", code: code)
        }
    }

    /// The group whose members may open it; nil if there is none, or none that anybody should join.
    private static func groupName(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_gid != 0, status.st_mode & 0o060 == 0o060 else {
            return nil
        }
        var entry = group()
        var result: UnsafeMutablePointer<group>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getgrgid_r(status.st_gid, &entry, &buffer, buffer.count, &result) == 0, result != nil else {
            return nil
        }
        return String(cString: entry.gr_name)
    }
}
