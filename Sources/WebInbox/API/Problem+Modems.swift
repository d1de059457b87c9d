import Hummingbird
import Telephony

extension Problem {
    /// Why a modem could not be asked, or did not do what it was asked.
    init(_ trouble: LineTrouble) {
        let (code, why) = Self.words(trouble)
        let (status, what, next): (HTTPResponse.Status, String, String) =
            switch trouble {
            case .unsuitable: (.badRequest, "The modem was not asked.", "catchline modem --help")
            case .busy: (.conflict, "The modem was not asked.", "catchline status")
            case .notReady, .noNetwork:
                (.serviceUnavailable, "The modem cannot be asked now.", "catchline doctor")
            case .stopping:
                (.serviceUnavailable, "The modem was not asked to the end.", "catchline status")
            case .notTaken: (.serviceUnavailable, "Nothing was changed.", "catchline modem divert show")
            default: (.serviceUnavailable, "The modem has no answer.", "catchline doctor")
            }
        self.init(status, code: code, what: what, why: why, next: next)
    }

    private static func words(_ trouble: LineTrouble) -> (code: String, why: String) {
        switch trouble {
        case .notReady(let state): ("not_ready", words(state))
        case .noNetwork: ("no_network", "It is not registered with a network.")
        case .busy: ("busy", "It is still busy with what it was asked before.")
        case .noAnswer: ("no_answer", "Nothing came within the time that networks take.")
        case .interrupted: ("interrupted", "It was unplugged, restarted or stopped answering in between.")
        case .cancelled: ("cancelled", "Somebody else has ended the session.")
        case .stopping: ("stopping", "The daemon is being stopped.")
        case .refused(let words): ("refused", "It was refused: \(words).")
        case .notTaken: ("not_taken", "The network said yes, and tells that it is as it was.")
        case .unsuitable(let reason): ("unsuitable", reason)
        case .notKnown: ("not_known", "No way is known in which this modem does that.")
        case .endedByNetwork: ("ended", "The network has ended the session without a word.")
        case .takenByOther: ("taken", "Another program on the modem has answered.")
        case .notSupportedByNetwork: ("not_supported", "The network does not know that code.")
        case .networkTimedOut: ("network_timeout", "The network has given up waiting.")
        }
    }

    private static func words(_ state: ModemState) -> String {
        switch state {
        case .opening: "Its port is being opened."
        case .identifying: "It has just come, and is being asked who it is."
        case .needsYes: "It stands in no table of modems and waits for your yes."
        case .needsPIN: "Its SIM asks for the PIN."
        case .simBlocked: "Its SIM is blocked."
        case .noSIM: "There is no SIM in it."
        case .registering: "It is looking for a network."
        case .ready: "It is busy with itself; try again."
        case .recovering: "It has restarted or stopped answering, and is being brought back."
        case .failed: "It does not work."
        case .gone: "It is not there; it is waited for."
        }
    }

    static let commandNotConfirmed = Problem.badRequest(
        "The command was not sent.",
        why: "It goes to the modem as it stands, and can cost money or stop the box: say yes to it.",
        next: "catchline modem at COMMAND --yes")

    package static func badDivertReason(_ name: String) -> Problem {
        let names = DivertReason.allCases.map { $0.name.replacing("_", with: "-") }.joined(separator: ", ")
        return badRequest(
            "There is no divert \"\(name.oneLine)\".", why: "There are \(names).",
            next: "catchline modem divert --help")
    }

    package static func badDivertTime(_ text: String) -> Problem {
        badRequest(
            "A phone cannot ring \(text.oneLine) s before a call is diverted.",
            why: "Networks take 5, 10, 15, 20, 25 or 30.", next: "catchline modem divert --help")
    }

    static func divertWithoutTime(_ reason: DivertReason) -> Problem {
        badRequest(
            "\"after\" does not fit.",
            why: "A phone rings before a call is diverted only where nobody answers, not for \(reason.name).",
            next: "catchline modem divert --help")
    }
}
