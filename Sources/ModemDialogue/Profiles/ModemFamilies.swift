/// Every family of modems that is known: those that a person has written down, then those that come with the program.
package struct ModemFamilies: Hashable, Sendable {
    private let written: [ModemProfile]

    package init(written: [ModemProfile] = []) {
        self.written = written
    }

    /// Without anything that a person has written.
    package static let builtIn = ModemFamilies()

    /// In the order in which they are looked at: of two that fit the first is taken.
    var rows: [ModemProfile] { written + Self.rowsBuiltIn }

    package var names: [String] { rows.map(\.name) }

    /// The names that a family can be called by.
    package static var namesBuiltIn: [String] { ([.generic] + rowsBuiltIn).map(\.name) }

    /// A family that comes with the program, in letters of either case.
    package static func builtIn(named name: String) -> ModemProfile? {
        ([.generic] + rowsBuiltIn).first { $0.name.lowercased() == name.lowercased() }
    }

    /// By what AT+CGMI and AT+CGMM answered. A module that bears another name is `generic`, and asked for
    /// more.
    func profile(manufacturer: String?, model: String?) -> ModemProfile {
        let (manufacturer, model) = (manufacturer ?? "", model ?? "")
        return rows.first { profile in
            profile.names.contains { $0.fits(manufacturer: manufacturer, model: model) }
        } ?? .generic
    }
}
