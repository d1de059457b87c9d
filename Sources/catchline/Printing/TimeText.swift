import Foundation

/// Times as people read them: 14:02 today, Fri 09:20 this week, 3 May 09:20 before that.
struct TimeText {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    let now: Date
    private let calendar: Calendar

    init(now: Date, timeZone: TimeZone) {
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        self.calendar = calendar
    }

    func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday, .hour, .minute], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day,
            let weekday = parts.weekday,
            let hour = parts.hour, let minute = parts.minute
        else { return "" }
        let clock = Self.twoDigits(hour) + ":" + Self.twoDigits(minute)
        switch daysBetween(date, now) ?? .max {
        case 0: return clock
        case -6...6: return Self.weekdays[weekday - 1] + " " + clock
        default: break
        }
        let date = "\(day) \(Self.months[month - 1])"
        return year == calendar.component(.year, from: now) ? "\(date) \(clock)" : "\(date) \(year) \(clock)"
    }

    /// `Fri 20 Nov 2026`
    func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
        guard let year = parts.year, let month = parts.month, let day = parts.day, let weekday = parts.weekday
        else { return "" }
        return "\(Self.weekdays[weekday - 1]) \(day) \(Self.months[month - 1]) \(year)"
    }

    /// `14:02:11.250`
    func clock(_ date: Date) -> String {
        let parts = calendar.dateComponents([.hour, .minute, .second, .nanosecond], from: date)
        guard let hour = parts.hour, let minute = parts.minute, let second = parts.second,
            let nanosecond = parts.nanosecond
        else { return "" }
        let milliseconds = String(1000 + min(999, (nanosecond + 500_000) / 1_000_000)).dropFirst()
        return "\(Self.twoDigits(hour)):\(Self.twoDigits(minute)):\(Self.twoDigits(second)).\(milliseconds)"
    }

    /// Calendar days from one to the other, in the zone of the reader.
    private func daysBetween(_ date: Date, _ other: Date) -> Int? {
        calendar.dateComponents(
            [.day], from: calendar.startOfDay(for: date), to: calendar.startOfDay(for: other)
        ).day
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
