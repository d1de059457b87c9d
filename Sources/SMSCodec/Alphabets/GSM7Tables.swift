/// Characters by septet, and septets by character: one half of an alphabet.
struct SeptetTable: Sendable {
    static let size = 128

    /// UTF-16 units by septet; 0 where there is no character. None of the characters needs a surrogate.
    let units: [UInt16]
    private let septets: [UInt16: UInt8]

    init(units: [UInt16]) {
        self.units = units
        var septets: [UInt16: UInt8] = [:]
        // Some national tables have a sign twice: the first place is as good as the other.
        for (septet, unit) in units.enumerated() where unit != 0 && septets[unit] == nil {
            septets[unit] = UInt8(septet)
        }
        self.septets = septets
    }

    func septet(of scalar: Unicode.Scalar) -> UInt8? {
        UInt16(exactly: scalar.value).flatMap { septets[$0] }
    }

    /// The same but for some septets.
    func replacing(_ characters: [Int: Unicode.Scalar]) -> SeptetTable {
        SeptetTable(
            units: units.enumerated().map { septet, unit in
                characters[septet].flatMap { UInt16(exactly: $0.value) } ?? unit
            })
    }
}

/// An alphabet of septets: a table, and a second one behind the escape. 3GPP TS 23.038 §6.2.1.
package struct GSM7Tables: Sendable {
    /// Leads to the second table.
    static let escape: UInt8 = 0x1B

    let basic: SeptetTable
    let extended: SeptetTable

    /// One or two; nil if neither table has it. The short form wins where both do.
    func septets(of scalar: Unicode.Scalar) -> [UInt8]? {
        if let septet = basic.septet(of: scalar) { return [septet] }
        return extended.septet(of: scalar).map { [Self.escape, $0] }
    }
}

extension GSM7Tables {
    /// The default alphabet and its extension table (§6.2.1, §6.2.1.1).
    package static let standard = GSM7Tables(basic: .defaultAlphabet, extended: .defaultExtension)
}

extension SeptetTable {
    /// §6.2.1. The escape itself is no character and has a zero in its place.
    static let defaultAlphabet = SeptetTable(
        units: Array(
            """
            @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u{0}ÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
            ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà
            """.utf16))

    /// §6.2.1.1. 0x0A is a page break.
    static let defaultExtension = SeptetTable(units: Array(repeating: 0, count: size)).replacing([
        0x0A: "\u{C}", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\", 0x3C: "[", 0x3D: "~", 0x3E: "]",
        0x40: "|",
        0x65: "€",
    ])
}
