/// What sort of number it is, by the numbering plan of its country. The names are those of the JSON output.
package enum NumberKind: String, CaseIterable, Codable, Sendable {
    case mobile
    case landline
    case mobileOrLandline = "mobile_or_landline"
    case voip
    case tollFree = "toll_free"
    case premium
    case sharedCost = "shared_cost"
    case personal
    case pager
    case uan
    case voicemail
    case shortCode = "short_code"
    case unknown
}

/// A number after the numbering plan was asked: what it is, where it belongs, how to write it.
package struct IdentifiedNumber: Hashable, Codable, Sendable {
    /// The international form, if the number could be read as one.
    package var phoneNumber: PhoneNumber?

    /// The international form, else the number as received.
    package var text: String

    package var kind: NumberKind

    /// ISO 3166-1 alpha-2 code of the country the number belongs to, such as `GB`.
    package var country: String?

    /// Whether a number of this length can exist in its country.
    package var isPossible: Bool

    package init(
        phoneNumber: PhoneNumber?, text: String, kind: NumberKind, country: String?, isPossible: Bool
    ) {
        self.phoneNumber = phoneNumber
        self.text = text
        self.kind = kind
        self.country = country
        self.isPossible = isPossible
    }
}
