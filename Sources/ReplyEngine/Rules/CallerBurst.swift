import Telephony

/// Many callers at once whom nobody could have: a machine that rings to be texted back, at the owner's cost.
///
/// It rings from numbers that lie side by side, or from ever new ones. While it does and for an hour after, the texts
/// to such numbers are held; everybody else is texted as ever.
package struct CallerBurst {
    /// Who rang in the last hours, in any order.
    private let callers: [RecentCaller]
    private let now: Moment
    private let settings: Settings

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
    /// Digits at the end in which numbers that lie side by side differ.
    private static let lastDigits = 3

    init(callers: [RecentCaller], now: Moment, settings: Settings) {
        self.callers = callers
        self.now = now
        self.settings = settings
    }

    /// Whether a text to `number` is held.
    func holds(_ number: String) -> Bool {
        let start = number.utf8.dropLast(Self.lastDigits)
        let alike = callers.lazy.filter {
            $0.number.utf8.count == number.utf8.count && $0.number.utf8.starts(with: start)
        }
        if exceeds(settings.mostAdjacentCallers, alike) { return true }
        guard callers.contains(where: { $0.isNew && $0.number == number }) else { return false }
        return exceeds(settings.mostNewCallers, callers.lazy.filter(\.isNew))
    }

    /// Whether more than `most` different numbers rang within one window that is not long past.
    private func exceeds(_ most: Int, _ callers: some Sequence<RecentCaller>) -> Bool {
        guard most > 0 else { return false }
        // The youngest first; where the clocks cannot tell, as young as it may be. Mostly they come so.
        var calls = callers.map { (age: now.leastAge(of: $0.rang), number: $0.number) }
        guard calls.count > most else { return false }
        if zip(calls, calls.dropFirst()).contains(where: { $0.age > $1.age }) {
            calls.sort { $0.age < $1.age }
        }
        var counts: [String: Int] = [:]
        var end = calls.startIndex
        for call in calls where call.age <= Self.hold {
            while end < calls.endIndex, calls[end].age - call.age <= Self.window {
                counts[calls[end].number, default: 0] += 1
                end += 1
                if counts.count > most { return true }
            }
            counts[call.number] = counts[call.number].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
        return false
    }
}
