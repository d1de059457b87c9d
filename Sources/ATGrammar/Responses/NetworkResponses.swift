/// Answer to AT+COPS? (3GPP TS 27.007 §7.3): `+COPS: <mode>[,<format>,<oper>[,<AcT>]]`.
package struct CurrentOperator: Hashable, Sendable {
    /// Nil while there is none.
    package let name: String?
    /// 0 and 1 GSM, 2 UTRAN, 7 E-UTRAN, 11 and 12 NR, among others.
    package let accessTechnology: Int?

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+COPS",
            response[0].integer != nil
        else { return nil }
        name = response[2].isEmpty ? nil : response[2].text
        accessTechnology = response[3].integer
    }
}

/// Answer to AT+CSCA? (3GPP TS 27.005 §3.3.1): the service centre that texts go through.
package struct ServiceCentre: Hashable, Sendable {
    /// Nil if the SIM has none, without which nothing can be sent.
    package let number: SubscriberNumber?

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CSCA",
            !response.fields.isEmpty
        else { return nil }
        number = SubscriberNumber(digits: response[0].text.trimmed, typeOfAddress: response[1].integer)
    }
}

/// A line of the answer to AT+CNUM (3GPP TS 27.007 §7.1): `+CNUM: [<alpha>],<number>,<type>[,...]`.
package struct OwnNumber: Hashable, Sendable {
    package let number: SubscriberNumber

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CNUM",
            let number = SubscriberNumber(
                digits: response[1].text.trimmed, typeOfAddress: response[2].integer)
        else { return nil }
        self.number = number
    }
}

/// Answer to AT+CCLK? (3GPP TS 27.007 §8.15): `+CCLK: "yy/MM/dd,hh:mm:ss±zz"`, the zone in quarters of an
/// hour.
package struct ClockReading: Hashable, Sendable {
    /// As printed, without the quotes. A modem that was never told the time shows a year long past.
    package let text: String

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CCLK"
        else { return nil }
        // Some modems leave the quotes out, so that the comma cuts the reading in two.
        self.init(text: response[0].isQuoted ? response[0].text : response.text)
    }

    /// The reading by itself.
    init?(text reading: String) {
        let shape = reading.utf8.map { ASCII.isDigit($0) ? UInt8(ascii: "0") : $0 }
        let shapes = ["00/00/00,00:00:00", "0000/00/00,00:00:00"].map { Array($0.utf8) }
        guard let time = shapes.first(where: shape.starts), Self.isZone(Array(shape.dropFirst(time.count)))
        else { return nil }
        text = reading
    }

    private static func isZone(_ shape: [UInt8]) -> Bool {
        guard let sign = shape.first else { return true }
        let digits = shape.dropFirst()
        return (sign == UInt8(ascii: "+") || sign == ASCII.hyphen) && (1...2).contains(digits.count)
            && digits.allSatisfy(ASCII.isDigit)
    }
}
