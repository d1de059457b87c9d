/// How a line's signal and its standing with the network went: a reading a minute at most, for a day, in memory.
///
/// A reading stands until the next one. Only changes are kept, so that a line that stays as it is takes no room.
package struct LineHistory: Hashable, Sendable {
    package struct Reading: Hashable, Sendable {
        package var at: MonotonicInstant
        /// dBm; nil if not known.
        package var signal: Int?
        package var registration: NetworkRegistration

        package init(at: MonotonicInstant, signal: Int?, registration: NetworkRegistration) {
            self.at = at
            self.signal = signal
            self.registration = registration
        }
    }

    /// What is written down of a stretch of time: nothing but its ends.
    package struct Summary: Hashable, Sendable {
        package var registration: NetworkRegistration
        /// dBm; nil where none was known.
        package var weakest: Int?
        package var strongest: Int?

        package init(registration: NetworkRegistration, weakest: Int? = nil, strongest: Int? = nil) {
            self.registration = registration
            self.weakest = weakest
            self.strongest = strongest
        }
    }

    static let interval = Duration.seconds(60)
    static let span = Duration.seconds(86_400)
    /// However often the network comes and goes.
    package static let mostReadings = 1_440

    /// The oldest first.
    package private(set) var readings: [Reading] = []
    private var weakest: Int?
    private var strongest: Int?
    /// When a summary was last taken, or the first reading came.
    package private(set) var lastSummary: MonotonicInstant?

    package init() {}

    package mutating func note(signal: Int?, registration: NetworkRegistration, at now: MonotonicInstant) {
        lastSummary = lastSummary ?? now
        weakest = [weakest, signal].compactMap(\.self).min()
        strongest = [strongest, signal].compactMap(\.self).max()
        if let last = readings.last, last.registration == registration {
            guard last.signal != signal else { return }
            if last.at.duration(to: now) < Self.interval {
                readings[readings.count - 1].signal = signal
                return
            }
        }
        readings.append(Reading(at: now, signal: signal, registration: registration))
        forget(before: now)
    }

    /// What is to be written down of the time since the last summary; the next one begins here.
    package mutating func summarize(at now: MonotonicInstant) -> Summary? {
        guard let last = readings.last else { return nil }
        defer { (weakest, strongest, lastSummary) = (last.signal, last.signal, now) }
        return Summary(registration: last.registration, weakest: weakest, strongest: strongest)
    }

    /// The reading that stood when the day began is kept.
    private mutating func forget(before now: MonotonicInstant) {
        let old = readings.prefix { $0.at.duration(to: now) > Self.span }.count
        let surplus = max(old - 1, readings.count - Self.mostReadings)
        if surplus > 0 { readings.removeFirst(surplus) }
    }
}
