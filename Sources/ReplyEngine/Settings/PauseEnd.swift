package import FoundationEssentials
package import Telephony

/// Why it was not understood until when to pause.
package enum PauseError: ExplainedError, Hashable {
    case notUnderstood(String)
    case inThePast(String)
    case tooFar(String)
    /// A time of day means nothing to a box that does not know the time.
    case clockUnknown(String)

    package var what: String { "Not paused." }

    package var why: String {
        switch self {
        case .notUnderstood(let text): "\(SettingError.shown(text)) is no time."
        case .inThePast(let text): "\(SettingError.shown(text)) is over."
        case .tooFar(let text): "\(SettingError.shown(text)) is more than a year away."
        case .clockUnknown: "The box does not know what time it is."
        }
    }

    package var next: String {
        switch self {
        case .clockUnknown: "Say how long instead: catchline pause 2h"
        default: "catchline pause 17:00, or with 2h, or with tomorrow 8:00"
        }
    }
}

extension Pause {
    /// Until when: `17:00`, `5pm`, `17`, `2h`, `tomorrow`, `tomorrow 8:00`, `fri 12:00`, `2026-11-25`,
    /// `2026-11-25 8:00`, with or without `until` or `for` before it. Nothing, or `resume`, is until resumed.
    ///
    /// A time of day is the next one to come; a day without a time ends the pause at eight in the morning.
    package init(typed: String?, now: Moment, timeZone: TimeZone) throws(PauseError) {
        let typed = typed ?? ""
        var words = typed.lowercased().split { $0.isWhitespace || $0 == "," }.map(String.init)
        if let first = words.first, ["until", "till", "for"].contains(first) { words.removeFirst() }
        if words.isEmpty || words == ["resume"] || words == ["i", "say"] {
            self = .untilResumed
            return
        }
        if words.count == 1, Self.isLength(words[0]), let length = TypedDuration(words[0]) {
            if length.seconds == 0 { throw .inThePast(typed) }
            if length.seconds > Self.longestSeconds { throw .tooFar(typed) }
            self = .lasting(length.duration, from: now)
            return
        }
        let reading = CalendarReading(now: now.wall, timeZone: timeZone)
        guard let end = reading.date(words) else { throw .notUnderstood(typed) }
        if now.trust == .none { throw .clockUnknown(typed) }
        let left = end.timeIntervalSince(now.wall)
        if left <= 0 { throw .inThePast(typed) }
        if left > Double(Self.longestSeconds) { throw .tooFar(typed) }
        self = .lasting(.milliseconds(Int64((left * 1000).rounded())), from: now)
    }

    /// `17` is an hour of the day; a larger bare number can only be seconds.
    private static func isLength(_ word: String) -> Bool {
        (word.last?.isLetter ?? false) || (Int(word) ?? 0) > 24
    }

    private static let longestSeconds = 366 * 86_400
}
