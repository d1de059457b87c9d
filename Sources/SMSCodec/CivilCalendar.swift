/// Days and dates of the Gregorian calendar, without the zones and rules of a whole calendar library.
enum CivilCalendar {
    static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// `month` is 1 to 12.
    static func dayCount(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
        let lastYear = year - 1
        let leapDays = lastYear / 4 - lastYear / 100 + lastYear / 400 - 477
        let daysOfMonths = (1..<month).reduce(0) { $0 + dayCount(ofMonth: $1, year: year) }
        return (year - 1970) * 365 + leapDays + daysOfMonths + day - 1
    }

    /// From 1970 on.
    static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        // An estimate that is never late; at most one step corrects it.
        var year = 1970 + days / 366
        while daysSince1970(year: year + 1, month: 1, day: 1) <= days { year += 1 }
        var rest = days - daysSince1970(year: year, month: 1, day: 1)
        var month = 1
        while rest >= dayCount(ofMonth: month, year: year) {
            rest -= dayCount(ofMonth: month, year: year)
            month += 1
        }
        return (year, month, rest + 1)
    }
}
