import SMSCodec

/// What `words check` tells.
struct WordsReport: Encodable {
    struct Plan: Encodable {
        var alphabet: String
        /// Septets or UTF-16 units, headers apart.
        var units: Int
        var parts: Int
        /// How many more fit into the last part.
        var left: Int
        /// Whose tables are used. For a person only.
        private let languages: [String]

        private enum CodingKeys: CodingKey {
            case alphabet, units, parts, left
        }

        init(_ segmentation: Segmentation) {
            alphabet = segmentation.alphabet == .gsm7 ? "gsm7" : "ucs2"
            units = segmentation.units
            parts = segmentation.parts.count
            left = segmentation.unitsLeft
            languages = Set([segmentation.languages.locking, segmentation.languages.singleShift])
                .compactMap { $0.flatMap(NationalLanguage.init(rawValue:)) }.sorted()
                .map { $0.name.prefix(1).uppercased() + $0.name.dropFirst() }
        }

        fileprivate var text: String {
            var name = alphabet == "gsm7" ? "GSM-7" : "UCS-2"
            if !languages.isEmpty { name += " (\(languages.joined(separator: " and ")))" }
            return "\(name), \(units) of \(units + left), \(WordsReport.count(parts, "text"))"
        }
    }

    struct Offender: Encodable {
        var character: String
        var position: Int
        var swap: String?

        private enum Key: CodingKey {
            case character, position, swap
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(character, forKey: .character)
            try container.encode(position, forKey: .position)
            try container.encode(swap, forKey: .swap)
        }
    }

    var plan: Plan
    var offenders: [Offender]
    /// Nil if there is nothing to swap.
    var swapped: Plan?
    private let characterCount: Int

    init(_ segmentation: Segmentation) {
        plan = Plan(segmentation)
        offenders = segmentation.offenders.map {
            Offender(character: String($0.character), position: $0.position, swap: $0.swap)
        }
        swapped = segmentation.swapped.map { Plan($0) }
        characterCount = segmentation.text.count
    }

    private enum Key: CodingKey {
        case offenders, swapped
    }

    func encode(to encoder: any Encoder) throws {
        try plan.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(offenders, forKey: .offenders)
        try container.encode(swapped, forKey: .swapped)
    }

    /// For a person.
    var lines: [String] {
        var lines = ["\(Self.count(characterCount, "character")), \(plan.text)."]
        if !offenders.isEmpty {
            let verb = offenders.count == 1 ? "One character is" : "\(offenders.count) characters are"
            let list = Self.list(places.map(\.text), longest: 8)
            lines[0] += " \(verb) outside GSM-7: \(list)"
        }
        if let swapped, swapped.alphabet != plan.alphabet || swapped.parts < plan.parts {
            lines.append("With \(swaps) instead: \(swapped.text).")
        }
        if plan.parts > Self.mostParts {
            lines.append("It cannot be sent: \(Self.mostParts) texts are the most that fit together.")
        }
        return lines
    }

    /// 3GPP TS 23.040 §9.2.3.24.1: the number of parts is one octet.
    private static let mostParts = 255

    private var swaps: String {
        let swaps = places.compactMap { $0.swap.map { $0.isEmpty ? "nothing" : $0 } }
        var seen: Set<String> = []
        return Self.list(swaps.filter { seen.insert($0).inserted }, longest: 8, last: " and ")
    }

    /// Each character once, with all its places.
    private var places: [Place] {
        var places: [Place] = []
        var known: [String: Int] = [:]
        for offender in offenders {
            if let place = known[offender.character] {
                places[place].positions.append(offender.position)
            } else {
                known[offender.character] = places.count
                places.append(
                    Place(
                        character: offender.character, positions: [offender.position], swap: offender.swap))
            }
        }
        return places
    }

    private struct Place {
        var character: String
        var positions: [Int]
        var swap: String?

        var text: String {
            let noun = positions.count == 1 ? "position" : "positions"
            let list = WordsReport.list(positions.map { "\($0)" }, longest: 5, last: " and ")
            return "\(character.printable) (\(noun) \(list))"
        }
    }

    private static func list(_ items: [String], longest: Int, last: String = ", ") -> String {
        if items.count > longest {
            return items.prefix(longest).joined(separator: ", ") + " and \(items.count - longest) more"
        }
        guard let final = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + last + final
    }

    fileprivate static func count(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
