/// Readers for the answers that say who a modem and its SIM are. Modems print them bare or behind a prefix,
/// quoted or not.
package enum Identity {
    /// Manufacturer, model, firmware: the text of the line.
    package static func text(line: String) -> String? {
        let text = value(line)
        return text.isEmpty ? nil : text
    }

    /// IMEI (AT+CGSN): 14 to 17 digits.
    package static func equipmentIdentity(line: String) -> String? {
        let text = value(line)
        return (14...17).contains(text.utf8.count) && text.utf8.allSatisfy(ASCII.isDigit) ? text : nil
    }

    /// IMSI (AT+CIMI): 6 to 15 digits (3GPP TS 23.003 §2.2).
    package static func subscriberIdentity(line: String) -> String? {
        let text = value(line)
        return (6...15).contains(text.utf8.count) && text.utf8.allSatisfy(ASCII.isDigit) ? text : nil
    }

    /// ICCID (ITU-T E.118): 18 to 20 digits that begin with 89, without the F that fills the last octet.
    ///
    /// Huawei prints the octets as the card stores them, digits swapped in pairs: 98 at the front.
    package static func cardIdentity(line: String) -> String? {
        let text = value(line).uppercased()
        guard (18...22).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isHexadecimal) else {
            return nil
        }
        let digits = unfilled(text.hasPrefix("98") ? swapped(text) : text)
        guard digits.hasPrefix("89"), digits.utf8.count >= 18, digits.utf8.allSatisfy(ASCII.isDigit) else {
            return nil
        }
        return digits
    }

    private static func value(_ line: String) -> String {
        guard let response = InformationResponse(line: line) else { return unquoted(line) }
        return response.fields.count == 1 ? response[0].text : response.text
    }

    private static func unquoted(_ line: String) -> String {
        let text = line.trimmed
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        return String(text.dropFirst().dropLast())
    }

    private static func swapped(_ text: String) -> String {
        var octets = Array(text.utf8)
        for position in stride(from: 0, to: octets.count - 1, by: 2) { octets.swapAt(position, position + 1) }
        return String(decoding: octets, as: UTF8.self)
    }

    private static func unfilled(_ text: String) -> String {
        var rest = text[...]
        while rest.hasSuffix("F") { rest.removeLast() }
        return String(rest)
    }
}
