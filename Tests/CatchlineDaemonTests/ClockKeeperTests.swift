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

    @Test func `After a contradiction two that agree are believed again`() {
        var keeper = ClockKeeper(boot: "a")
        for offset in [0, 3_600, 3_605] {
            keeper.networkTimeTold(honest.addingTimeInterval(Double(offset)), at: start)
        }

        let moment = keeper.moment(monotonic: start, systemWall: lastShutdown, systemIsTrusted: false)
        #expect(moment.trust == .modem)
        #expect(moment.wall == honest.addingTimeInterval(3_605))
    }

    @Test func `No time of the network is before the program or twenty years after it`() {
        for seconds in [-Double.infinity, .infinity, 1e300, -1e300, 0, 1_793_491_199, 2_500_000_000] {
            var keeper = ClockKeeper(boot: "a")
            keeper.networkTimeTold(Date(timeIntervalSince1970: seconds), at: start)
            #expect(
                keeper.moment(monotonic: start, systemWall: lastShutdown, systemIsTrusted: false).trust
                    == .none)
        }
    }

    @Test func `The modem's clock is local time with its distance from UTC in quarters of an hour`() {
        let expected = Date(timeIntervalSince1970: 1_795_219_200)  // 2026-11-21 00:00:00 UTC

        #expect(ClockKeeper.date(fromModemClock: "26/11/21,01:00:00+04") == expected)
        #expect(ClockKeeper.date(fromModemClock: "26/11/20,19:00:00-20") == expected)
        #expect(ClockKeeper.date(fromModemClock: "2026/11/21,01:00:00+04") == expected)
    }

    @Test(arguments: [
        "", "26/11/21,01:00:00", "80/01/06,00:00", "26/13/21,01:00:00+04", "x",
        "26/11/21,01:00:00+99999999999999999999", "99999999999999999999/11/21,01:00:00+04",
        "126/11/21,01:00:00+04",
        "9223372036854775807/11/21,01:00:00+04", "26/0/21,01:00:00+04", "26/11/32,01:00:00+04",
        "26/11/21,24:00:00+04",
        "26/11/21,01:60:00+04", "26/11/21,01:00:00+97", "26/11/21,01:00:00+", "+-+-+-+-", "//,::+",
        "26/11/21,01:00:00+04+04",
    ])
    func `A clock without a zone or with nonsense tells nothing`(text: String) {
        #expect(ClockKeeper.date(fromModemClock: text) == nil)
    }
}
