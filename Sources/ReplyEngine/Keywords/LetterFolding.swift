/// Brings letters that differ in accent, case or width to one form.
enum LetterFolding {
    static func folded(_ text: String) -> String {
        var folded = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            // Accents that stand apart, joiners, marks of direction, the selectors behind emoji.
            case .nonspacingMark, .enclosingMark, .format:
                continue
            default:
                let narrow = narrowed(scalar)
                for lower in narrow.properties.lowercaseMapping.unicodeScalars {
                    folded.append(contentsOf: (plain[lower] ?? String(lower)).unicodeScalars)
                }
            }
        }
        return String(folded)
    }

    /// Full-width forms (U+FF01 to U+FF5E), as some phones type them, are ASCII at a distance.
    private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    }

    private static let plain: [Unicode.Scalar: String] = {
        var plain = [Unicode.Scalar: String]()
        for (base, accented) in accents {
            for scalar in accented.unicodeScalars { plain[scalar] = base }
        }
        return plain
    }()

    /// Latin-1 and Latin Extended-A.
    private static let accents: [(String, String)] = [
        ("a", "àáâãäåāăą"), ("c", "çćĉċč"), ("d", "ďđ"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"),
        ("i", "ìíîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņň"), ("o", "òóôõöøōŏő"),
        ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûüũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"),
        ("z", "źżž"),
        ("ss", "ß"), ("ae", "æ"), ("oe", "œ"),
    ]
}
