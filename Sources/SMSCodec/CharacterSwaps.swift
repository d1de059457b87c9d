/// What could stand in the place of a character that would make a text UCS-2, and so more than twice as long.
///
/// Only suggested: it is for a person to say whether `naïve` may become `naive`.
enum CharacterSwaps {
    /// Nil: nothing is as good. Empty: it is not seen, or is a picture that can be left out.
    static func swap(for character: Character) -> String? {
        if let swap = table[character] { return swap }
        if let letter = letterBelowMarks(character) { return letter }
        guard isPicture(character) else { return nil }
        // A picture may carry a skin tone, or ask to be shown in colour.
        return character.unicodeScalars.first.flatMap { table[Character($0)] } ?? ""
    }

    /// A letter of the alphabet with marks that it lacks, or a digit in a box.
    private static func letterBelowMarks(_ character: Character) -> String? {
        guard character.unicodeScalars.count > 1, let first = character.unicodeScalars.first,
            GSM7.septets(of: Character(first)) != nil
        else { return nil }
        return String(first)
    }

    private static func isPicture(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.properties.isEmojiPresentation }
            || character.unicodeScalars.first?.properties.isEmoji == true
    }

    private static let table: [Character: String] = {
        var table: [Character: String] = [:]
        for (swap, characters) in punctuation + signs + letters + smileys {
            for character in characters { table[character] = swap }
        }
        return table
    }()

    private static let punctuation: [(swap: String, characters: String)] = [
        ("'", "‘’‚‛′‵`´ʹʼ"), ("\"", "“”„‟″«»〝〞"), ("<", "‹"), (">", "›"), ("...", "…"), ("-", "‐‑‒–—―−•‣·∙"),
        // No-break, figure, thin and other spaces of a width of their own; the tabulator.
        (" ", "\u{A0}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}"),
        (" ", "\u{200A}\u{202F}\u{205F}\u{3000}\t"), ("\n", "\u{2028}\u{2029}\u{85}\u{B}"),
        // Zero-width spaces and joiners, direction marks, the soft hyphen, the byte order mark.
        ("", "\u{200B}\u{200C}\u{200D}\u{200E}\u{200F}\u{2060}\u{AD}\u{FEFF}"),
        ("", "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}\u{2066}\u{2067}\u{2068}\u{2069}"),
        ("!", "！"), ("?", "？‽"), (",", "，"), (".", "。．"), (":", "："), (";", "；"), ("(", "（"), (")", "）"),
        ("!!", "‼"), ("|", "¦"), ("/", "⁄∕"),
    ]

    private static let signs: [(swap: String, characters: String)] = [
        ("(C)", "©"), ("(R)", "®"), ("TM", "™"), ("No.", "№"), ("x", "×✕"), (":", "÷"), ("+/-", "±"),
        ("deg", "°˚"), ("1/4", "¼"), ("1/2", "½"), ("3/4", "¾"), ("0", "⁰"), ("1", "¹"), ("2", "²"),
        ("3", "³"), ("a", "ª"), ("o", "º"), ("c", "¢"), ("£", "₤"), ("<=", "≤"), (">=", "≥"), ("~", "≈"),
        ("<>", "≠"), ("->", "→⇒"), ("<-", "←⇐"), ("%o", "‰"), ("u", "µμ"),
    ]

    private static let letters: [(swap: String, characters: String)] = [
        ("A", "ÀÁÂÃĀĂĄǍ"), ("a", "áâãāăąǎ"), ("AE", "Ǽ"), ("ae", "ǽ"), ("C", "ĆĈĊČ"), ("c", "çćĉċč"),
        ("D", "ÐĎĐ"), ("d", "ðďđ"), ("E", "ÈÊËĒĔĖĘĚẼ"), ("e", "êëēĕėęěẽ"), ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"),
        ("H", "ĤĦ"), ("h", "ĥħ"), ("I", "ÌÍÎÏĨĪĬĮİǏ"), ("i", "íîïĩīĭįıǐ"), ("IJ", "Ĳ"), ("ij", "ĳ"),
        ("J", "Ĵ"), ("j", "ĵ"), ("K", "Ķ"), ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"), ("N", "ŃŅŇŊ"),
        ("n", "ńņňŉŋ"), ("O", "ÒÓÔÕŌŎŐǑ"), ("o", "óôõōŏőǒ"), ("OE", "Œ"), ("oe", "œ"), ("R", "ŔŖŘ"),
        ("r", "ŕŗř"), ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșſ"), ("SS", "ẞ"), ("T", "ŢŤŦȚ"), ("t", "ţťŧț"),
        ("Th", "Þ"), ("th", "þ"), ("U", "ÙÚÛŨŪŬŮŰŲǓ"), ("u", "úûũūŭůűųǔ"), ("W", "ŴẀẂẄ"), ("w", "ŵẁẃẅ"),
        ("Y", "ÝŶŸỲ"), ("y", "ýÿŷỳ"), ("Z", "ŹŻŽ"), ("z", "źżž"), ("fi", "ﬁ"), ("fl", "ﬂ"),
    ]

    private static let smileys: [(swap: String, characters: String)] = [
        (":)", "🙂😊☺😀😃😄😁😆"), (";)", "😉"), (":D", "😂🤣"), (":(", "🙁☹😞😟😢😭"), (":P", "😛😜"), ("<3", "❤♥"),
        ("OK", "👌👍✅✔✓"),
    ]
}
