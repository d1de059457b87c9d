/// One setting: what it takes, what it is without being set, and what it means.
package struct SettingDefinition: Hashable, Sendable {
    package var key: SettingKey
    package var kind: SettingKind
    /// As a person would type it; nil if the setting has none.
    package var standard: String?
    private var purpose: String
    /// False if it is kept, but nothing in this version reads it.
    package var hasEffect: Bool

    init(key: SettingKey, kind: SettingKind, standard: String?, purpose: String, hasEffect: Bool) {
        self.key = key
        self.kind = kind
        self.standard = standard
        self.purpose = purpose
        self.hasEffect = hasEffect
    }

    /// In a sentence or two.
    package var meaning: String { hasEffect ? purpose : purpose + " No effect yet in this version." }

    package var isWriteOnly: Bool { kind == .pin }

    /// `s`, `texts`, ...; nil where there is nothing to count.
    package var unit: String? { kind.unit }

    /// Checks what was typed and gives the text to be stored; nil if the setting is thereby cleared.
    package func canonical(_ typed: String, checks: SettingChecks) throws(SettingError) -> String? {
        let text = typed.trimmingWhitespace()
        if standard == nil, !SetUp.namesInWords.contains(key), SettingKind.isNothing(text) { return nil }
        guard let value = kind.value(of: text, checks: checks) else {
            throw .invalidValue(key, value: typed, takes: kind.takes)
        }
        return kind.text(of: value)
    }

    /// The value of a stored text, for machines; the setting's standard if nothing fit to be used is stored.
    package func value(stored: String?) -> SettingValue {
        if isWriteOnly { return .none }
        if let stored, let value = kind.value(of: stored, checks: .shapesOnly) { return value }
        return standard.flatMap { kind.value(of: $0, checks: .shapesOnly) } ?? .none
    }

    /// The value of a stored text, for people. Empty if there is none.
    package func text(stored: String?) -> String {
        if isWriteOnly { return "" }
        if let stored, kind.value(of: stored, checks: .shapesOnly) != nil { return stored }
        return standard ?? ""
    }
}

/// The value of a setting, for machines.
package enum SettingValue: Hashable, Sendable {
    case none
    case seconds(Int)
    case count(Int)
    case flag(Bool)
    case text(String)
    case list([String])
}

extension String {
    func trimmingWhitespace() -> String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
