import ReplyEngine
import Telephony
import Testing

/// `guards.adjacent` and `guards.new_callers`: many callers at once whom nobody could have.
@Suite struct CallerBurstTests {
    private static let now = 100_000.0

    /// Calls `ago` seconds before now, one second after the other.
    private func callers(
        _ numbers: some Sequence<String>, ago: Double = 1, areNew: Bool = true, every seconds: Double = 1
    ) -> [RecentCaller] {
        numbers.enumerated().map { index, number in
            RecentCaller(
                number: number, rang: moment(Self.now - ago - seconds * Double(index)), isNew: areNew)
        }
    }

    private func holds(
        _ number: String, _ callers: [RecentCaller], now: Moment = moment(now),
        _ changes: [String: String] = [:]
    ) -> Bool {
        let candidate = OutgoingCandidate(
            id: MessageID(rawValue: 7), line: LineID(rawValue: "sim:1"), number: number, text: "as queued",
            origin: .auto, created: now, callEnded: now)
        return ReplyPolicy().judge(
            candidate: candidate, counters: SendCounters(hour: 0, day: 0, month: 0),
            history: CallerHistory(recentCallers: callers), now: now, settings: settings(changes))
            == .hold(reason: "burst")
    }

    private static func adjacent(_ count: Int) -> [String] {
        (0..<count).map { "+4477009003\($0 + 10)" }
    }

    private static func scattered(_ count: Int) -> [String] {
        (0..<count).map { "+44770\(1_000_000 + $0 * 7_919)" }
    }

    @Test func `Six numbers side by side within ten minutes are a burst, five are none`() {
        #expect(!holds("+447700900310", callers(Self.adjacent(5), areNew: false)))
        #expect(holds("+447700900310", callers(Self.adjacent(6), areNew: false)))
    }

    @Test func `One number that rings often is no burst`() {
        #expect(!holds("+447700900310", callers(Array(repeating: "+447700900310", count: 50))))
    }

    @Test func `Who rings from elsewhere is texted during a burst of numbers side by side`() {
        #expect(!holds("+447811900310", callers(Self.adjacent(9) + ["+447811900310"])))
        #expect(!holds("+4477009003100", callers(Self.adjacent(9), areNew: false)))
    }

    @Test func `Eleven callers never seen before are a burst, ten are none`() {
        let numbers = Self.scattered(11)
        #expect(!holds(numbers[0], callers(numbers.prefix(10))))
        #expect(holds(numbers[0], callers(numbers)))
    }

    @Test func `Who has been heard of before is texted during a burst of new ones`() {
        let known = callers(["+447811900310"], areNew: false)
        #expect(!holds("+447811900310", callers(Self.scattered(20)) + known))
    }

    @Test(arguments: [
        (reason: "burst", age: 60.0, changes: [:], stays: true), ("roaming", 60, [:], false),
        ("burst", 3_700, [:], false), ("burst", 60, ["pause": "resume"], false),
        ("burst", 60, ["guards.adjacent": "0"], false),
    ])
    func `A text that is held stays so while nothing but the burst decides`(
        reason: String, age: Double, changes: [String: String], stays: Bool
    ) {
        let (now, settings) = (moment(Self.now), settings(changes))
        let candidate = OutgoingCandidate(
            id: MessageID(rawValue: 7), line: LineID(rawValue: "sim:1"), number: "+447700900310",
            text: "as queued", origin: .auto, created: moment(Self.now - age),
            callEnded: moment(Self.now - age))
        let burst = CallerBurst(
            callers: callers(Self.adjacent(6), areNew: false), now: now, settings: settings)

        #expect(
            ReplyPolicy().staysHeld(candidate, for: reason, burst: burst, now: now, settings: settings)
                == stays)
    }

    @Test func `The calls of a burst lie within ten minutes`() {
        let numbers = Self.scattered(11)
        #expect(holds(numbers[0], callers(numbers, every: 60)))
        #expect(!holds(numbers[0], callers(numbers, every: 60.1)))
    }

    @Test func `Texts are held for an hour after the call that was one too many`() {
        let numbers = Self.scattered(11)
        #expect(holds(numbers[0], callers(numbers, ago: 3_600)))
        #expect(!holds(numbers[0], callers(numbers, ago: 3_601)))
    }

    @Test func `A burst is seen although many single callers came after it`() {
        let numbers = Self.adjacent(6)
        let later = callers(Self.scattered(5), areNew: false, every: 300)
        #expect(holds(numbers[0], later + callers(numbers, ago: 1_800, areNew: false)))
    }

    @Test func `Zero switches a guard off`() {
        let numbers = Self.adjacent(40)
        let off = ["guards.adjacent": "0", "guards.new_callers": "0"]
        #expect(holds(numbers[0], callers(numbers)))
        #expect(!holds(numbers[0], callers(numbers), off))
    }

    @Test func `Where the clocks cannot tell how long ago the calls were, they were just now`() {
        let numbers = Self.adjacent(6)
        let restarted = moment(60, boot: "second", wall: 0, trust: .none)
        #expect(holds(numbers[0], callers(numbers), now: restarted))
        let later = moment(3_661, boot: "second", wall: 0, trust: .none)
        #expect(!holds(numbers[0], callers(numbers), now: later))
    }

    @Test func `A number shorter than three digits does no harm`() {
        #expect(!holds("", callers(["", "1", "12"])))
    }
}
