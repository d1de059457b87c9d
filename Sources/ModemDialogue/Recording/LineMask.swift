import SMSCodec

/// Masks one line of an AT conversation, by its name and its fields.
struct LineMask {
    struct Report {
        var masked: [UInt8]
        /// The line after it is a message.
        var announcesBody = false
        /// A quotation goes on behind the end of the line.
        var leavesQuotationOpen = false
    }

    /// 3GPP TS 27.005 §3: each of these is followed by a line with the message.
    private static let bodyNames: Set = ["+CMT", "+CMGR", "+CMGL", "+CDS", "+CBM"]
    /// Whatever is quoted in these was written by a person, or says who one is.
    private static let textNames: Set = ["+CUSD", "+CNUM", "+CPBR", "+CPBF", "+CPBW"]
    /// Digits in these are those of a network, and no number of anybody.
    private static let networkNames: Set = ["+COPS", "+COPN", "+CCLK", "+CTZV", "+CTZE", "+CSCS", "+CPOL"]
    /// Where the box is.
    private static let placeNames: Set = ["+CREG", "+CGREG", "+CEREG", "+C5GREG"]

    private let mask: Mask

    init(_ mask: Mask) {
        self.mask = mask
    }

    // MARK: Commands

    func command(_ line: [UInt8]) -> [UInt8] {
        if LineKind.isSecret(line) { return withoutSecret(line) }
        if line.count > 2, line[2] & 0xDF == UInt8(ascii: "D") {
            return line.prefix(3) + mask.number(Array(line.dropFirst(3)))
        }
        let octets = line.dropFirst(2).prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "?") }
        let name = String(decoding: octets, as: UTF8.self).uppercased()
        // What is asked of the network is a code; what it answers is a text.
        return fields(line, name: name == "+CUSD" ? LineMask.codeName : name).masked
    }

    private static let codeName = "AT+CUSD"

    /// Zeros for the digits of what is quoted, and of what is long enough to be a secret without quotes.
    private func withoutSecret(_ line: [UInt8]) -> [UInt8] {
        var result = Array(line.prefix { $0 != UInt8(ascii: "=") })
        var isQuoted = false
        let fields = line.dropFirst(result.count)
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        for (index, field) in fields.enumerated() {
            let isLong = field.count { ASCIIOctet.isDigit($0) } >= 4
            if index > 0 { result.append(UInt8(ascii: ",")) }
            for octet in field {
                if octet == 0x22 { isQuoted.toggle() }
                result.append(ASCIIOctet.isDigit(octet) && (isQuoted || isLong) ? 0x30 : octet)
            }
        }
        return result
    }

    // MARK: Lines of the modem

    func report(_ line: [UInt8]) -> Report {
        let name = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).uppercased()
        var report = fields(line, name: name)
        // Some modems print header and message on one line.
        let isWhole = LineMask.hasLongHexadecimal(line)
        report.announcesBody = LineMask.bodyNames.contains(name) && !isWhole
        report.leavesQuotationOpen = report.leavesQuotationOpen && name == "+CUSD"
        return report
    }

    private static func hasLongHexadecimal(_ line: [UInt8]) -> Bool {
        line.split { !ASCIIOctet.isHexadecimal($0) }.contains { $0.count >= 24 }
    }

    private func fields(_ line: [UInt8], name: String) -> Report {
        var masked: [UInt8] = []
        var isQuoted = false
        var hasNumber = false
        for piece in line.split(separator: 0x22, omittingEmptySubsequences: false) {
            if isQuoted {
                masked.append(0x22)
                masked += quoted(Array(piece), name: name, hasNumber: &hasNumber)
            } else {
                if !masked.isEmpty { masked.append(0x22) }
                masked += LineMask.networkNames.contains(name) ? Array(piece) : bare(Array(piece))
            }
            isQuoted.toggle()
        }
        // The pieces alternate; one that ends inside a quotation has turned the flag once more.
        return Report(masked: masked, leavesQuotationOpen: !isQuoted)
    }

    /// Outside of quotes: long digits are numbers, longer hexadecimal is a PDU.
    private func bare(_ octets: [UInt8]) -> [UInt8] {
        runs(in: octets, of: ASCIIOctet.isHexadecimal) { run in
            if LineKind.isIdentity(run) { return mask.number(run) }
            let isDecimal = run.allSatisfy(ASCIIOctet.isDigit)
            guard run.count >= 24 || run.count >= 10 && !isDecimal else { return longNumbers(run) }
            return isDecimal ? mask.scrambled(run) : mask.pdu(run)
        }
    }

    private func quoted(_ octets: [UInt8], name: String, hasNumber: inout Bool) -> [UInt8] {
        if LineMask.networkNames.contains(name) { return octets }
        if LineMask.placeNames.contains(name) { return mask.scrambled(octets) }
        if let text = LineMask.wide(octets) {
            var isNumber = hasNumber
            let masked = plain(text, name: name, hasNumber: &isNumber)
            hasNumber = isNumber
            return LineMask.widened(masked)
        }
        return plain(octets, name: name, hasNumber: &hasNumber)
    }

    private func plain(_ octets: [UInt8], name: String, hasNumber: inout Bool) -> [UInt8] {
        if name == "+CUSD" { return networkText(octets) }
        if name == LineMask.codeName { return code(octets) }
        if LineMask.isNumber(octets) || LineKind.isIdentity(octets) {
            hasNumber = true
            return mask.number(octets)
        }
        // The name that a phone book has for a number stands behind it.
        let isText =
            LineMask.textNames.contains(name) || hasNumber && octets.contains(where: ASCIIOctet.isLetter)
        return isText ? mask.letters(octets.count, for: octets) : longNumbers(octets)
    }

    /// The answer to a USSD code: a text, or one in hexadecimal.
    private func networkText(_ octets: [UInt8]) -> [UInt8] {
        guard octets.count % 2 == 0, octets.count >= 4,
            let packed = HexOctets.decode(String(decoding: octets, as: UTF8.self))
        else { return mask.letters(octets.count, for: octets) }
        return Array(HexOctets.encode(mask.packed(packed)).utf8)
    }

    /// A USSD code: a voucher's number in it is masked, `*100#` is everybody's.
    private func code(_ octets: [UInt8]) -> [UInt8] {
        let isPlain = octets.contains { "*#".utf8.contains($0) } || octets.count < 4
        return isPlain ? longNumbers(octets) : networkText(octets)
    }

    // MARK: Pieces

    /// Digits, perhaps with a plus, a star, a hash: three at least.
    private static func isNumber(_ octets: [UInt8]) -> Bool {
        octets.count { ASCIIOctet.isDigit($0) } >= 3
            && octets.allSatisfy { ASCIIOctet.isDigit($0) || "+*#".utf8.contains($0) }
    }

    private func longNumbers(_ octets: [UInt8]) -> [UInt8] {
        runs(in: octets, of: ASCIIOctet.isDigit) { $0.count >= 6 ? mask.number($0) : $0 }
    }

    private func runs(
        in octets: [UInt8], of belongs: (UInt8) -> Bool, _ transform: ([UInt8]) -> [UInt8]
    ) -> [UInt8] {
        var (result, run) = ([UInt8](), [UInt8]())
        for octet in octets {
            if belongs(octet) {
                run.append(octet)
            } else {
                result += transform(run) + [octet]
                run = []
            }
        }
        return result + transform(run)
    }

    /// UCS-2 in hexadecimal, of letters that have an octet for themselves.
    private static func wide(_ octets: [UInt8]) -> [UInt8]? {
        guard octets.count >= 8, octets.count % 4 == 0,
            let units = HexOctets.decode(String(decoding: octets, as: UTF8.self))
        else { return nil }
        let isWide = stride(from: 0, to: units.count, by: 2).allSatisfy { units[$0] <= 0x20 }
        let hasLatin = stride(from: 0, to: units.count, by: 2).contains { units[$0] == 0 }
        return isWide && hasLatin ? stride(from: 1, to: units.count, by: 2).map { units[$0] } : nil
    }

    private static func widened(_ octets: [UInt8]) -> [UInt8] {
        Array(HexOctets.encode(octets.flatMap { [0, $0] }).utf8)
    }
}
