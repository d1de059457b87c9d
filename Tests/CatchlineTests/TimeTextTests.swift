import Foundation
import Testing

@testable import catchline

@Suite struct TimeTextTests {
    /// Friday, 20 November 2026, 14:02:11 UTC.
    private static let now = Date(timeIntervalSince1970: 1_795_183_331)

    @Test(arguments: [
        (hoursAgo: 0, expected: "14:02"), (5, "09:02"), (24, "Thu 14:02"), (144, "Sat 14:02"),
        (168, "13 Nov 14:02"), (8760, "20 Nov 2025 14:02"), (-24, "Sat 14:02"),
    ])
    func `A time is told as shortly as it can be`(hoursAgo: Int, expected: String) {
        let date = Self.now.addingTimeInterval(TimeInterval(-3600 * hoursAgo))
        #expect(TimeText(now: Self.now, timeZone: .gmt).text(date) == expected)
    }

    @Test func `A log tells the day once and the time to the millisecond`() {
        let time = TimeText(now: Self.now, timeZone: .gmt)
        #expect(time.day(Self.now) == "Fri 20 Nov 2026")
        #expect(time.clock(Self.now.addingTimeInterval(0.007)) == "14:02:11.007")
    }

    @Test func `A time is told in the zone of the reader`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(TimeText(now: Self.now, timeZone: zone).text(Self.now) == "15:02")
    }
}
