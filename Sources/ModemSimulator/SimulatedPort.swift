import CSerial
import Glibc

/// Where a simulated modem is to be reached.
package enum SimulatedAddress: Hashable, Sendable {
    /// A pseudo-terminal; the link gives it a name that outlives a replug.
    case pseudoTerminal(link: String?)
    /// `tcp://127.0.0.1:PORT`; 0: any free one.
    case loopback(port: UInt16)
}

/// The port of a simulated modem, whichever kind it is, with what waits to be written to it.
struct SimulatedPort {
    private enum Kind {
        case gone
        case terminal(PseudoTerminal)
        case loopback(LoopbackPort)
    }

    /// What nobody reads is lost at some point, as on a wire.
    private static let maximumPendingCount = 65_536

    private var address: SimulatedAddress
    private var kind = Kind.gone
    private var pending: [UInt8] = []

    init(_ address: SimulatedAddress) throws(SimulatedPortError) {
        self.address = address
        try open()
    }

    /// What a target has to name; nil while it is unplugged.
    var target: String? {
        switch kind {
        case .gone: nil
        case .terminal(let terminal): terminal.path
        case .loopback(let loopback): "tcp://127.0.0.1:\(loopback.port)"
        }
    }

    /// For poll(2); negative: nothing to wait for.
    var descriptor: Int32 {
        switch kind {
        case .gone: -1
        case .terminal(let terminal): terminal.controller
        case .loopback(let loopback): loopback.connection ?? loopback.listener
        }
    }

    var hasPending: Bool { !pending.isEmpty }

    mutating func open() throws(SimulatedPortError) {
        switch address {
        case .pseudoTerminal(let link): kind = .terminal(try PseudoTerminal(link: link))
        case .loopback(let port):
            let loopback = try LoopbackPort(port: port)
            // The same port again after a replug.
            address = .loopback(port: loopback.port)
            kind = .loopback(loopback)
        }
    }

    mutating func close() {
        switch kind {
        case .gone: break
        case .terminal(let terminal): terminal.close()
        case .loopback(var loopback): loopback.close()
        }
        kind = .gone
        pending = []
    }

    /// What has come, after poll(2) said that there is something.
    mutating func read() -> [UInt8] {
        if case .loopback(var loopback) = kind, loopback.connection == nil {
            loopback.accept()
            kind = .loopback(loopback)
            return []
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        if count <= 0, !(count < 0 && (errno == EAGAIN || errno == EINTR)) { hangUp() }
        return Array(buffer.prefix(max(0, count)))
    }

    mutating func hangUp() {
        guard case .loopback(var loopback) = kind else { return }
        loopback.hangUp()
        kind = .loopback(loopback)
        pending = []
    }

    mutating func write(_ octets: [UInt8]) {
        if case .loopback(let loopback) = kind, loopback.connection == nil { return }
        if pending.count + octets.count > Self.maximumPendingCount { pending = [] }
        pending += octets
        flush()
    }

    mutating func flush() {
        while !pending.isEmpty {
            let count = pending.withUnsafeBytes { bytes in
                // A caller over TCP that has gone must not end the process with SIGPIPE.
                isSocket
                    ? send(
                        descriptor, bytes.baseAddress, bytes.count, Int32(truncatingIfNeeded: MSG_NOSIGNAL))
                    : Glibc.write(descriptor, bytes.baseAddress, bytes.count)
            }
            guard count > 0 else { return }
            pending.removeFirst(count)
        }
    }

    private var isSocket: Bool {
        if case .loopback = kind { true } else { false }
    }
}
