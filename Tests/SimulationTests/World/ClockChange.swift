import Foundation

/// A change of the clocks in one place.
struct ClockChange: Sendable {
    let zone: String
    /// Seconds since 1970.
    let at: Int
    /// Local time less UTC before it and after it.
    let before: Duration
    let after: Duration

    /// Where the clocks are changed at midnight, by half an hour or by two, twice within a month, or not any more.
    static let zones = [
        "Europe/London", "Europe/Berlin", "Europe/Athens", "Europe/Chisinau", "Atlantic/Azores",
        "America/New_York", "America/Los_Angeles", "America/St_Johns", "America/Havana", "America/Santiago",
        "America/Asuncion", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Jerusalem",
        "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Antarctica/Troll",
    ]

    /// From 2024 to 2035.
    static let all = zones.flatMap { name in
        guard let zone = TimeZone(identifier: name) else { return [ClockChange]() }
        var changes: [ClockChange] = []
        var date = Date(timeIntervalSince1970: 1_704_067_200)
        while let next = zone.nextDaylightSavingTimeTransition(after: date),
            next.timeIntervalSince1970 < 2_082_758_400
        {
            changes.append(
                ClockChange(
                    zone: name, at: Int(next.timeIntervalSince1970),
                    before: .seconds(zone.secondsFromGMT(for: next.addingTimeInterval(-1))),
                    after: .seconds(zone.secondsFromGMT(for: next))))
            date = next
        }
        return changes
    }

    /// Some of them: one of so many, from every place.
    static func some(oneOf share: Int) -> [ClockChange] {
        stride(from: 0, to: all.count, by: share).map { all[$0] }
    }
}

/// From where a machine has its time when the clocks are changed.
enum Timekeeper: String, CaseIterable, Sendable {
    /// It has UTC from the network, and is right.
    case network
    /// Somebody has set it to the time of the place, and puts it forward and back. Nobody vouches for it.
    case wrist
    /// The same, and the kernel vouches for it.
    case vouchedWrist
    /// It has none, and its modem tells the new time with the zone of before, until somebody sees it.
    case modem
}
