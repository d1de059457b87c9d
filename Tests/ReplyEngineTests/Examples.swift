import FoundationEssentials
import ReplyEngine
import Telephony

/// A moment of the first run of the machine, `seconds` after its start, with a trusted clock.
func moment(
    _ seconds: Double, boot: String = "first", wall: Double? = nil, trust: ClockTrust = .ntp
) -> Moment {
    Moment(
        boot: boot, monotonic: MonotonicInstant(nanoseconds: Int64(seconds * 1e9)),
        wall: Date(timeIntervalSince1970: wall ?? 1_795_000_000 + seconds), trust: trust)
}

/// Settings of a box in use, with what is different.
func settings(_ changes: [String: String] = [:]) -> Settings {
    let standard = [
        "setup.done": "true", "business.company": "Hartley Plumbing", "owner.name": "Dan",
        "owner.number": "+447700900555", "business.country": "GB", "call.mode": "box",
    ]
    return Settings(standard.merging(changes) { $1 })
}

func identified(
    _ e164: String = "+447700900311", _ kind: NumberKind = .mobile, country: String? = "GB"
) -> IdentifiedNumber {
    IdentifiedNumber(
        phoneNumber: PhoneNumber(e164: e164), text: e164, kind: kind, country: country,
        isPossible: PhoneNumber(e164: e164) != nil)
}

/// A call that is to be answered: a mobile from home, missed at 1000 s after ringing for 12 s.
func call(
    from number: IdentifiedNumber? = identified(), isWithheld: Bool = false, outcome: CallOutcome = .missed,
    rang: Duration = .seconds(12), ended: Moment = moment(100_000), ownNumbers: Set<PhoneNumber> = []
) -> CallFacts {
    CallFacts(
        number: number, isWithheld: isWithheld, outcome: outcome, rang: rang, rings: 3, ended: ended,
        ownNumbers: ownNumbers, homeCountry: "GB")
}

func decide(
    _ call: CallFacts = call(), _ history: CallerHistory = CallerHistory(), now: Moment = moment(100_001),
    _ changes: [String: String] = [:]
) -> ReplyRuling {
    ReplyPolicy().decide(call: call, history: history, now: now, settings: settings(changes))
}

func decide(_ call: CallFacts, _ changes: [String: String]) -> ReplyRuling {
    decide(call, CallerHistory(), changes)
}

extension ReplyRuling {
    /// Why no text is sent; nil if one is.
    var reason: String? {
        if case .leaveAlone(let reason) = decision { reason.rawValue } else { nil }
    }

    var text: String? {
        if case .text(let words, _, _) = decision { words } else { nil }
    }
}
