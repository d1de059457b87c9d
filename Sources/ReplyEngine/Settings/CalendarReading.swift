import FoundationEssentials

/// Reads a time or a day as people say it, on the wall clock of one place.
struct CalendarReading {
    private let now: Date
    private let calendar: Calendar

    init(now: Date, timeZone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.now = now
        self.calendar = calendar
    }

    /// `17:00`, `tomorrow`, `tomorrow 8:00`, `fri`, `2026-11-25 8:00`, `2026-11-25t08:00`, in lower case.
    func date(_ words: [String]) -> Date? {
        var words = words
        if words.count == 1, words[0].count > 10, let mark = words[0].firstIndex(of: "t"),
            words[0].first?.isNumber ?? false
        {
            words = [String(words[0][..<mark]), String(words[0][words[0].index(after: mark)...])]
        }
        switch words.count {
        case 1:
            if let time = TimeOfDay(words[0]) { return next(time) }
            return day(words[0]).flatMap { self.date(of: $0, at: .morning) }
        case 2:
            if words[1] == "today" || words[1] == "tomorrow" { words.swapAt(0, 1) }
            guard let day = day(words[0]), let time = TimeOfDay(words[1]) else { return nil }
            return date(of: day, at: time)
        default:
            return nil
        }
    }

    /// Today if it is still to come, else tomorrow.
    private func next(_ time: TimeOfDay) -> Date? {
        guard let today = date(of: calendar.startOfDay(for: now), at: time) else { return nil }
        if today > now { return today }
        return day("tomorrow").flatMap { date(of: $0, at: time) }
    }

    /// A time that the clocks skip in spring is the first that exists after it; one that comes twice in
    /// autumn is the first of the two.
    private func date(of day: Date, at time: TimeOfDay) -> Date? {
        calendar.date(
            bySettingHour: time.hour, minute: time.minute, second: 0, of: day, matchingPolicy: .nextTime,
            repeatedTimePolicy: .first, direction: .forward)
    }

    private func day(_ word: String) -> Date? {
        let today = calendar.startOfDay(for: now)
        switch word {
        case "today": return today
        case "tomorrow": return calendar.date(byAdding: .day, value: 1, to: today)
        default: return weekday(word, after: today) ?? isoDay(word)
        }
    }

    /// The next day of that name after today.
    private func weekday(_ word: String, after today: Date) -> Date? {
        guard (3...9).contains(word.count),
            let index = Self.weekdays.firstIndex(where: { $0.hasPrefix(word) })
        else { return nil }
        let ahead = (index + 1 - calendar.component(.weekday, from: today) + 7) % 7
        return calendar.date(byAdding: .day, value: ahead == 0 ? 7 : ahead, to: today)
    }

    private func isoDay(_ word: String) -> Date? {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month),
            let date = calendar.date(from: DateComponents(year: year, month: month, day: day)),
            calendar.component(.day, from: date) == day
        else { return nil }
        return calendar.startOfDay(for: date)
    }

    private static let weekdays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ]
}

/// `17:00`, `8:05`, `17`, `5pm`, `5:30pm`.
struct TimeOfDay: Hashable {
    var hour: Int
    var minute: Int

    static let morning = TimeOfDay(hour: 8, minute: 0)

    init(hour: Int, minute: Int) {
        self.hour = hour
        self.minute = minute
    }

    init?(_ text: String) {
        let isAfternoon = text.hasSuffix("pm")
        let isTwelveHour = isAfternoon || text.hasSuffix("am")
        let parts = text.dropLast(isTwelveHour ? 2 : 0).split(
            separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...2).contains(parts[0].count),
            parts.count == 1 || parts[1].count == 2,
            parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
            (0...59).contains(minute),
            isTwelveHour ? (1...12).contains(hour) : (0...23).contains(hour)
        else { return nil }
        self.hour = isTwelveHour ? hour % 12 + (isAfternoon ? 12 : 0) : hour
        self.minute = minute
    }
}
