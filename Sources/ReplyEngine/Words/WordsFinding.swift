/// What is to be said about a template before it is used.
package enum WordsFinding: Hashable, Sendable {
    case empty
    /// It does not say who is texting.
    case companyMissing
    case unknownBlank(String, nearest: String?)
    /// Words that turn a service message into advertising.
    case promotional(String)
    case link
    case shouting
    /// It does not say how to opt out.
    case stopMissing
    /// Filled as usual, it takes more than one text.
    case parts(Int)

    /// Whether the template cannot be used as it is.
    package var isError: Bool {
        switch self {
        case .empty, .companyMissing, .unknownBlank: true
        case .promotional, .link, .shouting, .stopMissing, .parts: false
        }
    }

    package var text: String {
        switch self {
        case .empty: "There are no words."
        case .companyMissing: "It must say who is texting: put {company} in."
        case .unknownBlank(let name, let nearest?): "There is no blank {\(name)}. Did you mean {\(nearest)}?"
        case .unknownBlank(let name, nil):
            "There is no blank {\(name)}. There are {company}, {me} and {name}."
        case .promotional(let word):
            "\"\(word)\" reads like advertising, which needs a consent that a call does not give."
        case .link: "It has a link in it; networks hold such texts back, and people distrust them."
        case .shouting: "It is written in capitals."
        case .stopMissing: "It does not say how to opt out. Add: Reply STOP to opt out."
        case .parts(let count): "It takes \(count) texts when filled as usual."
        }
    }
}

extension WordsTemplate {
    /// What there is to say about the template. `parts` counts how many texts some words take.
    package func findings(filledWith values: WordsValues, parts: (String) -> Int) -> [WordsFinding] {
        let sample = filled(with: values)
        guard sample.contains(where: { !$0.isWhitespace }) else { return [.empty] }
        var findings = [WordsFinding]()
        if !blanks.contains(.company) { findings.append(.companyMissing) }
        findings += unknownBlanks.map {
            .unknownBlank($0, nearest: NearestName.of($0, among: Blank.allCases.map(\.rawValue)))
        }
        let words = literalWords
        findings += words.filter { Self.promotionalWords.contains($0.lowercased()) }.map { .promotional($0) }
        if literals.contains("%") { findings.append(.promotional("%")) }
        if ["http://", "https://", "www."].contains(where: literals.lowercased().contains) {
            findings.append(.link)
        }
        if Self.isShouting(words) { findings.append(.shouting) }
        if !words.contains(where: { $0.uppercased() == "STOP" }) { findings.append(.stopMissing) }
        let count = parts(sample)
        if count > 1 { findings.append(.parts(count)) }
        return findings
    }

    private var literals: String {
        pieces.map { if case .literal(let text) = $0 { text } else { " " } }.joined()
    }

    private var literalWords: [String] {
        literals.split { !$0.isLetter && $0 != "'" }.map(String.init)
    }

    private static func isShouting(_ words: [String]) -> Bool {
        let long = words.filter { $0.count > 3 && $0 != "STOP" }
        return long.count >= 3 && long.filter { $0 == $0.uppercased() }.count * 2 > long.count
    }

    private static let promotionalWords: Set<String> = [
        "offer", "offers", "discount", "discounts", "sale", "deal", "deals", "free", "voucher", "promo",
        "promotion",
    ]
}
