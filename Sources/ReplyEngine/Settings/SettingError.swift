/// Why a setting was not read or not changed.
package enum SettingError: ExplainedError, Hashable {
    case unknownKey(String, nearest: String?)
    /// The value is not one of those it takes, told in words: `0 to 120 s`.
    case invalidValue(SettingKey, value: String, takes: String)
    /// It can be set but never read back.
    case writeOnly(SettingKey)

    package var what: String {
        switch self {
        case .unknownKey(let name, _): "There is no setting \(Self.shown(name))."
        case .invalidValue(let key, _, _): "\(key.rawValue) was not changed."
        case .writeOnly(let key): "\(key.rawValue) cannot be shown."
        }
    }

    package var why: String {
        switch self {
        case .unknownKey(_, let nearest?): "The nearest one is \(nearest)."
        case .unknownKey(_, nil): "None of the settings is called anything like it."
        case .invalidValue(let key, let value, let takes):
            key == .modemPIN ? "It takes \(takes)." : "It takes \(takes), not \(Self.shown(value))."
        case .writeOnly: "It is a secret: it is kept apart from the settings and never read back."
        }
    }

    package var next: String {
        switch self {
        case .unknownKey(_, let nearest?): "catchline settings get \(nearest)"
        case .unknownKey(_, nil): "catchline settings list"
        case .invalidValue(let key, _, _):
            SettingDefinition.of(key).isWriteOnly
                ? "catchline settings set \(key.rawValue)" : "catchline settings get \(key.rawValue)"
        case .writeOnly(let key): "catchline settings set \(key.rawValue)"
        }
    }

    /// Quoted, cut, and without characters that a terminal would obey.
    static func shown(_ text: String) -> String {
        let clean = text.unicodeScalars.prefix(60).filter {
            $0.properties.generalCategory != .control && !$0.properties.isBidiControl
        }
        return "\"\(String(String.UnicodeScalarView(clean)))\""
    }
}
