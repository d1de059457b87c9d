/// The tables of national languages by their identifiers. 3GPP TS 23.038 §6.2.1.2.4 and annex A.
enum NationalTables {
    /// Annex A.3. Spanish (2) has none.
    ///
    /// The standard (V9.1.1 to V18.0.0) prints 0CAA at 0x24 of Kannada (A.3.7), which has that letter at 0x3D
    /// as well and 0CA1 nowhere. Phones read it as the slip that it is: 0CA1, in line with all other scripts.
    static let locking: [UInt8: SeptetTable] = [
        1: SeptetTable.defaultAlphabet.replacing(turkishAlphabet),
        3: SeptetTable.defaultAlphabet.replacing(portugueseAlphabet),
        4: lockingTable(
            """
            981-983 985-98C _ _ 98F-990 _ _ 993-9A8 _ 9AA-9B0 _ 9B2 _ _ _ 9B6-9B9 9BC-9C4 _ _ 9C7-9C8 _ _ \
            9CB-9CE 9D7 9DC-9DD 9F0-9F1
            """),
        5: lockingTable(
            """
            A81-A83 A85-A8D _ A8F-A91 _ A93-AA8 _ AAA-AB0 _ AB2-AB3 _ AB5-AB9 ABC-AC5 _ AC7-AC9 _ ACB-ACD \
            AD0 AE0-AE3 AF1
            """),
        6: lockingTable("901-903 905-939 93C-94D 950 972 97B-97C 97E-97F"),
        7: lockingTable(
            """
            _ C82-C83 C85-C8C _ C8E-C90 _ C92-CA8 _ CAA-CB3 _ CB5-CB9 CBC-CC4 _ CC6-CC8 _ CCA-CCD CD5-CD6 \
            CE0-CE3
            """),
        8: lockingTable(
            "_ D02-D03 D05-D0C _ D0E-D10 _ D12-D28 _ D2A-D39 _ D3D-D44 _ D46-D48 _ D4A-D4D D57 D60-D63 D79"),
        9: lockingTable(
            """
            B01-B03 B05-B0C _ _ B0F-B10 _ _ B13-B28 _ B2A-B30 _ B32-B33 _ B35-B39 B3C-B44 _ _ B47-B48 _ _ \
            B4B-B4D B56-B57 B60-B63
            """),
        10: lockingTable(
            """
            A01-A03 A05-A0A _ _ _ _ A0F-A10 _ _ A13-A28 _ A2A-A30 _ A32-A33 _ A35-A36 _ A38-A39 A3C _ \
            A3E-A42 _ _ _ _ A47-A48 _ _ A4B-A4D A51 A70-A74
            """),
        11: lockingTable(
            """
            _ B82-B83 B85-B8A _ _ _ B8E-B90 _ B92-B95 _ _ _ B99-B9A _ B9C _ B9E-B9F _ _ _ BA3-BA4 _ _ _ \
            BA8-BAA _ _ _ BAE-BB9 _ _ BBE-BC2 _ _ _ BC6-BC8 _ BCA-BCD BD0 BD7 BF0-BF2 BF9
            """),
        12: lockingTable(
            """
            C01-C03 C05-C0C _ C0E-C10 _ C12-C28 _ C2A-C33 _ C35-C39 _ C3D-C44 _ C46-C48 _ C4A-C4D C55-C56 \
            C60-C63
            """),
        13: lockingTable(
            """
            627 622 628 67B 680 67E 6A6 62A 6C2 67F 679 67D 67A 67C 62B-62C 681 684 683 685-687 62D-62F \
            68C 688-68A 68F 68D 630-631 691 693 699 632 696 698 69A 633-639 641-642 6A9-6AB 6AF 6B3 6B1 \
            644-646 6BA-6BC 648 6C4 6D5 6C1 6BE 621 6CC 6D0 6D2 64D 650 64F 657 654-655 651 653 656 670
            """),
    ]

    /// Annex A.2.
    ///
    /// The standard (V9.1.1) prints 0BEF twice, at 0x24 and 0x25 of Tamil (A.2.11), and 06CC and 06CD at
    /// 0x22 and 0x23 of Telugu (A.2.12): the digits 0BEE, and 0C6C and 0C6D, belong there.
    static let singleShift: [UInt8: SeptetTable] = [
        1: SeptetTable.defaultExtension.replacing(turkishExtension),
        2: SeptetTable.defaultExtension.replacing(spanishExtension),
        3: SeptetTable.defaultExtension.replacing(portugueseExtension),
        4: singleShiftTable("9E6-9EF 9DF-9E3 9F2-9FA"),
        5: singleShiftTable("964-965 AE6-AEF"),
        6: singleShiftTable("964-96F 951-954 958-963 970-971"),
        7: singleShiftTable("964-965 CE6-CEF CDE CF1-CF2"),
        8: singleShiftTable("964-965 D66-D75 D7A-D7F"),
        9: singleShiftTable("964-965 B66-B6F B5C-B5D B5F B70-B71"),
        10: singleShiftTable("964-965 A66-A6F A59-A5C A5E A75"),
        11: singleShiftTable("964-965 BE6-BEF BF3-BF8 BFA"),
        12: singleShiftTable("_ _ C66-C6F C58-C59 C78-C7F"),
        13: singleShiftTable("600-601 6F0-6F9 60C-614 61B 61F 640 652 658 66B-66C 672-673 6CD 6D4"),
    ]
}

// MARK: - Latin letters: the default tables with some replaced

extension NationalTables {
    private static let turkishAlphabet: [Int: Unicode.Scalar] = [
        0x04: "€", 0x07: "ı", 0x0B: "Ğ", 0x0C: "ğ", 0x1C: "Ş", 0x1D: "ş", 0x40: "İ", 0x60: "ç",
    ]

    private static let turkishExtension: [Int: Unicode.Scalar] = [
        0x47: "Ğ", 0x49: "İ", 0x53: "Ş", 0x63: "ç", 0x67: "ğ", 0x69: "ı", 0x73: "ş",
    ]

    private static let spanishExtension: [Int: Unicode.Scalar] = [
        0x09: "ç", 0x41: "Á", 0x49: "Í", 0x4F: "Ó", 0x55: "Ú", 0x61: "á", 0x69: "í", 0x6F: "ó", 0x75: "ú",
    ]

    private static let portugueseAlphabet: [Int: Unicode.Scalar] = [
        0x04: "ê", 0x06: "ú", 0x07: "í", 0x08: "ó", 0x09: "ç", 0x0B: "Ô", 0x0C: "ô", 0x0E: "Á", 0x0F: "á",
        0x12: "ª", 0x13: "Ç", 0x14: "À", 0x15: "∞", 0x16: "^", 0x17: "\\", 0x18: "€", 0x19: "Ó", 0x1A: "|",
        0x1C: "Â", 0x1D: "â", 0x1E: "Ê", 0x24: "º", 0x40: "Í", 0x5B: "Ã", 0x5C: "Õ", 0x5D: "Ú", 0x60: "~",
        0x7B: "ã", 0x7C: "õ", 0x7D: "`",
    ]

    private static let portugueseExtension: [Int: Unicode.Scalar] = [
        0x05: "ê", 0x09: "ç", 0x0B: "Ô", 0x0C: "ô", 0x0E: "Á", 0x0F: "á", 0x12: "Φ", 0x13: "Γ", 0x15: "Ω",
        0x16: "Π", 0x17: "Ψ", 0x18: "Σ", 0x19: "Θ", 0x1F: "Ê", 0x41: "À", 0x49: "Í", 0x4F: "Ó", 0x55: "Ú",
        0x5B: "Ã", 0x5C: "Õ", 0x61: "Â", 0x69: "í", 0x6F: "ó", 0x75: "ú", 0x7B: "ã", 0x7C: "õ", 0x7F: "â",
    ]
}

// MARK: - Other scripts: what they share, and places for the letters of each

extension NationalTables {
    /// A dot is the place of a letter; all else stands for itself, but for the stand-in of the full stop.
    private static let lockingFrame = frame(
        """
        ..........\n..\r.............\u{0}.... !......)(..,.\u{2E80}.0123456789:;...?\
        ................................\
        .abcdefghijklmnopqrstuvwxyz.....
        """)

    private static let singleShiftFrame = frame(
        """
        @£$¥¿"¤%&'\u{C}*+\r-/<=>¡^¡_#*..\u{0}............{}.....\\............[~].|ABCDEFGHIJKLMNOPQRSTUVWXYZ\
        \u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}€
        """)

    private static let letterPlace = UInt16(0x2E)
    /// Stands for a full stop that is one.
    private static let fullStop = UInt16(0x2E80)

    private static func frame(_ text: String) -> [UInt16] {
        let units = Array(text.utf16)
        return units + Array(repeating: 0, count: max(SeptetTable.size - units.count, 0))
    }

    private static func lockingTable(_ letters: String) -> SeptetTable {
        table(lockingFrame, letters)
    }

    private static func singleShiftTable(_ letters: String) -> SeptetTable {
        table(singleShiftFrame, letters)
    }

    /// Code points and runs of them, in hexadecimal; `_` leaves a place empty, and so does the end.
    private static func table(_ frame: [UInt16], _ letters: String) -> SeptetTable {
        var places = codePoints(letters)[...]
        return SeptetTable(
            units: frame.map { unit in
                switch unit {
                case letterPlace: places.popFirst() ?? 0
                case fullStop: letterPlace
                default: unit
                }
            })
    }

    private static func codePoints(_ letters: String) -> [UInt16] {
        letters.split(separator: " ").flatMap { run -> [UInt16] in
            let bounds = run.split(separator: "-").compactMap { UInt16($0, radix: 16) }
            guard let first = bounds.first, let last = bounds.last, first <= last else { return [0] }
            return Array(first...last)
        }
    }
}
