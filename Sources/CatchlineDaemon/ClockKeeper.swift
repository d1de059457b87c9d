package import FoundationEssentials
package import Telephony

/// Decides how far the wall clock can be believed, and what it says.
///
/// A box without a hardware clock starts with the time of its last shutdown, so a clock that only looks right is worth
/// nothing. The kernel's is believed if it says that it is synchronised or was set from a hardware clock; else the network's
/// time as a modem tells it, as an offset of our own. The system clock is never set.
package struct ClockKeeper: Equatable, Sendable {
    private struct Reading: Equatable, Sendable {
        var wall: Date
        var at: MonotonicInstant

        func wall(at instant: MonotonicInstant) -> Date {
            wall.addingTimeInterval(at.duration(to: instant).inSeconds)
        }
    }

    /// No honest clock is before the day this was written, nor 20 years after it.
    private static let plausible =
        Date(
            timeIntervalSince1970: 1_793_491_200)...Date(
            timeIntervalSince1970: 1_793_491_200 + 20 * 365.25 * 86_400)

    /// Two tellers of the time that are further apart than this are both not believed.
    private static let tolerance: TimeInterval = 600

    private let boot: String
    private var reading: Reading?
    private var isContradicted = false

    /// - Parameter boot: the kernel's name for this run of the machine.
    package init(boot: String) {
        self.boot = boot
    }

    /// The moment for a reading of both clocks.
    package func moment(monotonic: MonotonicInstant, systemWall: Date, systemIsTrusted: Bool) -> Moment {
        if systemIsTrusted, Self.plausible.contains(systemWall) {
            return Moment(boot: boot, monotonic: monotonic, wall: systemWall, trust: .ntp)
        }
        if let reading, !isContradicted {
            return Moment(boot: boot, monotonic: monotonic, wall: reading.wall(at: monotonic), trust: .modem)
        }
        return Moment(boot: boot, monotonic: monotonic, wall: systemWall, trust: .none)
    }

    /// The network told the time.
    package mutating func networkTimeTold(_ wall: Date, at instant: MonotonicInstant) {
        guard Self.plausible.contains(wall) else { return }
        if let reading {
            isContradicted = abs(reading.wall(at: instant).timeIntervalSince(wall)) > Self.tolerance
        }
        reading = Reading(wall: wall, at: instant)
    }

    /// Reads `yy/MM/dd,hh:mm:ss±zz`, the form of AT+CCLK? (3GPP TS 27.007 §8.15): local time, and its distance from UTC
    /// in quarters of an hour. Some modems write the year in full. Nil without a zone: such a clock was never set by the
    /// network.
    package static func date(fromModemClock text: String) -> Date? {
        let fields = text.split(whereSeparator: { "/,:+-".contains($0) }).map { Int($0) }
        guard fields.count == 7, let sign = text.last(where: { $0 == "+" || $0 == "-" }),
            let year = fields[0], let month = fields[1], let day = fields[2],
            let hour = fields[3], let minute = fields[4], let second = fields[5], let quarters = fields[6],
            (0...99).contains(year) || (2000...2099).contains(year), (1...12).contains(month),
            (1...31).contains(day),
            (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second), (0...96).contains(quarters)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let components = DateComponents(
            year: year < 100 ? 2000 + year : year, month: month, day: day, hour: hour, minute: minute,
            second: second)
        let offset = TimeInterval(quarters * 900) * (sign == "-" ? -1 : 1)
        return calendar.date(from: components)?.addingTimeInterval(-offset)
    }
}
