/// `ADDRESS:PORT`, as `--listen` and the configuration file have it; an IPv6 address stands in brackets.
struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
    let host: String
    let port: Int

    init(_ text: String) throws(StartupError) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { throw Self.unusable(text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw Self.unusable(text)
        }
        guard !host.isEmpty else { throw Self.unusable(text) }
        self.host = String(host)
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    private static func unusable(_ text: String) -> StartupError {
        StartupError(
            what: "Cannot listen on \"\(text)\".",
            why: "An address is ADDRESS:PORT, such as 0.0.0.0:8080 or [::1]:8080.",
            next: "catchline run --listen 0.0.0.0:8080", exitCode: 2)
    }
}
