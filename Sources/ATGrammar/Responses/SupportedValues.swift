/// Answer to a test command `=?` (V.250 §5.4.4.2): for each parameter the values that it takes.
/// `(0-3),(0,1)`.
package struct SupportedValues: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
        case range(ClosedRange<Int>)
        case text(String)
    }

    package let groups: [[Value]]
    /// Whether there were brackets; without them each value stands as a group of its own.
    package let isGrouped: Bool

    package init?(line: String, prefix: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == prefix
        else { return nil }
        self.init(response.text)
    }

    package init(_ text: String) {
        var scanner = ValueListScanner(octets: Array(text.utf8))
        groups = scanner.scanGroups()
        isGrouped = scanner.foundBracket
    }

    /// Whether the modem says that the parameter at this position, from 0, takes a number.
    package func allows(_ number: Int, at position: Int) -> Bool {
        guard groups.indices.contains(position) else { return false }
        return groups[position].contains { value in
            guard case .range(let range) = value else { return false }
            return range.contains(number)
        }
    }
}

/// Reads lists of values. Values are apart by commas or blanks, brackets may be doubled or missing.
private struct ValueListScanner {
    private let octets: [UInt8]
    private var position = 0
    private(set) var foundBracket = false

    init(octets: [UInt8]) {
        self.octets = octets
    }

    mutating func scanGroups() -> [[SupportedValues.Value]] {
        var groups: [[SupportedValues.Value]] = []
        var group: [SupportedValues.Value]?
        while position < octets.endIndex {
            switch octets[position] {
            case ASCII.openingBracket:
                foundBracket = true
                group = []
                position += 1
            case ASCII.closingBracket:
                if let ended = group { groups.append(ended) }
                group = nil
                position += 1
            case ASCII.comma, ASCII.blank, ASCII.tab:
                position += 1
            default:
                guard let value = scanValue() else { continue }
                if group == nil { groups.append([value]) } else { group?.append(value) }
            }
        }
        if let unended = group { groups.append(unended) }
        return groups
    }

    private mutating func scanValue() -> SupportedValues.Value? {
        if octets[position] == ASCII.quote { return scanQuoted() }
        let word = octets[position...].prefix {
            ![ASCII.comma, ASCII.blank, ASCII.tab, ASCII.openingBracket, ASCII.closingBracket].contains($0)
        }
        position = word.endIndex
        let text = String(decoding: word, as: UTF8.self)
        return range(text).map { .range($0) } ?? .text(text)
    }

    private mutating func scanQuoted() -> SupportedValues.Value {
        let word = octets[(position + 1)...].prefix { $0 != ASCII.quote }
        position = min(word.endIndex + 1, octets.endIndex)
        return .text(String(decoding: word, as: UTF8.self))
    }

    /// `3` or `0-3`; a range that runs backwards is none.
    private func range(_ text: String) -> ClosedRange<Int>? {
        if let number = text.decimal { return number...number }
        let ends = text.split(separator: "-", maxSplits: 1)
        guard ends.count == 2, let lower = ends[0].decimal, let upper = ends[1].decimal, lower <= upper else {
            return nil
        }
        return lower...upper
    }
}
