import CClock
package import FoundationEssentials
import Glibc
package import ModemDriver
import Synchronization
package import Telephony

/// The time as the whole box knows it: one monotonic clock, one wall clock, and how far the wall is believed.
///
/// It is handed in from outside, so that a demo runs faster than the day and tests turn it by hand.
package final class BoxClock: Sendable {
    package let monotonic: MonotonicClock
    private let wall: @Sendable () -> (date: Date, isTrusted: Bool)
    private let keeper: Mutex<ClockKeeper>

    /// - Parameters:
    ///   - boot: the name of this run of the machine.
    ///   - wall: reads the system's wall clock, and whether the kernel vouches for it.
    package init(
        boot: String, monotonic: MonotonicClock, wall: @escaping @Sendable () -> (date: Date, isTrusted: Bool)
    ) {
        self.monotonic = monotonic
        self.wall = wall
        keeper = Mutex(ClockKeeper(boot: boot))
    }

    package func now() -> Moment {
        let (date, isTrusted) = wall()
        let instant = monotonic.now
        return keeper.withLock {
            $0.moment(monotonic: instant, systemWall: date, systemIsTrusted: isTrusted)
        }
    }

    /// A network told the time just now.
    package func networkTimeTold(_ date: Date) {
        let instant = monotonic.now
        keeper.withLock { $0.networkTimeTold(date, at: instant) }
    }
}

extension BoxClock {
    /// The clocks of this machine.
    package static func system() -> BoxClock {
        let wasSetFromHardware = Self.wasSetFromHardwareClock()
        return BoxClock(boot: bootID(), monotonic: .system) {
            (Date(), wasSetFromHardware || catchline_wall_clock_is_synchronised())
        }
    }

    /// The kernel's name for this run of the machine. Where the kernel tells none, the moment it started stands for it.
    private static func bootID() -> String {
        if let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8) {
            return text.filter { !$0.isWhitespace }
        }
        let uptime = MonotonicInstant.zero.duration(to: MonotonicClock.system.now)
        return "started-\(Int(Date().timeIntervalSince1970 - uptime.inSeconds))"
    }

    /// Whether the kernel set its clock from a hardware clock when it started.
    private static func wasSetFromHardwareClock() -> Bool {
        (try? String(contentsOfFile: "/sys/class/rtc/rtc0/hctosys", encoding: .utf8))?.first == "1"
    }
}
