/// Answers to AT+CPBS (3GPP TS 27.007 §8.11): which phone books there are, and which is selected.
package enum PhoneBooks {
    /// `+CPBS: ("SM","ME","MC")`
    package static func names(line: String) -> [MessageStorage]? {
        SupportedValues(line: line, prefix: "+CPBS")?.groups.joined().compactMap {
            if case .text(let name) = $0 { MessageStorage(rawValue: name) } else { nil }
        }
    }

    /// `+CPBS: "SM",10,250`
    package static func selected(line: String) -> MessageStorage? {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CPBS"
        else { return nil }
        return MessageStorage(rawValue: response[0].text)
    }

    /// Answer to AT+CPBR=?: `+CPBR: (1-10),40,18`.
    package static func places(line: String) -> ClosedRange<Int>? {
        guard case .range(let places) = SupportedValues(line: line, prefix: "+CPBR")?.groups.first?.first,
            places.lowerBound >= 0
        else { return nil }
        return places
    }
}

/// An entry of a phone book (AT+CPBR, 3GPP TS 27.007 §8.12).
package struct PhoneBookEntry: Hashable, Sendable {
    package let number: SubscriberNumber
    /// Some modems add to a list of calls when each came, in the form of their clock.
    package let time: String?

    /// `+CPBR: 1,"+447700900311",145,"Grace"`; nil for a place without a number.
    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete,
            response.prefix == "+CPBR", response[0].integer != nil,
            case .number(let number) = AnnouncedCaller(number: response[1], type: response[2])
        else { return nil }
        self.number = number
        time = response.fields.dropFirst(4).first { ClockReading(text: $0.text) != nil }?.text
    }
}
