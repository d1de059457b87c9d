/// The lines that announce texts and reports (3GPP TS 27.005 §3.4.1).
extension UnsolicitedResultCode {
    static func message(_ response: InformationResponse) -> UnsolicitedResultCode? {
        switch response.prefix {
        case "+CMTI": stored(response).map { .newMessage(storage: $0.storage, index: $0.index) }
        case "+CDSI": stored(response).map { .storedStatusReport(storage: $0.storage, index: $0.index) }
        case "+CMT": direct(response).map { .directMessage(length: $0) } ?? .directTextMessage
        case "+CDS": direct(response).map { .statusReport(length: $0) } ?? .textStatusReport
        case "+CBM": direct(response).map { .cellBroadcast(length: $0) } ?? .noise(name: "+CBM")
        case "^SMMEMFULL": .memoryFull(storage: MessageStorage(rawValue: response[0].text))
        case "+QIND" where response[0].text == "smsfull":
            .memoryFull(storage: MessageStorage(rawValue: response[1].text))
        default: nil
        }
    }

    /// The storage may be missing or a number, the index missing or -1; a line of one field was cut short.
    private static func stored(_ response: InformationResponse) -> (storage: MessageStorage?, index: Int?)? {
        guard response.fields.count >= 2 else { return nil }
        let index = response[1].integer.flatMap { $0 >= 0 ? $0 : nil }
        return (MessageStorage(rawValue: response[0].text), index)
    }

    /// `n`, `,n`, `"",n` or `"name",n`. A header in text mode has a date where the length would be.
    private static func direct(_ response: InformationResponse) -> Int? {
        guard (1...2).contains(response.fields.count), let last = response.fields.last, last.form == .bare,
            let length = last.integer, (1...255).contains(length)
        else { return nil }
        return length
    }
}
