extension ClockReading {
    /// Whether the network can have set this clock: it knows its zone, and it does not show a year before this program.
    /// A clock that was never set starts in 1970, 1980, 2000, 2004 or 2014, as its maker likes.
    package var wasSet: Bool {
        let digits = text.utf8.prefix { ASCII.isDigit($0) }
        guard let year = String(decoding: digits, as: UTF8.self).decimal else { return false }
        let isRecent = digits.count == 2 ? (26...69).contains(year) : (2026...2069).contains(year)
        return isRecent && text.utf8.contains { $0 == UInt8(ascii: "+") || $0 == ASCII.hyphen }
    }
}
