import Glibc

/// Tells systemd how the daemon is (sd_notify(3)): one datagram to the socket that `NOTIFY_SOCKET` names.
///
/// libsystemd is not needed for so little. Without systemd there is nobody to tell.
struct SystemdNotifier: Sendable {
    private let path: String

    /// Nil unless the environment names a socket that can be reached.
    init?(environment: [String: String]) {
        guard let path = environment["NOTIFY_SOCKET"], path.hasPrefix("/") || path.hasPrefix("@"),
            path.utf8.count < 108
        else { return nil }
        self.path = path
    }

    /// How often systemd wants to hear from the daemon; nil if it does not watch. Half of what it allows, as
    /// sd_watchdog_enabled(3) advises.
    static func watchdogInterval(environment: [String: String]) -> Duration? {
        environment["WATCHDOG_USEC"].flatMap(Int64.init).flatMap { $0 > 0 ? .microseconds($0 / 2) : nil }
    }

    /// Sends one message, such as `READY=1`. False if nobody took it.
    @discardableResult
    func send(_ message: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        var octets = Array(path.utf8)
        // A name in the abstract namespace starts with NUL; systemd writes it as "@".
        if octets.first == UInt8(ascii: "@") { octets[0] = 0 }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + octets.count)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
                Array(message.utf8).withUnsafeBytes { bytes in
                    sendto(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL), target, length)
                }
            }
        }
        return sent >= 0
    }
}
