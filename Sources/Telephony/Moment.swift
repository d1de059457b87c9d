package import FoundationEssentials

/// A moment as the box knew it: on the clock that never jumps, and on the wall, with how far that was to be believed.
package struct Moment: Hashable, Sendable {
    /// Names the run of the machine that the monotonic reading belongs to (the kernel's `boot_id`).
    package var boot: String
    package var monotonic: MonotonicInstant
    package var wall: Date
    package var trust: ClockTrust

    package init(boot: String, monotonic: MonotonicInstant, wall: Date, trust: ClockTrust) {
        self.boot = boot
        self.monotonic = monotonic
        self.wall = wall
        self.trust = trust
    }

    /// How long ago `earlier` was; nil if that cannot be known: another run of the machine, and a clock not to be believed.
    ///
    /// Within one run of the machine the monotonic clock decides. Across runs the wall clock does if it is trusted at
    /// both ends, and never with a negative age.
    package func age(of earlier: Moment) -> Duration? {
        if boot == earlier.boot { return earlier.monotonic.duration(to: monotonic) }
        guard trust > .none, earlier.trust > .none else { return nil }
        let seconds = wall.timeIntervalSince(earlier.wall)
        return seconds < 0 ? nil : .milliseconds(Int64(seconds * 1000))
    }
}
