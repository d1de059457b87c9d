package import Telephony

/// What only other rooms can say of a value.
package struct SettingChecks: Sendable {
    /// Whether the name is that of a time zone: `Europe/London`.
    package var isTimeZone: @Sendable (String) -> Bool
    /// Whether numbers of this country can be read: `GB`.
    package var isCountry: @Sendable (String) -> Bool
    /// A number as a person typed it.
    package var phoneNumber: @Sendable (String) -> PhoneNumber?

    package init(
        isTimeZone: @escaping @Sendable (String) -> Bool, isCountry: @escaping @Sendable (String) -> Bool,
        phoneNumber: @escaping @Sendable (String) -> PhoneNumber?
    ) {
        self.isTimeZone = isTimeZone
        self.isCountry = isCountry
        self.phoneNumber = phoneNumber
    }

    /// For values that were checked when they were stored.
    static let shapesOnly = SettingChecks(
        isTimeZone: { _ in true }, isCountry: { _ in true }, phoneNumber: { PhoneNumber(e164: $0) })
}

/// What a setting takes.
package enum SettingKind: Hashable, Sendable {
    /// A short duration, stored as a bare number of seconds.
    case seconds(ClosedRange<Int>)
    /// A duration, stored with its unit.
    case duration(ClosedRange<Int>)
    case count(ClosedRange<Int>, unit: String)
    case countOrOff(ClosedRange<Int>, unit: String)
    case flag
    case oneOf([String])
    case someOf([String])
    case text(longest: Int)
    case words
    case country
    case countries
    case region
    case timeZone
    case phoneNumber
    case pin
    case strangeDevices

    package var unit: String? {
        switch self {
        case .seconds, .duration: "s"
        case .count(_, let unit), .countOrOff(_, let unit): unit
        default: nil
        }
    }

    /// In words, for an error.
    package var takes: String {
        switch self {
        case .seconds(let range): "\(range.lowerBound) to \(range.upperBound) s"
        case .duration(let range): "a duration such as 90s, 5m, 12h, 7d or 12mo, \(Self.words(range))"
        case .count(let range, _): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .countOrOff(let range, _): "a number from \(range.lowerBound) to \(range.upperBound), or off"
        case .flag: "true or false"
        case .oneOf(let names): names.joined(separator: ", ")
        case .someOf(let names): "any of \(names.joined(separator: ", ")), with commas between them, or none"
        case .text(let longest): "1 to \(longest) characters on one line"
        case .words: "a text on one line with {company} in it, and no blanks but {company}, {me} and {name}"
        case .country: "a country as two letters, such as GB"
        case .countries: "countries as two letters each, such as FR,DE, or none"
        case .region: "a country and its region, such as GB-SCT"
        case .timeZone: "a time zone such as Europe/London"
        case .phoneNumber: "a phone number, such as +447700900311"
        case .pin: "4 to 8 digits"
        case .strangeDevices:
            "devices such as 0403:6001/490154203237518 or 0403:6001@1-1.4, with commas between them, or none"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        "\(TypedDuration(seconds: range.lowerBound).text) to \(TypedDuration(seconds: range.upperBound).text)"
    }
}
