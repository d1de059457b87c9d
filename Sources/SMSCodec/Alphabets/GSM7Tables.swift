/// Characters by septet, and septets by character: one half of an alphabet.
///
/// A class, since it never changes and every message with a text asks for two of them.
final class SeptetTable: Sendable {
    static let size = 128

    /// UTF-16 units by septet; 0 where there is no character. None of the characters needs a surrogate.
    let units: [UInt16]
    private let characters: [UTF8Character?]
    /// The same of those that are ASCII; 0 for the others.
    private let asciiCharacters: InlineArray<128, UInt8>
    /// Septets by the low half of a unit, a page for each high half that is in use.
    private let septets: [UInt8]
    /// Where the page of a high half begins. The first page is that of those which are not in use.
    private let pages: [Int]

    private static let pageSize = 256
    static let none: UInt8 = 0xFF

    /// As many units as there are septets.
    init(units: [UInt16]) {
        var septets = [UInt8](repeating: Self.none, count: Self.pageSize)
        var pages = [Int](repeating: 0, count: Self.pageSize)
        // Some national tables have a sign twice: the first place is as good as the other.
        for (septet, unit) in units.enumerated().reversed() where unit != 0 {
            let high = Int(unit >> 8)
            if pages[high] == 0 {
                pages[high] = septets.count
                septets += [UInt8](repeating: Self.none, count: Self.pageSize)
            }
            septets[pages[high] + Int(unit & 0xFF)] = UInt8(septet)
        }
        self.units = units
        asciiCharacters = InlineArray { units[$0] < 0x80 ? UInt8(units[$0]) : 0 }
        characters = units.map { $0 == 0 ? nil : UTF8Character($0) }
        self.septets = septets
        self.pages = pages
    }

    /// `none` if there is none.
    func septet(of scalar: Unicode.Scalar) -> UInt8 {
        guard scalar.value <= 0xFFFF else { return Self.none }
        return septets[pages[Int(scalar.value &>> 8)] &+ Int(scalar.value & 0xFF)]
    }

    func character(of septet: UInt8) -> UTF8Character? { characters[Int(septet & 0x7F)] }

    /// 0 if the character is none of ASCII, or there is none.
    func ascii(of septet: UInt8) -> UInt8 { asciiCharacters[Int(septet & 0x7F)] }

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

    static let noCode: UInt16 = 0xFFFF

    /// A septet, or the escape in the high half and a septet in the low one; `noCode` if neither table has
    /// it. The short form wins where both do.
    func code(of scalar: Unicode.Scalar) -> UInt16 {
        let septet = basic.septet(of: scalar)
        if septet != SeptetTable.none { return UInt16(septet) }
        let extended = self.extended.septet(of: scalar)
        return extended == SeptetTable.none ? Self.noCode : UInt16(Self.escape) << 8 | UInt16(extended)
    }

    /// One or two; nil if neither table has it.
    func septets(of scalar: Unicode.Scalar) -> [UInt8]? {
        let code = code(of: scalar)
        guard code != Self.noCode else { return nil }
        let septet = UInt8(truncatingIfNeeded: code)
        return code > 0x7F ? [Self.escape, septet] : [septet]
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
