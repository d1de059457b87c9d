package import FoundationEssentials
package import Telephony

/// Whether automatic texts are stopped for a while.
package enum Pause: Hashable, Sendable {
    case off
    /// Until somebody says `resume`.
    case untilResumed
    case until(End)

    /// When a pause ends, on both clocks, since one of them may turn out to be wrong.
    package struct End: Hashable, Sendable {
        package var wall: Date
        package var monotonic: MonotonicInstant
        /// The run of the machine that `monotonic` belongs to.
        package var boot: String
        /// How far the wall clock was to be believed when the pause was made.
        package var trust: ClockTrust

        package init(wall: Date, monotonic: MonotonicInstant, boot: String, trust: ClockTrust) {
            self.wall = wall
            self.monotonic = monotonic
            self.boot = boot
            self.trust = trust
        }
    }

    /// A pause of that length from now.
    package static func lasting(_ duration: Duration, from now: Moment) -> Pause {
        .until(
            End(
                wall: now.wall.addingTimeInterval(duration.inSeconds),
                monotonic: now.monotonic.advanced(by: duration), boot: now.boot, trust: now.trust))
    }

    /// Whether it holds now. With a clock that is not trusted a pause made before the machine was started
    /// holds on, for nobody can say that it is over.
    package func holds(at now: Moment) -> Bool {
        switch self {
        case .off: return false
        case .untilResumed: return true
        case .until(let end):
            if now.trust > .none, end.trust > .none || end.boot != now.boot { return now.wall < end.wall }
            return end.boot != now.boot || now.monotonic < end.monotonic
        }
    }

    /// The end for people; nil if there is none, or no pause.
    package var end: Date? {
        if case .until(let end) = self { end.wall } else { nil }
    }

    /// The text that is stored: `off`, `resume`, or the end as `MILLISECONDS NANOSECONDS TRUST BOOT`.
    package var text: String {
        switch self {
        case .off: "off"
        case .untilResumed: "resume"
        case .until(let end):
            [
                "\(Int64((end.wall.timeIntervalSince1970 * 1000).rounded()))", "\(end.monotonic.nanoseconds)",
                end.trust.rawValue, end.boot,
            ].joined(separator: " ")
        }
    }

    /// Some thirty thousand years.
    private static let furthest: Int64 = 1_000_000_000_000_000

    /// Reads what `text` gave. Anything else is a pause until resumed: the reading that sends nothing.
    package init(text: String) {
        let parts = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
        if text == "off" {
            self = .off
        } else if parts.count == 4, let milliseconds = Int64(parts[0]),
            (-Self.furthest...Self.furthest).contains(milliseconds), let nanoseconds = Int64(parts[1]),
            let trust = ClockTrust(rawValue: String(parts[2]))
        {
            self = .until(
                End(
                    wall: Date(timeIntervalSince1970: Double(milliseconds) / 1000),
                    monotonic: MonotonicInstant(nanoseconds: nanoseconds), boot: String(parts[3]),
                    trust: trust))
        } else {
            self = .untilResumed
        }
    }
}
