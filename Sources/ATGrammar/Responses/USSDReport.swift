/// `+CUSD: <m>[,<str>[,<dcs>]]` (3GPP TS 27.007 §7.15): what the network says to a service code.
package struct USSDReport: Hashable, Sendable {
    package enum Status: Int, Hashable, Sendable {
        /// Nothing more is wanted.
        case done
        /// The network waits for an answer.
        case answerWanted
        case ended
        /// Another program on the modem has answered.
        case takenElsewhere
        case notSupported
        case timedOut
    }

    package let status: Status
    /// As printed: words, or hexadecimal. Nil if there is none.
    package let text: String?
    /// 3GPP TS 23.038 §5.
    package let dataCoding: Int?

    package init(status: Status, text: String? = nil, dataCoding: Int? = nil) {
        self.status = status
        self.text = text
        self.dataCoding = dataCoding
    }

    /// What a line is worth.
    package enum Reading: Hashable, Sendable {
        case whole(USSDReport)
        /// Its string is still open: the network's words have line ends of their own.
        case unfinished(USSDReport)
    }

    /// Nil for any other line. The string is not looked into: what the network says may hold quotes and commas.
    package static func reading(of line: String) -> Reading? {
        guard line.hasPrefix("+CUSD:") else { return nil }
        let fields = line.dropFirst("+CUSD:".count).split(
            separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard let status = fields.first?.trimmed.decimal.flatMap(Status.init(rawValue:)) else { return nil }
        guard fields.count == 2 else { return .whole(USSDReport(status: status)) }
        let rest = Array(fields[1].utf8).trimmed
        guard let first = rest.first, first != ASCII.comma else { return .whole(USSDReport(status: status)) }
        return first == ASCII.quote ? quoted(rest, status) : .whole(bare(rest, status))
    }

    private static func quoted(_ octets: ArraySlice<UInt8>, _ status: Status) -> Reading {
        let inner = octets.dropFirst()
        guard let end = inner.lastIndex(of: ASCII.quote) else {
            return .unfinished(USSDReport(status: status, text: text(inner)))
        }
        let tail = inner[(end + 1)...].trimmed
        guard tail.first ?? ASCII.comma == ASCII.comma, let coding = coding(tail.dropFirst()) else {
            return .unfinished(USSDReport(status: status, text: text(inner)))
        }
        return .whole(USSDReport(status: status, text: text(inner[..<end]), dataCoding: coding))
    }

    private static func bare(_ octets: ArraySlice<UInt8>, _ status: Status) -> USSDReport {
        guard let comma = octets.lastIndex(of: ASCII.comma), let coding = coding(octets[(comma + 1)...]),
            coding != nil
        else { return USSDReport(status: status, text: text(octets)) }
        return USSDReport(status: status, text: text(octets[..<comma].trimmed), dataCoding: coding)
    }

    /// A number or nothing; nil where anything else stands there.
    private static func coding(_ octets: ArraySlice<UInt8>) -> Int?? {
        let digits = octets.trimmed
        if digits.isEmpty { return .some(nil) }
        guard digits.count <= 3, digits.allSatisfy(ASCII.isDigit) else { return nil }
        return .some(text(digits).decimal)
    }

    private static func text(_ octets: ArraySlice<UInt8>) -> String {
        String(decoding: octets, as: UTF8.self)
    }
}
