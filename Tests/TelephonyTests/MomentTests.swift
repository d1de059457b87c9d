import FoundationEssentials
import Telephony
import Testing

@Suite struct MomentTests {
    private func moment(_ boot: String, _ seconds: Int64, wall: TimeInterval, _ trust: ClockTrust) -> Moment {
        Moment(
            boot: boot, monotonic: .zero.advanced(by: .seconds(seconds)),
            wall: Date(timeIntervalSince1970: wall),
            trust: trust)
    }

    @Test func `Within one run of the machine the clock that never jumps tells the age`() {
        let call = moment("a", 10, wall: 1_000_000, .none)
        let now = moment("a", 70, wall: 0, .none)

        #expect(now.age(of: call) == .seconds(60))
    }

    @Test func `Across a restart two trusted wall clocks tell the age`() {
        let call = moment("a", 900, wall: 1_000_000, .modem)
        let now = moment("b", 5, wall: 1_000_300, .ntp)

        #expect(now.age(of: call) == .seconds(300))
    }

    @Test(arguments: [(ClockTrust.none, ClockTrust.ntp), (.ntp, .none)])
    func `Across a restart an untrusted clock leaves the age unknown`(then: ClockTrust, now: ClockTrust) {
        #expect(moment("b", 5, wall: 1_000_300, now).age(of: moment("a", 9, wall: 1_000_000, then)) == nil)
    }

    @Test func `A clock that went backwards across a restart leaves the age unknown`() {
        #expect(moment("b", 5, wall: 999_000, .ntp).age(of: moment("a", 9, wall: 1_000_000, .ntp)) == nil)
    }
}

@Suite struct MonotonicInstantTests {
    @Test func `Durations are exact to the nanosecond in both directions`() {
        let start = MonotonicInstant(nanoseconds: 5)
        let end = start.advanced(by: .seconds(3) + .nanoseconds(7))

        #expect(end.nanoseconds == 3_000_000_012)
        #expect(start.duration(to: end) == .nanoseconds(3_000_000_007))
        #expect(end.duration(to: start) == .nanoseconds(-3_000_000_007))
        #expect(start < end)
    }
}
