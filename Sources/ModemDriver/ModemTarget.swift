/// Where a modem is to be found, as the owner names it with `--modem` or in the configuration file.
package enum ModemTarget: Hashable, Sendable, CustomStringConvertible {
    /// Every modem that the machine shows.
    case auto
    /// A tty or a link to one. It need not be there yet.
    case path(String)
    /// A modem behind a serial server, or a simulated one.
    case tcp(host: String, port: Int)

    package init(parsing text: String) throws(ModemTargetError) {
        if text == "auto" {
            self = .auto
        } else if let rest = text.dropPrefix("tcp://") {
            self = try ModemTarget.tcp(parsing: rest, of: text)
        } else if text.isEmpty || text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
        {
            throw ModemTargetError(text: text, reason: "that is no path", suggestion: nil)
        } else if text.contains("://") {
            throw ModemTargetError(text: text, reason: "only tcp:// is known", suggestion: nil)
        } else if !text.contains("/") {
            let suggestion = text.hasPrefix("tty") ? "/dev/\(text)" : "./\(text)"
            throw ModemTargetError(text: text, reason: "a path has a slash in it", suggestion: suggestion)
        } else {
            self = .path(text)
        }
    }

    private static func tcp(parsing rest: Substring, of text: String) throws(ModemTargetError) -> ModemTarget
    {
        guard let colon = rest.lastIndex(of: ":") else {
            throw ModemTargetError(text: text, reason: "the port is missing", suggestion: "\(text):7000")
        }
        var host = rest[..<colon]
        // An IPv6 address stands in brackets, as in RFC 3986 §3.2.2.
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw ModemTargetError(
                text: text, reason: "an IPv6 address needs brackets",
                suggestion: "tcp://[\(host)]\(rest[colon...])")
        }
        guard !host.isEmpty, !host.contains("/") else {
            throw ModemTargetError(
                text: text, reason: "the host is missing", suggestion: "tcp://127.0.0.1:7000")
        }
        guard let port = Int(rest[rest.index(after: colon)...]), (1...65535).contains(port) else {
            throw ModemTargetError(
                text: text, reason: "the port is no number from 1 to 65535", suggestion: nil)
        }
        return .tcp(host: String(host), port: port)
    }

    package var description: String {
        switch self {
        case .auto: "auto"
        case .path(let path): path
        case .tcp(let host, let port):
            host.contains(":") ? "tcp://[\(host)]:\(port)" : "tcp://\(host):\(port)"
        }
    }
}

/// A target that cannot be read.
package struct ModemTargetError: Error, Hashable, CustomStringConvertible {
    package var text: String
    package var reason: String
    /// What was probably meant.
    package var suggestion: String?

    package var description: String {
        let what = "\"\(text)\" is no modem target: \(reason)."
        let next = suggestion.map { " Did you mean \($0)?" }
        return what + (next ?? " A target is auto, a path such as /dev/ttyUSB2, or tcp://HOST:PORT.")
    }
}

extension StringProtocol {
    fileprivate func dropPrefix(_ prefix: String) -> SubSequence? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
