/// A line of the answer to AT+CCFC=<reason>,2 (3GPP TS 27.007 §7.11): `+CCFC: <status>,<class1>[,<number>,<type>[,
/// <subaddr>,<satype>[,<time>]]]`. Networks send one for each class of service, or one for all.
package struct ForwardingResponse: Hashable, Sendable {
    package let isActive: Bool
    /// Whether it is about calls in which people speak: bit 0 of the class.
    package let isForVoice: Bool
    package let number: SubscriberNumber?
    /// Seconds.
    package let time: Int?

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CCFC",
            response[0].form == .bare, let status = response[0].integer, (0...1).contains(status)
        else { return nil }
        isActive = status == 1
        // Some modems leave the class out where nothing is diverted.
        isForVoice = response[1].integer.map { $0 & 1 == 1 } ?? true
        number = SubscriberNumber(digits: response[2].text.trimmed, typeOfAddress: response[3].integer)
        time = response[6].integer.flatMap { (1...60).contains($0) ? $0 : nil }
    }
}
