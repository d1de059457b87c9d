/// Digits to dial: what a person typed can enter a command only through here.
package struct DialDigits: Hashable, Sendable {
    package let text: String

    /// `0` to `9`, `*`, `#`, and a `+` at the front alone; 1 to 20 of them beside the plus.
    package init?(_ text: String) {
        let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...20).contains(digits.count), digits.allSatisfy(Self.dialable.contains) else { return nil }
        self.text = text
    }

    /// 145 international, 129 unknown (3GPP TS 24.008 §10.5.4.7).
    package var typeOfAddress: Int { text.hasPrefix("+") ? 145 : 129 }

    private static let dialable = Set("0123456789*#".utf8)
}

/// The PIN of a SIM: 4 to 8 digits. Never printed by itself.
package struct PINDigits: Hashable, Sendable, CustomStringConvertible {
    let text: String

    package init?(_ text: String) {
        guard (4...8).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit) else { return nil }
        self.text = text
    }

    package var description: String { "****" }
}

/// A PDU in hexadecimal, as it goes to the prompt.
package struct HexPDU: Hashable, Sendable {
    package let text: String

    /// Whole octets, at most 176 of them: a service centre address and a TPDU of 164 (3GPP TS 23.040 §9.2.3).
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count.isMultiple(of: 2), text.utf8.count <= 352,
            text.utf8.allSatisfy(ASCII.isHexadecimal)
        else { return nil }
        self.text = text
    }

    /// With the Ctrl-Z that sends it.
    package var octets: [UInt8] { Array(text.utf8) + [ASCII.controlZ] }
}

/// What AT+CUSD sends to the network: a code as it is typed, or any octets in hexadecimal.
package struct ServiceString: Hashable, Sendable {
    package let text: String

    /// `0` to `9`, `*`, `#` and `+`; at most 182: packed, they fill the 160 octets that a network takes.
    package init?(code: String) {
        guard (1...182).contains(code.utf8.count), code.utf8.allSatisfy(Self.keys.contains) else {
            return nil
        }
        text = code
    }

    package init?(octets: some Collection<UInt8>) {
        // 182 characters of 16 bits.
        guard (1...364).contains(octets.count) else { return nil }
        text = octets.map { octet in
            let digits = String(octet, radix: 16, uppercase: true)
            return octet < 0x10 ? "0" + digits : digits
        }.joined()
    }

    private static let keys = Set("0123456789*#+".utf8)
}

/// The words that commands take in quotes.
package enum CommandWord: String, CaseIterable, Hashable, Sendable {
    // AT+CSCS
    case gsm = "GSM"
    // AT+QINDCFG
    case callInformation = "ccinfo"
    case ring = "ring"
    case incomingMessage = "smsincoming"
    case memoryFull = "smsfull"
    // AT+QURCCFG
    case resultCodePort = "urcport"
    case allPorts = "all"
    case portForCommands = "usbat"
    // AT+QCFG
    case resultCodeCache = "urc/cache"
    // AT^SIND
    case releaseCause = "ceer"
}
