/// The numbers behind +CME ERROR and +CMS ERROR, and their texts, in both directions.
package enum EquipmentErrors {
    /// +CME ERROR (3GPP TS 27.007 §9.2).
    package static func equipmentText(_ code: Int) -> String? {
        equipmentTexts[code]
    }

    package static func equipmentCode(_ text: String) -> Int? {
        equipmentCodes[folded(text)]
    }

    /// +CMS ERROR (3GPP TS 27.005 §3.2.5): below 128 a cause of 3GPP TS 24.011 Annex E-2, below 256 a failure
    /// cause of 3GPP TS 23.040 §9.2.3.22.
    package static func messageServiceText(_ code: Int) -> String? {
        messageServiceTexts[code]
    }

    package static func messageServiceCode(_ text: String) -> Int? {
        messageServiceCodes[folded(text)]
    }

    static func description(_ family: String, code: Int?, text: String?) -> String {
        switch (code, text) {
        case (let code?, let text?): "\(family) error \(code): \(text)"
        case (let code?, nil): "\(family) error \(code)"
        case (nil, let text?): "\(family) error: \(text)"
        case (nil, nil): "\(family) error without a number"
        }
    }

    private static let equipmentCodes = codes(of: equipmentTexts, and: equipmentSpellings)
    private static let messageServiceCodes = codes(of: messageServiceTexts, and: messageServiceSpellings)

    private static func codes(of texts: [Int: String], and spellings: [String: Int]) -> [String: Int] {
        var codes: [String: Int] = [:]
        // Where two codes have one text the smaller is meant.
        for (code, text) in texts.sorted(by: { $0.key > $1.key }) { codes[folded(text)] = code }
        for (text, code) in spellings { codes[folded(text)] = code }
        return codes
    }

    /// Case, blanks and punctuation differ from modem to modem, and so does the "(U)" of "(U)SIM".
    private static func folded(_ text: String) -> String {
        let letters = text.lowercased().utf8.filter { ASCII.isLetter($0) || ASCII.isDigit($0) }
        let folded = String(decoding: letters, as: UTF8.self)
        return folded.split(separator: "usim", omittingEmptySubsequences: false).joined(separator: "sim")
    }
}
