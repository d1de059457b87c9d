/// Tells apart what a modem printed on one line: `RING+CLIP: "07700900123",129` has two tokens.
///
/// A line is split only where a token that is whole by itself is followed by a well-known start, and never
/// inside a quoted string: the name in `+CLIP: "1",129,,,"+CMTI: x"` belongs to its line, and free text
/// before a well-known start stays one line with it, so that words in a text message cannot pass for a line
/// of the modem.
enum TokenSplitting {
    /// The tokens of one line, at least one unless the line has nothing but noise.
    static func lines(of octets: [UInt8]) -> [String] {
        var rest = withoutNoise(octets).trimmed
        var lines: [String] = []
        while !rest.isEmpty {
            let end = endOfFirstToken(rest)
            lines.append(text(of: rest[..<end].trimmed))
            rest = rest[end...].trimmed
        }
        return lines
    }

    /// Octets as text. Control characters become U+FFFD too: lines end up in logs. In what the network says they may be
    /// letters of its alphabet, and become their pictures.
    static func text(of octets: ArraySlice<UInt8>) -> String {
        let decoded = String(decoding: octets, as: UTF8.self)
        guard octets.contains(where: ASCII.isControl) else { return decoded }
        let isFreeText = WellKnown.prefix(startingAt: octets) == WellKnown.freeText
        var shown = String.UnicodeScalarView()
        for scalar in decoded.unicodeScalars {
            let isControl = scalar.isASCII && ASCII.isControl(UInt8(truncatingIfNeeded: scalar.value))
            shown.append(isControl ? isFreeText ? picture(of: scalar) : "\u{FFFD}" : scalar)
        }
        return String(shown)
    }

    /// U+2401 for 0x01, and so on; U+2421 for 0x7F.
    private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(scalar.value == 0x7F ? 0x2421 : 0x2400 + scalar.value) ?? "\u{FFFD}"
    }

    private static func endOfFirstToken(_ line: ArraySlice<UInt8>) -> Int {
        if let word = WellKnown.word(startingAt: line) {
            let rest = line.dropFirst(word.count).drop(while: ASCII.isBlank)
            return isStart(rest) ? rest.startIndex : line.endIndex
        }
        if let prefix = WellKnown.prefix(startingAt: line) {
            return prefix == WellKnown.freeText ? line.endIndex : endBeforePrefix(line)
        }
        let hexadecimal = line.prefix(while: ASCII.isHexadecimal)
        if hexadecimal.count >= shortestPDU, isStart(line[hexadecimal.endIndex...].drop(while: ASCII.isBlank))
        {
            return hexadecimal.endIndex
        }
        return line.endIndex
    }

    /// Where the next prefixed token begins outside quotes.
    private static func endBeforePrefix(_ line: ArraySlice<UInt8>) -> Int {
        var isQuoted = false
        for position in line.indices.dropFirst() {
            if line[position] == ASCII.quote { isQuoted.toggle() }
            if !isQuoted, WellKnown.marks.contains(line[position]),
                WellKnown.prefix(startingAt: line[position...]) != nil
            {
                return position
            }
        }
        return line.endIndex
    }

    private static func isStart(_ line: ArraySlice<UInt8>) -> Bool {
        WellKnown.word(startingAt: line) != nil || WellKnown.prefix(startingAt: line) != nil
    }

    /// In hexadecimal digits: the service centre octet and the shortest TPDU.
    private static let shortestPDU = 16

    /// Modems print binary while they boot, and line noise while the rate settles. What follows the last such
    /// octet counts if it is a token that is known.
    private static func withoutNoise(_ line: [UInt8]) -> ArraySlice<UInt8> {
        guard let last = lastNoise(line), !isQuoted(line[..<last]) else { return line[...] }
        let rest = line[(last + 1)...].trimmed
        if isStart(rest) || BootLine(line: text(of: rest)) != nil { return rest }
        return line.drop { ASCII.isControl($0) || $0 >= 0x80 }
    }

    /// Whether a known line has an open quote: what a network or a caller put into a string is no start of a token.
    private static func isQuoted(_ line: ArraySlice<UInt8>) -> Bool {
        let quotes = line.count { $0 == ASCII.quote }
        return !quotes.isMultiple(of: 2) && isStart(line.trimmed)
    }

    /// The last octet that is a control character or no UTF-8.
    private static func lastNoise(_ line: [UInt8]) -> Int? {
        guard line.contains(where: { ASCII.isControl($0) || $0 >= 0x80 }) else { return nil }
        var last = line.lastIndex(where: ASCII.isControl)
        var position = line.startIndex
        while position < line.endIndex {
            let length = lengthOfScalar(line[position...])
            if length == 0 { last = max(last ?? position, position) }
            position += max(length, 1)
        }
        return last
    }

    /// Octets of the UTF-8 scalar at the start, 0 if there is none.
    private static func lengthOfScalar(_ octets: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = octets.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return 0 }
        return UTF8.width(scalar)
    }
}
