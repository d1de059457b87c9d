import Glibc

/// Why a port could not be opened. None of these is the end: the port is tried again.
package enum SerialPortError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is nothing of that name. Waited for.
    case absent
    /// Another program has it.
    case busy(PortHolder?)
    /// Another target of ours leads to the same tty.
    case takenHere
    /// `group`: who may open it, if that can be seen.
    case permissionDenied(group: String?)
    case notATerminal
    case unsupportedSpeed(Int)
    /// No answer behind tcp://, in the system's words.
    case unreachable(String)
    /// Another error number of the system.
    case system(call: String, code: Int32)

    package var description: String {
        switch self {
        case .absent:
            return "not there, waiting for it"
        case .busy(let holder):
            return "in use by \(holder?.description ?? "another program")"
        case .takenHere:
            return "already in use here as another target"
        case .permissionDenied(let group):
            guard let group else { return "permission denied: no group but root's may open it" }
            return "permission denied: it belongs to group \(group), and \(Self.userName) is not in that"
        case .notATerminal:
            return "not a serial port"
        case .unsupportedSpeed(let speed):
            return "\(speed) bits a second is no speed of a serial port"
        case .unreachable(let reason):
            return "cannot be reached: \(reason)"
        case .system(let call, let code):
            return "\(call): \(String(cString: strerror(code)))"
        }
    }

    /// What to type; nil where waiting, or looking at the target, is all there is to do.
    var fix: String? {
        switch self {
        case .busy(let holder?) where holder.name == "ModemManager":
            return "sudo systemctl disable --now ModemManager"
        case .busy(let holder?): return "sudo kill \(holder.processID)"
        // The service may not see whose it is.
        case .busy(nil): return "sudo catchline doctor"
        case .permissionDenied(let group?):
            let command = "sudo usermod -aG \(group) \(Self.userName)"
            return Self.userName == "catchline" ? command + " && sudo systemctl restart catchline" : command
        case .permissionDenied(nil):
            return "sudo udevadm trigger --subsystem-match=tty --action=change"
        case .absent, .takenHere, .notATerminal, .unsupportedSpeed, .unreachable, .system: return nil
        }
    }

    private static var userName: String {
        var entry = passwd()
        var result: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &result) == 0, result != nil,
            let name = entry.pw_name
        else { return "user \(geteuid())" }
        return String(cString: name)
    }
}
