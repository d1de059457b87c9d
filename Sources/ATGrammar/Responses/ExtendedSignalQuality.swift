/// Answer to AT+CESQ (3GPP TS 27.007 §8.69): `+CESQ: <rxlev>,<ber>,<rscp>,<ecno>,<rsrq>,<rsrp>`.
///
/// On LTE some modems answer AT+CSQ with 99 for ever and know the strength here.
package struct ExtendedSignalQuality: Hashable, Sendable {
    /// Of the network that is used, in dBm: the received power of GSM, of the pilot of UMTS or of the reference signals
    /// of LTE; nil if none is known.
    package let decibelMilliwatts: Int?

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CESQ",
            response.fields.count >= 6
        else { return nil }
        decibelMilliwatts =
            Self.strength(response[5], upTo: 97, from: -141) ?? Self.strength(
                response[2], upTo: 96, from: -121)
            ?? Self.strength(response[0], upTo: 63, from: -111)
    }

    /// The lowest step of each scale means "or less".
    private static func strength(_ field: ResponseField, upTo last: Int, from floor: Int) -> Int? {
        field.integer.flatMap { (0...last).contains($0) ? floor + $0 : nil }
    }
}
