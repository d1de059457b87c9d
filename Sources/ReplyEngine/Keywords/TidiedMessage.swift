/// A message as it is compared with the keywords: lower case, without accents, without quotes and punctuation
/// around its words, without politeness at its ends.
struct TidiedMessage: Hashable {
    let text: String

    /// Nil if nothing is left, or if the message is far too long to be a keyword with its trimmings.
    init?(_ message: String, politeness: [String]) {
        guard message.unicodeScalars.count <= 200 else { return nil }
        var words = Self.words(of: LetterFolding.folded(message))
        let phrases = politeness.map { $0.split(separator: " ").map(String.init) }
        while let phrase = phrases.first(where: { words.starts(with: $0) }) {
            words.removeFirst(phrase.count)
        }
        while let phrase = phrases.first(where: { words.reversed().starts(with: $0.reversed()) }) {
            words.removeLast(phrase.count)
        }
        if words.isEmpty { return nil }
        text = words.joined(separator: " ")
    }

    /// A dash joins two words: `opt-out`. Other marks count only inside a word, where they make it another
    /// word.
    private static func words(of text: String) -> [String] {
        text.split { $0.isWhitespace || "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".contains($0) }
            .map { word in
                let start = word.drop { !$0.isLetter && !$0.isNumber }
                let end = start.lastIndex { $0.isLetter || $0.isNumber }
                return end.map { String(start[...$0]) } ?? ""
            }
            .filter { !$0.isEmpty }
    }
}
