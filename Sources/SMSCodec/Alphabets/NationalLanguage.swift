/// The languages that have tables of their own, by their identifiers. 3GPP TS 23.038 §6.2.1.2.4.
package enum NationalLanguage: UInt8, CaseIterable, Hashable, Sendable {
    case turkish = 1
    case spanish, portuguese, bengali, gujarati, hindi, kannada, malayalam, oriya, punjabi, tamil, telugu
    case urdu

    /// In English: `turkish`.
    package var name: String { "\(self)" }

    /// What is no name of any is passed over.
    package static func named(_ names: some Sequence<String>) -> Set<NationalLanguage> {
        Set(names.compactMap { name in allCases.first { $0.name == name } })
    }

    /// Spanish makes do with the default alphabet and a table behind the escape (annex A.3.2).
    package var hasLockingShift: Bool { NationalTables.locking[rawValue] != nil }
}

extension NationalLanguage: Comparable {
    package static func < (first: NationalLanguage, second: NationalLanguage) -> Bool {
        first.rawValue < second.rawValue
    }
}
