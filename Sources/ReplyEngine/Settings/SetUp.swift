/// What `setup` asks: the facts without which nothing is sent.
package struct SetUp: Hashable, Sendable {
    package var company: String?
    package var ownerName: String?
    package var ownerNumber: String?
    package var country: String?
    package var mode: String?
    package var language: String?

    package init(
        company: String? = nil, ownerName: String? = nil, ownerNumber: String? = nil, country: String? = nil,
        mode: String? = nil, language: String? = nil
    ) {
        self.company = company
        self.ownerName = ownerName
        self.ownerNumber = ownerNumber
        self.country = country
        self.mode = mode
        self.language = language
    }

    /// The texts to store. Run again it changes only what is given; what was given before need not be given
    /// again.
    ///
    /// The checks read the owner's number, so they must be those of the country that is set up here.
    package func changes(stored: [String: String], checks: SettingChecks) throws(SetUpError) -> [String:
        String]
    {
        var changes: [String: String]
        do throws(SettingError) {
            changes = try checked(checks)
        } catch {
            throw .invalid(error)
        }
        changes[SettingFact.isSetUp] = "true"
        let missing = Self.required.filter { changes[$0.rawValue] == nil && stored[$0.rawValue] == nil }
        guard missing.isEmpty else { throw .missing(missing) }
        return changes.merging(Self.timing(stored: stored, mode: changes[SettingKey.callMode.rawValue])) {
            $1
        }
    }

    /// The answers that are given, as they would be stored, though others may still be missing.
    package func checked(_ checks: SettingChecks) throws(SettingError) -> [String: String] {
        var texts = [String: String]()
        for (key, typed) in answers {
            guard let typed else { continue }
            let definition = SettingDefinition.of(key)
            guard let text = try definition.canonical(typed, checks: checks) else {
                throw .invalidValue(key, value: typed, takes: definition.kind.takes)
            }
            texts[key.rawValue] = text
        }
        return texts
    }

    private var answers: [(SettingKey, String?)] {
        [
            (.businessCompany, company), (.ownerName, ownerName), (.businessCountry, country),
            (.ownerNumber, ownerNumber), (.callMode, mode), (.businessLanguage, language),
        ]
    }

    /// Without these no text says who sends it: once set they are only changed.
    static let namesInWords: Set<SettingKey> = [.businessCompany, .ownerName]

    private static let required: [SettingKey] = [
        .businessCompany, .ownerName, .ownerNumber, .businessCountry, .callMode,
    ]

    /// A twin rings together with the owner's phone: only a call that rang long was missed, and the owner is
    /// given time.
    private static let twinTiming: [SettingKey: String] = [.replyDelay: "20", .replyMinimumRing: "15"]

    /// Taking the mode of a twin sets its timing; leaving it takes back what is still as it was set.
    private static func timing(stored: [String: String], mode: String?) -> [String: String] {
        guard let mode else { return [:] }
        var changes = [String: String]()
        for (key, text) in twinTiming {
            if mode == CallMode.twin.rawValue {
                changes[key.rawValue] = text
            } else if stored[SettingKey.callMode.rawValue] == CallMode.twin.rawValue,
                stored[key.rawValue] == text
            {
                changes[key.rawValue] = SettingDefinition.of(key).standard
            }
        }
        return changes
    }
}

/// Why `setup` was not done.
package enum SetUpError: ExplainedError, Hashable {
    case missing([SettingKey])
    case invalid(SettingError)

    package var what: String { "Nothing was changed." }

    package var why: String {
        switch self {
        case .missing(let keys): "Not given: \(keys.map(Self.option).joined(separator: ", "))."
        case .invalid(.invalidValue(let key, let value, let takes)):
            "\(Self.option(key)) takes \(takes), not \(SettingError.shown(value))."
        case .invalid(let error): error.why
        }
    }

    package var next: String {
        "catchline setup --yes --company NAME --owner-name NAME --owner NUMBER --country CC "
            + "--mode box|divert|twin"
    }

    private static func option(_ key: SettingKey) -> String {
        switch key {
        case .businessCompany: "--company"
        case .ownerName: "--owner-name"
        case .ownerNumber: "--owner"
        case .businessCountry: "--country"
        case .callMode: "--mode"
        case .businessLanguage: "--language"
        default: key.rawValue
        }
    }
}
