package import ReplyEngine

/// A setting as it is, with what is to be known of it.
package struct SettingReport: Encodable, Hashable, Sendable {
    package var key: SettingKey
    package var definition: SettingDefinition
    /// The text that is stored; nil: as without being set.
    package var stored: String?

    /// Throws for a setting that can be set but not read.
    package init(readable key: SettingKey, stored: [String: String]) throws(SettingError) {
        self.init(key, stored: stored)
        if definition.isWriteOnly { throw .writeOnly(key) }
    }

    package init(_ key: SettingKey, stored: [String: String]) {
        self.key = key
        definition = SettingDefinition.of(key)
        self.stored = stored[key.rawValue]
    }

    /// All of them, in the order of the catalogue.
    package static func all(stored: [String: String]) -> [SettingReport] {
        SettingDefinition.catalogue.map { SettingReport($0.key, stored: stored) }
    }

    private enum Key: String, CodingKey {
        case key
        case value
        case standard = "default"
        case unit
        case meaning
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(key.rawValue, forKey: .key)
        try container.encode(JSONValue(definition.value(stored: stored)), forKey: .value)
        try container.encode(JSONValue(definition.value(stored: nil)), forKey: .standard)
        try container.encode(definition.unit, forKey: .unit)
        try container.encode(definition.meaning, forKey: .meaning)
    }
}

extension JSONValue {
    /// Durations are seconds.
    fileprivate init(_ value: SettingValue) {
        switch value {
        case .none: self = .null
        case .seconds(let number), .count(let number): self = .integer(Int64(number))
        case .flag(let flag): self = .flag(flag)
        case .text(let text): self = .text(text)
        case .list(let items): self = .list(items.map { .text($0) })
        }
    }
}
