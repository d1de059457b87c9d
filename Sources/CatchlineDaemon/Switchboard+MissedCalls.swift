import FoundationEssentials
import Logging
import Numbering
import ReplyEngine
import Storage
import Telephony

/// Calls that the modem has noted while nobody listened.
extension Switchboard {
    func missedCallsListed(_ entries: [MissedCallEntry], at desk: Desk, _ now: Moment) -> [Action] {
        guard desk.isIdentified else { return [] }
        return attempting("look through the modem's list of missed calls") {
            let settings = try settings()
            let listed = entries.compactMap { entry in
                identify(.number(entry.number), desk, settings).map {
                    ListedCall(number: $0, time: entry.time, moment: moment(of: entry, at: now))
                }
            }
            let recorded = try store.recordMissedCalls(
                listed, line: desk.line, modem: desk.modem, at: now
            ) { call, history in
                let facts = facts(of: call, desk, settings, now)
                return policy.decide(call: facts, history: history, now: now, settings: settings).decision
            }
            return recorded.map { .log(.notice, "Found in the modem's list: \($0.logLine)") }
        }
    }

    /// How long it rang nobody knows. A call whose age is not known is as late as can be.
    private func facts(of call: ListedCall, _ desk: Desk, _ settings: Settings, _ now: Moment) -> CallFacts {
        let home = desk.homeCountry ?? settings.country
        let unknown = Moment(boot: "", monotonic: .zero, wall: now.wall, trust: .none)
        return CallFacts(
            number: call.number, isWithheld: false, outcome: .missed, rang: .zero, rings: 1,
            ended: call.moment ?? unknown,
            ownNumbers: ownNumbers(homeCountry: home, beside: desk.identity.ownNumber), homeCountry: home)
    }

    /// The modem's clock tells the time of day with its zone, or nothing that could be relied on.
    private func moment(of entry: MissedCallEntry, at now: Moment) -> Moment? {
        guard now.trust > .none, let time = entry.time,
            let date = ClockKeeper.date(fromModemClock: time)
        else { return nil }
        let age = now.wall.timeIntervalSince(date)
        guard (0...Self.oldestEntry).contains(age) else { return nil }
        return now.shifted(to: now.monotonic.advanced(by: .zero - .milliseconds(Int64(age * 1000))))
    }

    /// Before that the modem's clock had not been set.
    private static let oldestEntry: TimeInterval = 366 * 86_400
}
