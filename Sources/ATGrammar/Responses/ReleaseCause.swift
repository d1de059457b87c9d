/// Why a call ended, as the network said it (3GPP TS 24.008 §10.5.4.11).
package struct ReleaseCause: Hashable, Sendable {
    /// 16 normal call clearing, 17 user busy, 26 non-selected user clearing.
    package let code: Int

    /// 1 to 127 of the network; what a modem counts beyond them is its own.
    package init?(code: Int) {
        guard (1...127).contains(code) else { return nil }
        self.code = code
    }

    /// Nil for words that are the modem's own: `Client ended call`.
    package init?(words: String) {
        guard let code = Self.codes[Self.folded(words)] else { return nil }
        self.code = code
    }

    /// The answer to AT+CEER (RULE 34), as far as it is the network's word: known words in any of its fields, or
    /// Siemens' `8,26` and `8,26,0`, where 8 says that the number is a cause of call control. Other makers' numbers
    /// have no common meaning.
    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CEER"
        else { return nil }
        if let known = Self(words: response.text)
            ?? response.fields.lazy.compactMap({ Self(words: $0.text) }).first
        {
            self = known
        } else if (2...3).contains(response.fields.count), response[0].integer == 8,
            let code = response[1].integer
        {
            self.init(code: code)
        } else {
            return nil
        }
    }

    /// Makers differ in case, hyphens and commas.
    private static func folded(_ words: String) -> String {
        String(decoding: words.utf8.filter(ASCII.isLetter).map { $0 | 0x20 }, as: UTF8.self)
    }

    private static let codes: [String: Int] = {
        let words = [
            1: ["Unassigned number", "Unassigned/unallocated number", "Unassigned (unallocated) number"],
            16: ["Normal call clearing", "Normal clearing"], 17: ["User busy"], 18: ["No user responding"],
            19: ["User alerting, no answer"], 21: ["Call rejected"], 22: ["Number changed"],
            25: ["Pre-emption"],
            // VoLTE says it in words of its own (RFC 3326).
            26: ["Non-selected user clearing", "Call completed elsewhere", "Answered elsewhere"],
            27: ["Destination out of order"], 28: ["Invalid/incomplete number", "Invalid number format"],
            29: ["Facility rejected"], 31: ["Normal, unspecified"], 34: ["No circuit/channel available"],
            38: ["Network out of order"], 41: ["Temporary failure"], 42: ["Switching equipment congestion"],
            50: ["Requested facility not subscribed"],
        ]
        return words.reduce(into: [:]) { codes, row in for word in row.value { codes[folded(word)] = row.key }
        }
    }()
}
