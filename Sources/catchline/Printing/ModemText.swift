import Storage
import Telephony
import WebInbox

/// Modems on a screen.
struct ModemText {
    let texts: Texts
    let console: Console

    func list(_ modems: [ModemReport]) -> [String] {
        if modems.isEmpty { return ["No modem was found."] }
        let strangers = modems.filter { $0.state == .needsYes }.map {
            "Say yes to it: catchline modem allow --modem \(NextCommand.quoted($0.imei ?? $0.target))"
        }
        return table(modems) + strangers
    }

    private func table(_ modems: [ModemReport]) -> [String] {
        Columns.lines(
            modems.map { modem in
                [
                    modem.target.printable, (modem.model ?? modem.manufacturer)?.printable ?? "not known",
                    StatusText.words(modem.state),
                    modem.networkOperator?.printable ?? "", modem.id.rawValue.printable,
                ]
            })
    }

    func info(_ info: ModemInfo) -> [String] {
        let modem = info.modem
        let storage = modem.storage.map { "\($0.name), \($0.used) of \($0.total)" }
        let name = [modem.manufacturer, modem.model].compactMap(\.self).joined(separator: " ")
        let rows: [(String, String?)] = [
            ("Modem", name.isEmpty ? nil : name), ("Firmware", modem.firmware), ("Profile", info.profile),
            ("Target", modem.target), ("State", StatusText.words(modem.state)), ("IMEI", modem.imei),
            ("SIM", modem.iccid), ("IMSI", modem.imsi),
            ("Own number", modem.ownNumber.map { texts.number($0) }),
            ("Operator", modem.networkOperator), ("Network", modem.registration.rawValue),
            ("Signal", modem.signal.map { "\($0) dBm" }), ("Storage", storage),
            ("Service centre", info.serviceCentre.map { texts.number($0) }),
        ]
        return Columns.lines(rows.map { [$0.0, $0.1?.printable ?? "not known"] })
    }

    func signal(_ modem: ModemReport) -> String {
        let place = modem.networkOperator?.printable ?? "operator not known"
        return "\(SignalText(modem.signal).text(console: console)) \(place), \(modem.registration.rawValue)"
    }

    /// What the network says, line by line.
    static func lines(of reply: USSDReply) -> [String] {
        if reply.text.isEmpty { return ["The network has done it, and says nothing."] }
        return reply.text.split(separator: "\n", omittingEmptySubsequences: false).map {
            String($0).printable
        }
    }
}

/// What `modem signal --json` tells.
struct SignalReport: Encodable {
    var modem: ModemID
    var state: ModemState
    var networkOperator: String?
    var registration: NetworkRegistration
    var signal: Int?

    init(_ report: ModemReport) {
        modem = report.id
        state = report.state
        networkOperator = report.networkOperator
        registration = report.registration
        signal = report.signal
    }

    private enum CodingKeys: String, CodingKey {
        case modem, state, registration
        case networkOperator = "operator"
        case signal = "signal_dbm"
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(modem, forKey: .modem)
        try container.encode(state, forKey: .state)
        try container.encode(networkOperator, forKey: .networkOperator)
        try container.encode(registration, forKey: .registration)
        try container.encode(signal, forKey: .signal)
    }
}
