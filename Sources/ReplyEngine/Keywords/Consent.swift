package import Telephony

/// Reads STOP and START.
package struct Consent: Sendable {
    package enum Wish: Hashable, Sendable {
        case optOut
        case optIn
    }

    private let languages: [ConsentKeywords]

    package init(languages: [ConsentKeywords] = ConsentKeywords.all) {
        self.languages = languages
    }

    /// What a message says if the whole of it, tidied, is a keyword. On doubt between two, it is an opt-out.
    package func wish(in message: String, country: String?) -> Wish? {
        reading(of: message, country: country)?.wish
    }

    /// What a message changes. A STOP is confirmed once, in the language of its word, if the box is set up; a
    /// START counts only after an opt-out. A mere yes never does.
    package func change(
        by message: String, isOptedOut: Bool, settings: Settings
    ) -> ConsentChange? {
        guard let (wish, language) = reading(of: message, country: settings.country) else { return nil }
        switch wish {
        case .optOut:
            if isOptedOut || !settings.isSetUp { return .optOut(confirmation: nil) }
            let values = WordsValues(company: settings.company, me: settings.ownerName, name: nil)
            return .optOut(confirmation: WordsTemplate(language.confirmation).filled(with: values))
        case .optIn:
            return isOptedOut ? .optIn(confirmation: nil) : nil
        }
    }

    private func reading(of message: String, country: String?) -> (wish: Wish, language: ConsentKeywords)? {
        let politeness = languages.flatMap(\.politeness)
        guard let text = TidiedMessage(message, politeness: politeness)?.text else { return nil }
        let local = { (language: ConsentKeywords) in country.flatMap { language.optOutIn[$0] } ?? [] }
        if let language = languages.first(where: { $0.optOut.contains(text) || local($0).contains(text) }) {
            return (.optOut, language)
        }
        return languages.first { $0.optIn.contains(text) }.map { (.optIn, $0) }
    }
}
