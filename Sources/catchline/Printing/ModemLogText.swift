import Foundation
import Storage
import Telephony
import WebInbox

/// The log of a modem for a person.
struct ModemLogText {
    let texts: Texts

    func lines(_ entries: [ModemLogEntry]) -> [String] {
        guard !entries.isEmpty else { return ["Nothing yet."] }
        var day: String?
        return entries.flatMap { entry -> [String] in
            let date = texts.time.day(entry.at.date)
            let head = date == day ? [] : [date]
            day = date
            let time = texts.time.clock(entry.at.date)
            return head + words(entry).map { "\(time)  \($0.who.padded(6))  \($0.what.printable)" }
        }
    }

    private func words(_ entry: ModemLogEntry) -> [(who: String, what: String)] {
        let text = entry.text ?? ""
        switch entry.kind {
        case "sent": return [("box", Self.pieces(text).joined(separator: " "))]
        case "received": return Self.pieces(text).map { ("modem", $0) }
        case "asked": return [("wish", text)]
        case "told": return [("fact", text)]
        case "opened": return [("port", "opened")]
        case "closed": return [("port", "closed")]
        case "omitted": return [("", "... \(text) entries are no longer kept ...")]
        case let kind where kind.hasPrefix("sent_"):
            return [
                (
                    "box",
                    "to port \(kind.dropFirst("sent_".count)): \(Self.pieces(text).joined(separator: " "))"
                )
            ]
        case let kind where kind.hasPrefix("received_"):
            return Self.pieces(text).map { ("port \(kind.dropFirst("received_".count))", $0) }
        default: return [("kept", Self.words(kind: entry.kind, state: entry.text))]
        }
    }

    /// The lines of what went over the port, without their ends.
    private static func pieces(_ text: String) -> [String] {
        text.replacing("\\r", with: "\n").replacing("\\n", with: "\n").split(separator: "\n").map(String.init)
    }

    private static func words(kind: String, state: String?) -> String {
        let state = state ?? ""
        switch kind {
        case StoreEventKind.modemState.rawValue:
            return "the modem: " + (ModemState(rawValue: state).map { StatusText.words($0) } ?? state)
        case StoreEventKind.modemRegistration.rawValue:
            return "the network: " + (NetworkRegistration(rawValue: state).map { words($0) } ?? state)
        default:
            return "\(kind.dropFirst("modem.".count)): \(state)".replacing("_", with: " ")
        }
    }

    private static func words(_ registration: NetworkRegistration) -> String {
        switch registration {
        case .home: "found"
        case .roaming: "found, roaming"
        case .searching: "searched for"
        case .denied: "it has refused the SIM"
        case .none: "not there"
        }
    }
}
