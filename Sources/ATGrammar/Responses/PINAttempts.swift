/// How many attempts at the PIN of the SIM are left, in the dialect of each family: +CPINR (3GPP TS 27.007 §8.65) and
/// what makers had before it.
package enum PINAttempts {
    /// Nil for a line that does not tell.
    package static func left(line: String) -> Int? {
        guard let response = InformationResponse(line: line) else { return named(line) }
        guard response.isComplete, let count = field(response).integer, plausible.contains(count) else {
            return nil
        }
        return count
    }

    /// A SIM counts in four bits (ETSI TS 102 221 §11.1.9).
    private static let plausible = 0...15

    private static func field(_ response: InformationResponse) -> ResponseField {
        switch response.prefix {
        // One line for each secret.
        case "+CPINR" where response[0].text.uppercased() == "SIM PIN": response[1]
        case "+QPINC" where response[0].text.uppercased() == "SC": response[1]
        // What is asked for and its attempts, then those of PUK, PIN, PUK2 and PIN2.
        case "^CPIN":
            response[3].isEmpty && response[0].text.uppercased() == "SIM PIN" ? response[1] : response[3]
        // Of every secret, the PIN's first.
        case "+SPIC", "+UPINCNT", "+CPINC", "+ZPINPUK", "*EPIN", "%PINNUM", "+XPINCNT": response[0]
        // Of what is asked for at the moment, which is for the dialogue to know.
        case "#PCT", "^SPIC": response[0]
        default: .omitted
        }
    }

    /// `PIN1=3; PUK1=10; PIN2=3; PUK2=10`, the answer to AT+CPNNUM.
    private static func named(_ line: String) -> Int? {
        let name = "PIN1="
        guard line.hasPrefix(name) else { return nil }
        let digits = line.dropFirst(name.count).prefix { $0.isASCII && $0.isNumber }
        return String(digits).decimal.flatMap { plausible.contains($0) ? $0 : nil }
    }
}
