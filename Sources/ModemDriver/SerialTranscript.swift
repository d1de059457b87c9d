/// The last lines that went over a port, fit to be shown in a report of a fault: numbers are masked, and of a
/// message only the length is kept.
package struct SerialTranscript: Sendable {
    package enum Direction: String, Sendable {
        case sent = ">"
        case received = "<"
    }

    private let capacity: Int
    private var kept: [String] = []
    private var nextIndex = 0
    private var partial: [Direction: [UInt8]] = [:]
    /// The line before told that a message follows.
    private var isBodyNext = false

    package init(capacity: Int = 200) {
        self.capacity = max(1, capacity)
    }

    /// Oldest first.
    package var lines: [String] {
        Array(kept[nextIndex...] + kept[..<nextIndex])
    }

    package mutating func record(_ octets: some Sequence<UInt8>, _ direction: Direction) {
        var line = partial[direction] ?? []
        for octet in octets {
            switch octet {
            case 0x0A, 0x0D, 0x1A, 0x1B:
                if !line.isEmpty { append(String(decoding: line, as: UTF8.self), direction) }
                line = []
            default:
                // A line without an end is not let grow; what is kept of it is more than a person reads.
                if line.count < 1024 { line.append(octet) }
            }
        }
        partial[direction] = line
    }

    private mutating func append(_ line: String, _ direction: Direction) {
        let text = "\(direction.rawValue) \(masked(line, direction))"
        if kept.count < capacity {
            kept.append(text)
        } else {
            kept[nextIndex] = text
            nextIndex = (nextIndex + 1) % capacity
        }
    }

    private mutating func masked(_ line: String, _ direction: Direction) -> String {
        if line.utf8.count >= 16, line.utf8.allSatisfy(isHexDigit) {
            isBodyNext = false
            return "<PDU of \(line.utf8.count / 2) octets>"
        }
        guard direction == .received else { return SerialTranscript.maskedCommand(line) }
        if isBodyNext {
            isBodyNext = false
            return "<\(line.count) characters>"
        }
        // 3GPP TS 27.005 §3: each of these is followed by a line with the message.
        isBodyNext = ["+CMT:", "+CMGR:", "+CMGL:", "+CDS:", "+CBM:"].contains { line.hasPrefix($0) }
        return SerialTranscript.maskingDigits(in: SerialTranscript.maskingNames(in: line))
    }

    private static func maskedCommand(_ line: String) -> String {
        guard !line.uppercased().hasPrefix("AT+CPIN=") else { return "AT+CPIN=<PIN>" }
        return maskingDigits(in: line)
    }

    /// Runs of six digits or more, but for the last two.
    private static func maskingDigits(in line: String) -> String {
        var result = ""
        var digits = ""
        func flush() {
            let isNumber = digits.count >= 6
            result += isNumber ? String(repeating: "x", count: digits.count - 2) + digits.suffix(2) : digits
            digits = ""
        }
        for character in line {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                result.append(character)
            }
        }
        flush()
        return result
    }

    /// A line that announces a caller may carry the name that the SIM's phone book has for the number.
    private static func maskingNames(in line: String) -> String {
        guard ["+CLIP:", "+CLCC:", "+CCWA:", "+CNUM:", "+QIND: \"ccinfo\""].contains(where: line.hasPrefix)
        else {
            return line
        }
        let pieces = line.split(separator: "\"", omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece in
            let isQuoted = index % 2 == 1
            return isQuoted && piece != "ccinfo" && piece.contains(where: \.isLetter)
                ? "<name>" : String(piece)
        }.joined(separator: "\"")
    }
}

private func isHexDigit(_ octet: UInt8) -> Bool {
    switch octet {
    case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
    default: false
    }
}
