package import Telephony

/// Whether a text that a person or a program wants sent may go at all.
package struct ManualSend: Hashable, Sendable {
    package var number: IdentifiedNumber
    package var text: String
    /// The country of the SIM, else that of the business.
    package var homeCountry: String?
    /// `--force`: to a landline or an unlisted country nevertheless.
    package var isForced: Bool
    /// `--reason`: why somebody who opted out is texted nevertheless. To be logged.
    package var reason: String?

    package init(
        number: IdentifiedNumber, text: String, homeCountry: String?, isForced: Bool = false,
        reason: String? = nil
    ) {
        self.number = number
        self.text = text
        self.homeCountry = homeCountry
        self.isForced = isForced
        self.reason = reason
    }

    /// Throws if it may not go. `sentInHour` counts the texts of people and programs in the last 60 minutes.
    package func check(
        history: CallerHistory, sentInHour: Int, settings: Settings
    ) throws(ManualSendRefusal) {
        if !text.contains(where: { !$0.isWhitespace }) { throw .emptyText }
        switch number.kind {
        case .shortCode, .premium: throw .never(number.text, number.kind)
        default: break
        }
        guard number.phoneNumber != nil else { throw .noNumber(number.text) }
        if !isForced, let doubt = doubt(settings: settings) { throw doubt }
        if history.isOptedOut, (reason ?? "").allSatisfy(\.isWhitespace) {
            throw .optedOut(number.text, name: history.name)
        }
        if sentInHour >= settings.capManualHour { throw .capReached(settings.capManualHour) }
    }

    /// What `--force` overrides.
    private func doubt(settings: Settings) -> ManualSendRefusal? {
        switch number.kind {
        case .landline, .voip:
            if !settings.textsLandlines { return .notTextable(number.text, number.kind) }
        case .tollFree, .sharedCost, .personal, .pager, .uan, .voicemail:
            return .notTextable(number.text, number.kind)
        case .mobile, .mobileOrLandline, .unknown, .premium, .shortCode:
            break
        }
        let isListed =
            number.country.map { $0 == homeCountry || settings.foreignCountries.contains($0) } ?? false
        return isListed ? nil : .foreign(number.text, country: number.country)
    }
}

/// Why a text is not sent.
package enum ManualSendRefusal: ExplainedError, Hashable {
    case emptyText
    case noNumber(String)
    case never(String, NumberKind)
    case notTextable(String, NumberKind)
    case foreign(String, country: String?)
    case optedOut(String, name: String?)
    case capReached(Int)

    /// A word for programs, as in the reasons of calls.
    package var code: String {
        switch self {
        case .emptyText: "empty_text"
        case .noNumber: "no_number"
        case .never(_, let kind), .notTextable(_, let kind): kind.rawValue
        case .foreign: ReplyReason.foreign.rawValue
        case .optedOut: ReplyReason.optedOut.rawValue
        case .capReached: ReplyReason.capHour.rawValue
        }
    }

    package var what: String { "Nothing was sent." }

    package var why: String {
        switch self {
        case .emptyText: return "The text is empty."
        case .noNumber(let text): return "\(text) is not a number that can be texted."
        case .never(let text, let kind): return "\(text) is \(Self.name(kind)), and those are never texted."
        case .notTextable(let text, let kind): return "\(text) is \(Self.name(kind))."
        case .foreign(let text, nil): return "\(text) belongs to no country, and a text to it may cost a lot."
        case .foreign(let text, let country?): return "\(text) is a number of another country (\(country))."
        case .optedOut(let text, let name): return "\(name ?? text) asked for no more texts."
        case .capReached(let cap): return "\(cap) texts have gone out in the last hour, which is the limit."
        }
    }

    package var next: String {
        switch self {
        case .emptyText: "catchline send NUMBER TEXT"
        case .noNumber, .never: "Give another number: catchline send NUMBER TEXT"
        case .notTextable: "Call it instead, or add --force to try."
        case .foreign(_, nil): "Call it instead, or add --force to try."
        case .foreign(_, let country?):
            "Add --force, or allow the country: catchline settings set numbers.foreign \(country)"
        case .optedOut: "Call instead. If they asked to be texted again, say so: --reason \"asked me to\""
        case .capReached: "Wait, or raise the limit: catchline settings set caps.manual_hour 400"
        }
    }

    private static func name(_ kind: NumberKind) -> String {
        switch kind {
        case .landline: "a landline"
        case .voip: "an internet telephone"
        case .tollFree: "a freephone number"
        case .premium: "a premium number"
        case .sharedCost: "a shared-cost number"
        case .personal: "a personal number, which may cost extra"
        case .pager: "a pager"
        case .uan: "a company's access number"
        case .voicemail: "a voicemail box"
        case .shortCode: "a short number"
        case .mobile, .mobileOrLandline, .unknown: "of a sort that cannot be texted"
        }
    }
}
