/// Inputs of a fuzzer in one file: a line of hexadecimal for each, and after a `#` what it is.
package enum HexLines {
    /// Nil if a line is neither.
    package static func inputs(of text: String) -> [[UInt8]]? {
        var inputs: [[UInt8]] = []
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            let digits = line.prefix { $0 != UInt8(ascii: "#") }.filter { $0 != UInt8(ascii: " ") }
            if digits.isEmpty { continue }
            guard let input = octets(of: digits) else { return nil }
            inputs.append(input)
        }
        return inputs
    }

    package static func line(of input: [UInt8]) -> String {
        input.map { octet in
            let digits = String(octet, radix: 16, uppercase: true)
            return octet < 16 ? "0" + digits : digits
        }.joined()
    }

    private static func octets(of digits: [UInt8]) -> [UInt8]? {
        guard digits.count.isMultiple(of: 2) else { return nil }
        var octets: [UInt8] = []
        for position in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[position...position + 1], as: UTF8.self)
            guard let octet = UInt8(pair, radix: 16) else { return nil }
            octets.append(octet)
        }
        return octets
    }
}
