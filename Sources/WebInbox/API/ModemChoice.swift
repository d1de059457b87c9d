import Hummingbird
import Telephony

/// Which modem a request is about: the one that it names, or the only one.
struct ModemChoice {
    let statuses: [LineStatus]

    /// - Parameter name: the identity of a modem or of its line, an IMEI, or a target; nil: there is but one.
    func modem(named name: String?) throws(Problem) -> LineStatus {
        guard let name else { return try onlyModem() }
        if let status = statuses.first(where: { Self.names(of: $0).contains(name) }) { return status }
        throw Problem(
            .notFound, code: "no_such_modem", what: "There is no modem \"\(name.oneLine)\".",
            why: list, next: "catchline modem list")
    }

    private func onlyModem() throws(Problem) -> LineStatus {
        // A second port of a modem, and sockets that are empty, are no choice.
        let present = statuses.filter { $0.state != .gone && $0.state != .failed }
        let candidates = statuses.count > 1 && present.count == 1 ? present : statuses
        guard let status = candidates.first else {
            throw Problem(
                .serviceUnavailable, code: "no_modem", what: "There is no modem to ask.",
                why: "None was named, and none was found.", next: "catchline doctor")
        }
        guard candidates.count == 1 else {
            throw Problem(
                .badRequest, code: "which_modem", what: "Which modem?", why: list,
                next: "catchline modem info --modem \(status.target)")
        }
        return status
    }

    private var list: String {
        statuses.isEmpty
            ? "None was found."
            : "There are \(statuses.map { "\($0.target) (\($0.id))" }.joined(separator: ", "))."
    }

    private static func names(of status: LineStatus) -> [String] {
        [status.id.rawValue, status.line.rawValue, status.target] + [status.identity.imei].compactMap(\.self)
    }
}
