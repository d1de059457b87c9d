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
            guard let group else { return "permission denied" }
            return "permission denied: it belongs to group \(group) (sudo usermod -aG \(group) $USER)"
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
}
