/// The header of a text in the modem's memory (3GPP TS 27.005 §4.1, §4.2): `+CMGR:
/// <stat>,[<alpha>],<length>`, `+CMGL: <index>,<stat>,[<alpha>],<length>`. The PDU is on the next line, or
/// behind a blank on the same.
package struct StoredMessage: Hashable, Sendable {
    package enum Status: Int, CaseIterable, Hashable, Sendable {
        case unread
        case read
        case unsent
        case sent
    }

    /// The slot; nil for +CMGR, which does not repeat it.
    package let index: Int?
    /// Nil if the modem left it out, as ZTE does for status reports.
    package let status: Status?
    /// Octets of the TPDU, without the service centre address. 0 in an empty slot.
    package let length: Int
    /// The PDU, if it stands on the same line.
    package let pdu: HexPDU?

    /// Nil also for a header in text mode, which has words for the status.
    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete else { return nil }
        switch response.prefix {
        case "+CMGR", "+CMGRD": self.init(response.fields[...], index: nil)
        case "+CMGL":
            guard let index = response[0].integer, index >= 0 else { return nil }
            self.init(response.fields.dropFirst(), index: index)
        default: return nil
        }
    }

    /// `<stat>,[<alpha>],<length>` or, without the alpha, `<stat>,<length>`.
    private init?(_ fields: ArraySlice<ResponseField>, index: Int?) {
        guard (2...3).contains(fields.count), let first = fields.first, let last = fields.last,
            last.form == .bare
        else { return nil }
        let parts = last.text.split(separator: " ", omittingEmptySubsequences: true)
        guard let length = parts.first?.decimal, (0...255).contains(length), parts.count <= 2 else {
            return nil
        }
        guard first.isEmpty || first.integer != nil else { return nil }
        self.index = index
        status = first.integer.flatMap(Status.init(rawValue:))
        self.length = length
        pdu = parts.count == 2 ? HexPDU(String(parts[1])) : nil
    }
}
