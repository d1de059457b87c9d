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

    /// The device that waits for a person's yes: the one that is named, or the only one.
    func stranger(named name: String?) throws(Problem) -> (status: LineStatus, device: StrangeDevice) {
        let waiting = statuses.filter { $0.stranger != nil }
        guard name != nil || !waiting.isEmpty else {
            throw Problem(
                .conflict, code: "no_stranger", what: "There is nothing to say yes to.",
                why: "No device that answers as a modem does waits for a yes.", next: "catchline modem list")
        }
        let status =
            if let name { try modem(named: name) } else { try ModemChoice(statuses: waiting).onlyModem() }
        guard let device = status.stranger else {
            throw Problem(
                .conflict, code: "no_stranger", what: "\(status.target) does not wait for a yes.",
                why: "It is used as it is, or nothing on it answers as a modem does.",
                next: "catchline doctor")
        }
        return (status, device)
    }

    private func onlyModem() throws(Problem) -> LineStatus {
        // A second port of a modem, and sockets that are empty, are no choice.
        let present = statuses.filter { ![.gone, .failed, .needsYes].contains($0.state) }
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
