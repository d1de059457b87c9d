package import Telephony

/// Many callers at once whom nobody could have: a machine that rings to be texted back, at the owner's cost.
///
/// It rings from numbers that lie side by side, or from ever new ones. While it does and for an hour after, the texts
/// to such numbers are held; everybody else is texted as ever.
package struct CallerBurst {
    /// Numbers that differ in their last digits alone.
    private struct Neighbourhood: Hashable {
        static let lastDigits = 3

        let start: Substring
        let length: Int

        init(_ number: String) {
            start = number.dropLast(Self.lastDigits)
            length = number.utf8.count
        }
    }

    /// How far apart the calls of a burst are at most.
    private static let window = Duration.seconds(600)
    /// How long the texts are held after the call that was one too many.
    private static let hold = Duration.seconds(3600)
    /// Who rang longer ago than this is of no account.
    package static let memory = window + hold

    /// How far back it matters who rang: not at all, if both guards are off.
    package static func memory(under settings: Settings) -> Duration {
        settings.mostAdjacentCallers > 0 || settings.mostNewCallers > 0 ? memory : .zero
    }

    /// Where too many rang.
    private let crowded: Set<Neighbourhood>
    /// Who rang for the first time while too many did.
    private let newcomers: Set<String>

    /// - Parameter callers: who rang in the last hours, in any order.
    package init(callers: [RecentCaller], now: Moment, settings: Settings) {
        // The youngest first; where the clocks cannot tell, as young as it may be. Mostly they come so.
        var calls = callers.map { (age: now.leastAge(of: $0.rang), caller: $0) }
        if zip(calls, calls.dropFirst()).contains(where: { $0.age > $1.age }) {
            calls.sort { $0.age < $1.age }
        }
        let places = Dictionary(grouping: calls) { Neighbourhood($0.caller.number) }
        crowded = Set(places.filter { Self.exceeds(settings.mostAdjacentCallers, $0.value) }.keys)
        let new = calls.filter(\.caller.isNew)
        newcomers =
            Self.exceeds(settings.mostNewCallers, new) ? Set(new.lazy.map(\.caller.number)) : []
    }

    /// Whether a text to `number` is held.
    package func holds(_ number: String) -> Bool {
        newcomers.contains(number) || crowded.contains(Neighbourhood(number))
    }

    /// Whether more than `most` different numbers rang within one window that is not long past.
    private static func exceeds(_ most: Int, _ calls: [(age: Duration, caller: RecentCaller)]) -> Bool {
        guard most > 0, calls.count > most else { return false }
        var counts: [String: Int] = [:]
        var end = calls.startIndex
        for call in calls where call.age <= hold {
            while end < calls.endIndex, calls[end].age - call.age <= window {
                counts[calls[end].caller.number, default: 0] += 1
                end += 1
                if counts.count > most { return true }
            }
            counts[call.caller.number] = counts[call.caller.number].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
        return false
    }
}
