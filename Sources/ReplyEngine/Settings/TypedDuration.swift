/// A duration as a person types it: `90`, `90s`, `5m`, `12h`, `7d`, `12mo`. A bare number is seconds.
package struct TypedDuration: Hashable, Sendable {
    package var seconds: Int

    package var duration: Duration { .seconds(seconds) }

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Nil if the text is no duration. Nothing below zero can be typed.
    package init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...10).contains(digits.count), let count = Int(digits),
            let unit = Self.units[text.dropFirst(digits.count).lowercased()]
        else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow, seconds <= Self.longest else { return nil }
        self.seconds = seconds
    }

    /// With the largest unit of which there are two or more: `60m`, `12h`, `7d`, `12mo`.
    package var text: String {
        for (suffix, unit) in [("mo", Self.month), ("d", 86_400), ("h", 3600), ("m", 60)]
        where seconds % unit == 0 && seconds / unit >= 2 {
            return "\(seconds / unit)\(suffix)"
        }
        return "\(seconds)s"
    }

    /// A twelfth of 365 days.
    private static let month = 2_628_000
    /// A hundred years.
    private static let longest = 1200 * month
    private static let units = ["": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "mo": month]
}
