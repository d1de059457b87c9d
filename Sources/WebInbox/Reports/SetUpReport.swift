package import ReplyEngine
import Telephony

/// What `setup` was told so far.
package struct SetUpReport: Codable, Hashable, Sendable {
    package var isSetUp: Bool
    package var company: String?
    package var ownerName: String?
    package var owner: String?
    package var country: String?
    /// The country of the SIM, where it tells.
    package var suggestedCountry: String?
    package var mode: String?
    package var language: String

    package init(_ settings: Settings, suggestedCountry: String?) {
        isSetUp = settings.isSetUp
        company = settings.company
        ownerName = settings.ownerName
        owner = settings.ownerNumber?.e164
        country = settings.country
        self.suggestedCountry = suggestedCountry
        mode = settings.mode?.rawValue
        language = settings.language
    }

    private enum CodingKeys: String, CodingKey {
        case isSetUp = "set_up"
        case company
        case ownerName = "owner_name"
        case owner
        case country
        case suggestedCountry = "suggested_country"
        case mode
        case language
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isSetUp, forKey: .isSetUp)
        try container.encode(company, forKey: .company)
        try container.encode(ownerName, forKey: .ownerName)
        try container.encode(owner, forKey: .owner)
        try container.encode(country, forKey: .country)
        try container.encode(suggestedCountry, forKey: .suggestedCountry)
        try container.encode(mode, forKey: .mode)
        try container.encode(language, forKey: .language)
    }
}
