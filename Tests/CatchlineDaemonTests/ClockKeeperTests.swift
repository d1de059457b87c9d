import FoundationEssentials
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct ClockKeeperTests {
    private let start = MonotonicInstant.zero.advanced(by: .seconds(100))
    private let honest = Date(timeIntervalSince1970: 1_795_000_000)
    private let lastShutdown = Date(timeIntervalSince1970: 1_794_000_000)

    @Test func `A clock that only looks right is not trusted`() {
        let moment = ClockKeeper(boot: "a").moment(
            monotonic: start, systemWall: honest, systemIsTrusted: false)

        #expect(moment.trust == .none)
        #expect(moment.wall == honest)
    }

    @Test func `A clock that the kernel vouches for is trusted, unless its date cannot be`() {
        let keeper = ClockKeeper(boot: "a")

        #expect(keeper.moment(monotonic: start, systemWall: honest, systemIsTrusted: true).trust == .ntp)
        let epoch = Date(timeIntervalSince1970: 0)
        #expect(keeper.moment(monotonic: start, systemWall: epoch, systemIsTrusted: true).trust == .none)
    }

    @Test func `The network's time goes on by the clock that never jumps`() {
        var keeper = ClockKeeper(boot: "a")
        keeper.networkTimeTold(honest, at: start)

        let later = keeper.moment(
            monotonic: start.advanced(by: .seconds(90)), systemWall: lastShutdown, systemIsTrusted: false)

        #expect(later.trust == .modem)
        #expect(later.wall == honest.addingTimeInterval(90))
    }

    @Test func `Two tellings more than ten minutes apart are both not believed`() {
        var keeper = ClockKeeper(boot: "a")
        keeper.networkTimeTold(honest, at: start)
        keeper.networkTimeTold(honest.addingTimeInterval(700), at: start)

        #expect(
            keeper.moment(monotonic: start, systemWall: lastShutdown, systemIsTrusted: false).trust == .none)
    }

    @Test func `A time before the program was written is not taken`() {
        var keeper = ClockKeeper(boot: "a")
        keeper.networkTimeTold(Date(timeIntervalSince1970: 315_532_800), at: start)

        #expect(
            keeper.moment(monotonic: start, systemWall: lastShutdown, systemIsTrusted: false).trust == .none)
    }

    @Test func `The modem's clock is local time with its distance from UTC in quarters of an hour`() {
        let expected = Date(timeIntervalSince1970: 1_795_219_200)  // 2026-11-21 00:00:00 UTC

        #expect(ClockKeeper.date(fromModemClock: "26/11/21,01:00:00+04") == expected)
        #expect(ClockKeeper.date(fromModemClock: "26/11/20,19:00:00-20") == expected)
    }

    @Test(arguments: [
        "", "26/11/21,01:00:00", "80/01/06,00:00", "26/13/21,01:00:00+04", "x",
        "26/11/21,01:00:00+99999999999999999999",
    ])
    func `A clock without a zone or with nonsense tells nothing`(text: String) {
        #expect(ClockKeeper.date(fromModemClock: text) == nil)
    }
}
