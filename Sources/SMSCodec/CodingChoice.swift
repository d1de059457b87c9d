/// Finds the cheapest coding that loses nothing: the fewest parts, then the simplest, then the fewest units.
///
/// The default alphabet is simpler than one with a national table behind the escape, that simpler than a
/// national alphabet, that than both, and UCS-2 comes last: a table costs three octets of each part.
struct CodingChoice {
    let coding: TextCoding
    let parts: [TextCoding.Part]
    /// The characters, by their places in the counted text, that keep it from the 7 bit coding that lacks
    /// the fewest. None, unless the coding is UCS-2.
    let offenders: Set<Int>

    init(
        for text: CountedText, allowing languages: Set<NationalLanguage>, referenceWidth: Concatenation.Width
    ) {
        let codings = Self.septetCodings(allowing: languages, referenceWidth: referenceWidth)
        if let best = Self.best(for: text, among: codings) {
            coding = best.coding
            parts = best.parts
            offenders = []
        } else {
            // No character takes more bits in septets than in UCS-2, so this is never the cheaper one.
            coding = TextCoding(.ucs2, referenceWidth: referenceWidth)
            parts = coding.parts(of: text) ?? []
            offenders = Self.fewestLacking(in: text, among: codings)
        }
    }

    /// Simpler ones first.
    private static func septetCodings(
        allowing languages: Set<NationalLanguage>, referenceWidth: Concatenation.Width
    ) -> [[TextCoding]] {
        let languages = languages.sorted()
        let locking = languages.filter(\.hasLockingShift)
        let groups: [[NationalLanguages]] = [
            [.none], languages.map { NationalLanguages(singleShift: $0) },
            locking.map { NationalLanguages(locking: $0) },
            locking.flatMap { basic in
                languages.map { NationalLanguages(locking: basic, singleShift: $0) }
            },
        ]
        return groups.map { group in
            group.map { TextCoding(.gsm7, in: $0, referenceWidth: referenceWidth) }
        }
    }

    private static func best(
        for text: CountedText, among groups: [[TextCoding]]
    ) -> (coding: TextCoding, parts: [TextCoding.Part])? {
        var best: (coding: TextCoding, parts: [TextCoding.Part])?
        for group in groups {
            if let best, let coding = group.first, !coding.canTakeLess(than: best.parts.count, for: text) {
                break
            }
            let plans = group.compactMap { coding in coding.parts(of: text).map { (coding, $0) } }
            let cheapest = plans.min { isCheaper($0.1, than: $1.1) }
            if let cheapest, cheapest.1.count < best?.parts.count ?? .max { best = cheapest }
        }
        return best
    }

    private static func isCheaper(_ first: [TextCoding.Part], than second: [TextCoding.Part]) -> Bool {
        let units = [first, second].map { $0.reduce(0) { $0 + $1.units } }
        return (first.count, units[0]) < (second.count, units[1])
    }

    private static func fewestLacking(in text: CountedText, among groups: [[TextCoding]]) -> Set<Int> {
        var uses = Array(repeating: 0, count: text.characters.count)
        for place in text.places { uses[place] += 1 }
        let lacking = groups.joined().map { coding in
            text.characters.indices.filter { coding.units(of: text.characters[$0]) == nil }
        }
        let counts = lacking.map { $0.reduce(0) { $0 + uses[$1] } }
        let fewest = counts.indices.min { counts[$0] < counts[$1] }
        return Set(fewest.map { lacking[$0] } ?? [])
    }
}
