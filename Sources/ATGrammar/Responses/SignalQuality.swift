/// Answer to AT+CSQ (3GPP TS 27.007 §8.5): `+CSQ: <rssi>,<ber>`.
package struct SignalQuality: Hashable, Sendable {
    /// Received signal strength in dBm; nil if not known. The ends of the scale mean "or less" and "or more".
    package let decibelMilliwatts: Int?
    /// RXQUAL 0 to 7; nil if not known.
    package let bitErrorRate: Int?

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CSQ",
            let reading = response[0].integer
        else { return nil }
        decibelMilliwatts = Self.strength(reading)
        bitErrorRate = response[1].integer.flatMap { (0...7).contains($0) ? $0 : nil }
    }

    private static func strength(_ reading: Int) -> Int? {
        switch reading {
        case 0...31: -113 + 2 * reading
        // SIMCom's second scale, for TD-SCDMA and LTE.
        case 100...191: -116 + (reading - 100)
        default: nil
        }
    }
}
