/// What the SIM asks for (3GPP TS 27.007 §8.3), as +CPIN answers and as it is told unasked.
package enum SIMState: Hashable, Sendable {
    case ready
    case needsPIN
    case needsPUK
    /// PIN2, PUK2: the line works without them.
    case needsSecondPIN
    /// A lock of the modem or the network: PH-SIM PIN, PH-NET PIN, ...
    case locked(String)
    case absent
    /// Just inserted; in which state is not known yet.
    case inserted
    /// There, and not yet able to answer.
    case notReady
    case blocked

    /// `+CPIN: SIM PIN`. Test answers and empty lines are none.
    package init?(line: String) {
        guard let response = InformationResponse(line: line) else { return nil }
        self.init(response)
    }

    init?(_ response: InformationResponse) {
        guard response.isComplete, response.prefix == "+CPIN", response[0].form != .bracketed,
            !response[0].isEmpty
        else { return nil }
        switch response[0].text.uppercased() {
        case "READY": self = .ready
        case "SIM PIN": self = .needsPIN
        case "SIM PUK": self = .needsPUK
        case "SIM PIN2", "SIM PUK2": self = .needsSecondPIN
        case "NOT INSERTED", "SIM REMOVED", "REMOVED", "NO SIM", "SIM NOT INSERTED": self = .absent
        case "NOT READY", "SIM BUSY": self = .notReady
        case "SIM BLOCKED", "BLOCKED", "SIM FAILURE": self = .blocked
        default: self = .locked(response[0].text)
        }
    }
}
