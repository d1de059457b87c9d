/// Which tables of national languages a message is written in, as its header says. 3GPP TS 23.040
/// §9.2.3.24.15, §9.2.3.24.16.
struct NationalLanguages: Hashable, Sendable {
    /// Replaces the alphabet.
    var locking: UInt8?
    /// Replaces the table behind the escape.
    var singleShift: UInt8?

    static let none = NationalLanguages()

    init() {}

    init(_ header: UserDataHeader?) {
        // Nearly every header has but one element, and that of another kind.
        for element in header?.elements ?? [] where element.octets.count == 1 {
            switch element.identifier {
            case UserDataHeader.Identifier.nationalLockingShift: locking = element.octets[0]
            case UserDataHeader.Identifier.nationalSingleShift: singleShift = element.octets[0]
            default: break
            }
        }
    }

    /// A language that nobody knows is no language: the default tables are the fallback (TS 23.038
    /// §6.2.1.2.1).
    var tables: GSM7Tables {
        guard self != .none else { return .standard }
        return GSM7Tables(
            basic: locking.flatMap { NationalTables.locking[$0] } ?? .defaultAlphabet,
            extended: singleShift.flatMap { NationalTables.singleShift[$0] } ?? .defaultExtension)
    }
}
