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

        init(_ segmentation: Segmentation) {
            alphabet = segmentation.alphabet == .gsm7 ? "gsm7" : "ucs2"
            units = segmentation.units
            parts = segmentation.parts.count
            left = segmentation.unitsLeft
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
            let list = offenders.map { "\($0.character.printable) (position \($0.position))" }.joined(
                separator: ", ")
            lines[0] += " \(verb) outside GSM-7: \(list)"
        }
        if let swapped {
            lines.append("With \(swaps) instead: \(swapped.text).")
        }
        return lines
    }

    private var swaps: String {
        var seen = [String]()
        for swap in offenders.compactMap(\.swap) where !seen.contains(swap) { seen.append(swap) }
        return seen.map { $0.isEmpty ? "nothing" : $0 }.joined(separator: " and ")
    }

    fileprivate static func count(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}

extension WordsReport.Plan {
    fileprivate var text: String {
        let name = alphabet == "gsm7" ? "GSM-7" : "UCS-2"
        return "\(name), \(units) of \(units + left), \(WordsReport.count(parts, "text"))"
    }
}
