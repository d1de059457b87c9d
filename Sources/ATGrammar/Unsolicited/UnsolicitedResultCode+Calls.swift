/// The lines that announce, describe and end calls.
extension UnsolicitedResultCode {
    static func call(_ response: InformationResponse) -> UnsolicitedResultCode? {
        switch response.prefix {
        case "+CRING": response.text.isEmpty || response[0].form == .bracketed ? nil : ring(response)
        case "+CLIP": callerLine(response)
        case "+CCWA": callWaiting(response)
        case "+CSSU": response[0].integer.map { .supplementaryService(.init(code: $0)) }
        case "+CIEV": indicator(response)
        case "MISSED_CALL": missedCall(response)
        case "^CEND": huaweiEnd(response)
        case "VOICE CALL": voiceCall(response)
        case "HANGUP": .callEnded(CallEnd(form: .hangUp, vendorCause: response[0].integer))
        case "+WIND" where response[0].integer == 6:
            .callEnded(CallEnd(form: .wavecomIndication, id: response[1].integer))
        case "^SLCC" where response.fields.isEmpty: .callEnded(CallEnd(form: .emptyCallList))
        default: CallStateReport(response).map { .callState($0) }
        }
    }

    /// `+CRING: 1` answers AT+CRC?.
    private static func ring(_ response: InformationResponse) -> UnsolicitedResultCode? {
        response[0].integer == nil ? .callRing(CallRingType(response[0].text)) : nil
    }

    /// Two numbers of one digit answer AT+CLIP?; a single field is a line that was cut short.
    private static func callerLine(_ response: InformationResponse) -> UnsolicitedResultCode? {
        guard response.fields.count >= 2, response[0].form != .bracketed, !response[0].isSettingValue else {
            return nil
        }
        let type = response[1].integer
        let isHidden = response[0].isQuoted ? response[0].isEmpty : response[0].isEmpty && type != nil
        guard isHidden || type.map((128...255).contains) ?? false else { return nil }
        let caller = AnnouncedCaller(
            number: response[0], type: response[1], validity: validity(response, at: 5, orLastAt: 4))
        return .callerLine(CallerLine(caller: caller, name: name(response, at: [4, 3])))
    }

    /// Two numbers answer a query of AT+CCWA; the class of a waiting call is a bit field (3GPP TS 27.007
    /// §7.12).
    private static func callWaiting(_ response: InformationResponse) -> UnsolicitedResultCode? {
        guard response.fields.count >= 3, response[0].form != .bracketed, !response[0].isSettingValue else {
            return nil
        }
        let caller = AnnouncedCaller(
            number: response[0], type: response[1], validity: validity(response, at: 4, orLastAt: 4))
        let isVoice = response[2].integer.map { $0 == 0 || $0 & 1 == 1 } ?? true
        return .callWaiting(WaitingCall(caller: caller, isVoice: isVoice, name: name(response, at: [3])))
    }

    /// Telit leaves the subaddress type out, so that the validity may stand one place earlier.
    private static func validity(_ response: InformationResponse, at position: Int, orLastAt earlier: Int)
        -> Int?
    {
        if response.fields.count > position { return response[position].integer }
        guard response.fields.count == earlier + 1, response[earlier].form == .bare else { return nil }
        return response[earlier].integer
    }

    private static func name(_ response: InformationResponse, at positions: [Int]) -> String? {
        positions.map { response[$0] }.first { $0.isQuoted && !$0.isEmpty }?.text
    }

    /// Indicators with a name; those with a number differ from modem to modem.
    private static func indicator(_ response: InformationResponse) -> UnsolicitedResultCode? {
        switch (response[0].text.uppercased(), response[1].integer) {
        case ("CALL", 0): .callEnded(CallEnd(form: .callIndicator))
        case ("CALL", 1): .callInProgress
        case ("CEER", _) where response.fields.count >= 3: .releaseCause(response[2].text)
        case ("SMSFULL", 1), ("SMSFULL", 2): .memoryFull(storage: nil)
        default: .noise(name: "+CIEV")
        }
    }

    /// `08:48AM +27839746680`: the modem's own clock has neither date nor zone and is not looked at.
    private static func missedCall(_ response: InformationResponse) -> UnsolicitedResultCode? {
        let parts = response.text.split(separator: " ", omittingEmptySubsequences: true)
        guard let time = parts.first, time.utf8.count == 7, time.hasSuffix("AM") || time.hasSuffix("PM"),
            parts.count <= 2
        else { return nil }
        guard parts.count == 2 else { return .missedCall(.withheld) }
        let number = SubscriberNumber(digits: String(parts[1]), typeOfAddress: nil)
        return .missedCall(number.map { .number($0) } ?? .notGiven)
    }

    /// `<id>,<duration>,<end status>[,<network cause>[,...]]`; the duration may be empty.
    private static func huaweiEnd(_ response: InformationResponse) -> UnsolicitedResultCode? {
        guard response.fields.count >= 3, let id = response[0].integer else { return nil }
        return .callEnded(
            CallEnd(
                form: .huaweiEnd, id: id, duration: response[1].integer.map { .seconds($0) },
                networkCause: response[3].integer, vendorCause: response[2].integer))
    }

    /// `BEGIN`, `END`, `END: 000009` with hours, minutes and seconds.
    private static func voiceCall(_ response: InformationResponse) -> UnsolicitedResultCode? {
        let words = response.text.split(separator: ":", maxSplits: 1).map(\.trimmed)
        switch (words.first, words.count) {
        case ("BEGIN", _): return .voiceCallBegan
        case ("END", 1): return .callEnded(CallEnd(form: .voiceCallEnd))
        case ("END", _): return .callEnded(CallEnd(form: .voiceCallEnd, duration: clock(words[1])))
        default: return nil
        }
    }

    private static func clock(_ text: String) -> Duration? {
        guard text.utf8.count == 6, let digits = text.decimal, digits >= 0 else { return nil }
        return .seconds(digits / 10_000 * 3600 + digits / 100 % 100 * 60 + digits % 100)
    }
}

extension ResponseField {
    /// A bare number of at most two digits: a setting, never a caller.
    var isSettingValue: Bool {
        form == .bare && text.utf8.count <= 2 && integer != nil
    }
}
