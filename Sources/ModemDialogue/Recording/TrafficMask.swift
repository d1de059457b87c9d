import ATGrammar

/// Masks what goes over a port, line by line, as it passes.
///
/// A line is held until it is whole: half a number would not be known for one. What a line is about is known from its
/// own beginning, from the line before it (a PDU follows its header) and from the command that it may answer.
struct TrafficMask: Sendable {
    private static let longestLine = 4096
    /// Of a text of the network that has line ends in it.
    private static let longestText = 16

    let mask: Mask
    private var partial: [UInt8] = []
    private var isOverlong = false
    /// A line has told that a message follows.
    private var expectsBody = false
    /// A quotation was opened: so many lines may still belong to it.
    private var quotedLines = 0
    /// A PIN or a password is on its way.
    private var isSecret = false

    init(_ mask: Mask) {
        self.mask = mask
    }

    // MARK: From the modem

    /// What of it is whole, masked.
    mutating func received(_ octets: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        for octet in octets {
            if LineEnd.contains(octet) {
                result += takePartial() + [octet]
                isOverlong = false
            } else {
                partial.append(octet)
                guard partial.count >= Self.longestLine else { continue }
                result += takePartial()
                isOverlong = true
            }
        }
        // A prompt has no end of line.
        if partial == [0x3E] || partial == [0x3E, 0x20] { result += takePartial() }
        return result
    }

    /// The line that is not whole yet, and forgets it.
    mutating func takePartial() -> [UInt8] {
        defer { partial = [] }
        return partial.isEmpty ? [] : masked(partial)
    }

    private mutating func masked(_ line: [UInt8]) -> [UInt8] {
        guard !isOverlong, line.count < Self.longestLine else { return mask.letters(line.count, for: line) }
        // The echo of a PDU stands behind the prompt.
        let lead = line.prefix { $0 == 0x3E || $0 == 0x20 }
        return lead + maskedLine(Array(line.dropFirst(lead.count)))
    }

    private mutating func maskedLine(_ line: [UInt8]) -> [UInt8] {
        if quotedLines > 0 { return maskedQuotation(line) }
        if LineKind.isPDU(line, isAwaited: expectsBody) {
            expectsBody = false
            return mask.pdu(line)
        }
        if LineKind.isCommand(line) { return LineMask(mask).command(line) }
        let isReport = LineKind.isReport(line)
        if isSecret, !isReport { return line.map { ASCIIOctet.isDigit($0) ? 0x30 : $0 } }
        if expectsBody, !isReport, !LineKind.isWord(line) {
            expectsBody = false
            return mask.letters(line.count, for: line)
        }
        let report = LineMask(mask).report(line)
        if report.announcesBody { expectsBody = true }
        if report.leavesQuotationOpen { quotedLines = Self.longestText }
        return report.masked
    }

    private mutating func maskedQuotation(_ line: [UInt8]) -> [UInt8] {
        quotedLines -= 1
        guard let end = line.firstIndex(of: 0x22) else { return mask.letters(line.count, for: line) }
        quotedLines = 0
        return mask.letters(end, for: line[..<end]) + line[end...]
    }

    // MARK: To the modem

    mutating func sent(_ octets: [UInt8]) -> [UInt8] {
        isSecret = false
        var (result, line) = ([UInt8](), [UInt8]())
        for octet in octets + [0x0D] {
            guard LineEnd.contains(octet) else {
                line.append(octet)
                continue
            }
            isSecret = isSecret || LineKind.isSecret(line)
            result += maskedOutput(line) + [octet]
            line = []
        }
        return Array(result.dropLast())
    }

    private func maskedOutput(_ line: [UInt8]) -> [UInt8] {
        if LineKind.isPDU(line, isAwaited: true) { return mask.pdu(line) }
        return LineKind.isCommand(line) ? LineMask(mask).command(line) : LineMask(mask).report(line).masked
    }
}

private enum LineEnd {
    /// CR, LF, Ctrl-Z, ESC.
    static func contains(_ octet: UInt8) -> Bool {
        octet == 0x0D || octet == 0x0A || octet == 0x1A || octet == 0x1B
    }
}

/// What kind of line it is, by its looks.
enum LineKind {
    private static let secretNames = ["CPIN", "CLCK", "CPWD", "PUK"]

    static func isPDU(_ line: [UInt8], isAwaited: Bool) -> Bool {
        guard line.count >= (isAwaited ? 4 : 16), line.allSatisfy(ASCIIOctet.isHexadecimal) else {
            return false
        }
        return isAwaited || !isIdentity(line)
    }

    /// An IMEI, an IMSI, or an ICCID, which a card may hold with an F in its last octet.
    static func isIdentity(_ octets: [UInt8]) -> Bool {
        (14...22).contains(octets.count) && octets.dropLast(2).allSatisfy(ASCIIOctet.isDigit)
            && octets.suffix(2).allSatisfy { ASCIIOctet.isDigit($0) || $0 & 0xDF == UInt8(ascii: "F") }
    }

    static func isCommand(_ line: [UInt8]) -> Bool {
        line.count >= 2 && line[0] & 0xDF == UInt8(ascii: "A") && line[1] & 0xDF == UInt8(ascii: "T")
    }

    /// A command that carries a PIN or a password.
    static func isSecret(_ line: [UInt8]) -> Bool {
        guard isCommand(line), line.contains(UInt8(ascii: "=")) else { return false }
        let name = String(decoding: line.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self).uppercased()
        return secretNames.contains { name.contains($0) }
    }

    /// `+CREG: 1`, `^RSSI:20`, `%CPI: 1`
    static func isReport(_ line: [UInt8]) -> Bool {
        guard let first = line.first else { return false }
        return "+^%*$#_&".utf8.contains(first)
    }

    static func isWord(_ line: [UInt8]) -> Bool {
        let text = String(decoding: line, as: UTF8.self)
        return FinalResultCode(line: text) != nil || text == "RING"
    }
}
