/// The starts that are safe to split a line at.
enum WellKnown {
    /// Tokens that are whole without any field.
    static let words: [[UInt8]] = [
        "OK", "ERROR", "RING", "NO CARRIER", "NO ANSWER", "NO DIALTONE", "NO DIAL TONE", "BUSY", "CONNECT",
        "RDY",
    ].map { Array($0.utf8) }

    /// The first characters of prefixed tokens that may follow another token.
    static let marks: Set<UInt8> = Set("+^*#%_MV".utf8)

    static let prefixes: Set<String> = [
        // Final results
        "+CME ERROR", "+CMS ERROR",
        // Calls
        "+CRING", "+CLIP", "+CCWA", "+CLCC", "+CSSU", "+CSSI", "+CIEV", "+QIND", "+UCALLSTAT", "+XCALLSTAT",
        "+WIND",
        "^DSCI", "^SLCC", "^CEND", "^CONN", "^CONF", "^ORIG", "^CCALLSTATE", "*ECAV", "#ECAM", "MISSED_CALL",
        "VOICE CALL", "_OLCC", "%CPI", "+ECPI",
        // Messages
        "+CMTI", "+CMT", "+CDS", "+CDSI", "+CBM", "+CBMI", "+CMGS", "+CMGR", "+CMGL", "^SMMEMFULL",
        // Answers and noise that stand beside them
        "+CREG", "+CGREG", "+CEREG", "+CSQ", "+CPIN", "+CNUM", "+COPS", "+CPMS", "+CUSD", "+CTZV", "+CGEV",
        "^RSSI",
        "^HCSQ", "^MODE", "^BOOT", "^SIMST", "^SRVST", "+ZUSIMR",
    ]

    /// Its string comes from the network and may hold quotes: nothing in it is looked at.
    static let freeText = "+CUSD"

    static func word(startingAt line: ArraySlice<UInt8>) -> [UInt8]? {
        words.first { line.starts(with: $0) }
    }

    /// The prefix that ends with a colon at the start of the line.
    static func prefix(startingAt line: ArraySlice<UInt8>) -> String? {
        guard let first = line.first, marks.contains(first),
            let colon = line.prefix(longestPrefix + 1).firstIndex(of: ASCII.colon)
        else { return nil }
        let name = String(decoding: line[..<colon], as: UTF8.self)
        return prefixes.contains(name) ? name : nil
    }

    private static let longestPrefix = 12
}
