import CSerial
import Glibc

/// Why a simulated port could not be made.
package struct SimulatedPortError: Error, Hashable, CustomStringConvertible {
    package var what: String
    package var code: Int32

    package var description: String { "\(what): \(String(cString: strerror(code)))" }
}

/// A pseudo-terminal whose far side is a simulated modem, with a link of a lasting name to it.
struct PseudoTerminal: Sendable {
    let controller: Int32
    /// The user's side, held open so that the terminal lives on while nobody uses it.
    private let keeper: Int32
    /// The link, else the terminal itself.
    let path: String
    private let terminal: String
    private let link: String?

    init(link: String?) throws(SimulatedPortError) {
        var controller: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        let error = cserial_open_pseudo_terminal(&controller, &name, name.count)
        guard error == 0 else { throw SimulatedPortError(what: "pseudo-terminal", code: error) }
        let terminal = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        var keeper: Int32 = -1
        let keeperError = cserial_open_tty(terminal, &keeper)
        guard keeperError == 0 else {
            _ = Glibc.close(controller)
            throw SimulatedPortError(what: terminal, code: keeperError)
        }
        self.controller = controller
        self.keeper = keeper
        self.terminal = terminal
        self.link = link
        path = link ?? terminal
        if let link { try point(link, at: terminal) }
    }

    /// The user's side sees the end, as when a stick is pulled out, and the link is gone, unless it leads to another
    /// terminal by now.
    func close() {
        if let link, Self.destination(of: link) == terminal { _ = unlink(link) }
        _ = Glibc.close(keeper)
        _ = Glibc.close(controller)
    }

    private static func destination(of link: String) -> String? {
        var name = [CChar](repeating: 0, count: 128)
        let count = readlink(link, &name, name.count)
        guard count >= 0 else { return nil }
        return String(decoding: name.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Only a link is ever replaced, and never for a moment missing.
    private func point(_ link: String, at terminal: String) throws(SimulatedPortError) {
        var status = stat()
        if lstat(link, &status) == 0, status.st_mode & S_IFMT != S_IFLNK { try fail(link, EEXIST) }
        let temporary = "\(link).\(getpid())"
        _ = unlink(temporary)
        guard symlink(terminal, temporary) == 0 else { return try fail(link, errno) }
        guard rename(temporary, link) == 0 else { return try fail(link, errno) }
    }

    private func fail(_ what: String, _ code: Int32) throws(SimulatedPortError) {
        _ = Glibc.close(keeper)
        _ = Glibc.close(controller)
        throw SimulatedPortError(what: what, code: code)
    }
}

/// A TCP port of this machine behind which a simulated modem sits, one caller at a time.
struct LoopbackPort: Sendable {
    let listener: Int32
    let port: UInt16
    var connection: Int32?

    init(port: UInt16) throws(SimulatedPortError) {
        var listener: Int32 = -1
        var actual: UInt16 = 0
        let error = cserial_listen_on_loopback(port, &listener, &actual)
        guard error == 0 else { throw SimulatedPortError(what: "127.0.0.1:\(port)", code: error) }
        self.listener = listener
        self.port = actual
    }

    mutating func accept() {
        var descriptor: Int32 = -1
        if cserial_accept(listener, &descriptor) == 0 { connection = descriptor }
    }

    mutating func hangUp() {
        if let connection { _ = Glibc.close(connection) }
        connection = nil
    }

    mutating func close() {
        hangUp()
        _ = Glibc.close(listener)
    }
}
