/// Where the modem stands with one domain of the network, from +CREG, +CGREG, +CEREG or +C5GREG.
///
/// The answer to the query has a mode before the status, the unsolicited line has not; a location may follow
/// in both (3GPP TS 27.007 §7.2).
package struct Registration: Hashable, Sendable {
    package enum Domain: String, CaseIterable, Hashable, Sendable {
        case circuitSwitched = "+CREG"
        case packetSwitched = "+CGREG"
        case evolvedPacketSystem = "+CEREG"
        case fifthGeneration = "+C5GREG"
    }

    package enum Status: Hashable, Sendable {
        /// Not registered and not looking.
        case idle
        case home
        case searching
        case denied
        case unknown
        case roaming
        /// Registered for emergency calls alone.
        case emergencyOnly

        /// 6 and 7 are "for SMS only", 9 and 10 "CSFB not preferred"; texts pass in all of them.
        init?(_ field: ResponseField) {
            switch field.integer {
            case 0: self = .idle
            case 1, 6, 9: self = .home
            case 2: self = .searching
            case 3: self = .denied
            case 4: self = .unknown
            case 5, 7, 10: self = .roaming
            case 8, 11: self = .emergencyOnly
            default: return nil
            }
        }
    }

    package let domain: Domain
    package let status: Status
    /// False where the network takes texts alone: calls do not come in.
    package let takesCalls: Bool
    package let areaCode: Int?
    package let cell: Int?

    /// A line that answers the query: `+CREG: <n>,<stat>[,<lac>,<ci>[,<AcT>]]`.
    package init?(answer line: String) {
        guard let response = InformationResponse(line: line), Self.isAnswer(response) else { return nil }
        self.init(response, statusAt: 1)
    }

    /// `+CREG: <stat>[,<lac>,<ci>[,<AcT>]]`.
    init?(unsolicited response: InformationResponse) {
        guard response.isComplete, !Self.isAnswer(response), response[0].form == .bare else { return nil }
        self.init(response, statusAt: 0)
    }

    private init?(_ response: InformationResponse, statusAt position: Int) {
        guard let domain = Domain(rawValue: response.prefix), let status = Status(response[position]) else {
            return nil
        }
        self.domain = domain
        self.status = status
        takesCalls = ![6, 7].contains(response[position].integer)
        areaCode = response[position + 1].hexadecimal
        cell = response[position + 2].hexadecimal
    }

    /// Where a second field is a short bare number it is the status, and the first the mode. Area codes are
    /// quoted, or have four digits.
    private static func isAnswer(_ response: InformationResponse) -> Bool {
        response.isComplete && response[0].form == .bare && response[1].form == .bare
            && response[1].text.utf8.count <= 2 && response[1].integer != nil
    }
}
