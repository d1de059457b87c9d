import Numbering
package import Telephony

/// Whether calls are diverted for one reason.
package struct DivertReport: Codable, Hashable, Sendable {
    package var reason: String
    /// Nil: the network did not say.
    package var isActive: Bool?
    package var number: String?
    /// Seconds that it rings before; nil where that has no meaning.
    package var after: Int?

    init(_ divert: CallDivert, homeCountry: String?) {
        reason = divert.reason.name
        isActive = divert.isActive
        number = divert.number.map { Numbering.identify($0, homeCountry: homeCountry).text }
        after = divert.seconds
    }

    private enum CodingKeys: String, CodingKey {
        case reason, number, after
        case isActive = "active"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(reason, forKey: .reason)
        try container.encode(isActive, forKey: .isActive)
        try container.encode(number, forKey: .number)
        try container.encode(after, forKey: .after)
    }
}

package struct DivertChangeReport: Codable, Hashable, Sendable {
    package var before: [DivertReport]
    package var after: [DivertReport]
}

/// Codes to type into a phone.
package struct DivertCodesReport: Codable, Hashable, Sendable {
    package var reason: String
    package var set: String
    package var clear: String
    package var check: String?

    package init(_ codes: DivertCodes) {
        reason = codes.reason.name
        set = codes.set
        clear = codes.clear
        check = codes.check
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(reason, forKey: .reason)
        try container.encode(set, forKey: .set)
        try container.encode(clear, forKey: .clear)
        try container.encode(check, forKey: .check)
    }
}
