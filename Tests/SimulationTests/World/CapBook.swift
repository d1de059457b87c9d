import Foundation

/// The automatic texts of one box, as the caps count them.
struct CapBook {
    private var hour: [Duration] = []
    private var day = Period()
    private var month = Period()

    private struct Period {
        var start = Date.distantPast
        var count = 0

        mutating func add(from start: Date) -> Int {
            count = start == self.start ? count + 1 : 1
            self.start = start
            return count
        }
    }

    /// A text has arrived. Which cap it broke; nil: none.
    mutating func complaint(about time: Duration, _ date: Date, _ promises: Promises) -> String? {
        hour.removeAll { $0 <= time - .hours(1) }
        hour.append(time)
        if hour.count > promises.capHour { return "\(hour.count) automatic texts within an hour" }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: promises.zone) ?? .gmt
        let count = day.add(from: calendar.startOfDay(for: date))
        // The last one of the day before may have taken its time.
        if count > promises.capDay + 1 { return "\(count) automatic texts in a day" }
        let monthStart = calendar.dateInterval(of: .month, for: date)?.start ?? date
        let monthCount = month.add(from: monthStart)
        return monthCount > promises.capMonth + 1 ? "\(monthCount) automatic texts in a month" : nil
    }
}

/// Who rang of late, to see callers whose numbers are alike but for their last three digits.
struct BurstBook {
    private var recent: [(number: String, at: Duration)] = []
    /// By what the numbers have in common.
    private var heldSince: [Substring: Duration] = [:]

    mutating func rang(_ number: String, limit: Int, at time: Duration) {
        recent.removeAll { $0.at <= time - .minutes(10) }
        recent.append((number, time))
        let start = number.dropLast(3)
        let alike = Set(recent.map(\.number).filter { $0.dropLast(3) == start })
        guard alike.count > limit else { return }
        if heldSince[start].map({ time - $0 >= .hours(1) }) ?? true { heldSince[start] = time }
    }

    /// Nothing may go to such a number by itself, since a minute ago.
    func holds(_ number: String, at time: Duration) -> Bool {
        heldSince[number.dropLast(3)].map { (.seconds(60) ..< .hours(1)).contains(time - $0) } ?? false
    }
}
