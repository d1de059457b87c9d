/// Which tables of national languages a message is written in, as its header says. 3GPP TS 23.040
/// §9.2.3.24.15, §9.2.3.24.16.
package struct NationalLanguages: Hashable, Sendable {
    /// Replaces the alphabet.
    package var locking: UInt8?
    /// Replaces the table behind the escape.
    package var singleShift: UInt8?

    package static let none = NationalLanguages()

    package init(locking: NationalLanguage? = nil, singleShift: NationalLanguage? = nil) {
        self.locking = locking?.rawValue
        self.singleShift = singleShift?.rawValue
    }

    package init(_ header: UserDataHeader?) {
        header?.forEachElement { take($0, $1) }
    }

    /// - Parameter encoded: the elements of a header.
    init(encoded: Span<UInt8>) {
        UserDataHeader.forEachElement(of: encoded) { take($0, $1) }
    }

    private mutating func take(_ identifier: UInt8, _ octets: Span<UInt8>) {
        guard octets.count == 1 else { return }
        switch identifier {
        case UserDataHeader.Identifier.nationalLockingShift: locking = octets[0]
        case UserDataHeader.Identifier.nationalSingleShift: singleShift = octets[0]
        default: break
        }
    }

    /// What tells the reader of a message: three octets for each table.
    var elements: [UserDataHeader.Element] {
        let tables = [
            (UserDataHeader.Identifier.nationalSingleShift, singleShift),
            (UserDataHeader.Identifier.nationalLockingShift, locking),
        ]
        return tables.compactMap { identifier, language in
            language.map { UserDataHeader.Element(identifier: identifier, octets: [$0]) }
        }
    }

    /// An identifier that is reserved, or has no such table, is no language: the default tables are the
    /// fallback (TS 23.038 §6.2.1.2.4).
    package var tables: GSM7Tables {
        guard self != .none else { return .standard }
        return GSM7Tables(
            basic: locking.flatMap { NationalTables.locking[$0] } ?? .defaultAlphabet,
            extended: singleShift.flatMap { NationalTables.singleShift[$0] } ?? .defaultExtension)
    }
}
