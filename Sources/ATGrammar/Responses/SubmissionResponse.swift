/// Answer to AT+CMGS (3GPP TS 27.005 §4.3): `+CMGS: <mr>[,<ackpdu>]`.
package struct SubmissionResponse: Hashable, Sendable {
    /// TP-MR, 0 to 255: the status report will carry it.
    package let reference: Int

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CMGS",
            let reference = response[0].integer, (0...255).contains(reference)
        else { return nil }
        self.reference = reference
    }
}

/// Answer to AT+CSMS=1 (3GPP TS 27.005 §3.2.1): `+CSMS: <mt>,<mo>,<bm>`, or with the service before them.
package struct MessageServiceResponse: Hashable, Sendable {
    package let receives: Bool
    package let sends: Bool

    package init?(line: String) {
        guard let response = InformationResponse(line: line), response.isComplete, response.prefix == "+CSMS",
            (3...4).contains(response.fields.count)
        else { return nil }
        let start = response.fields.count - 3
        guard let receives = response[start].integer, let sends = response[start + 1].integer else {
            return nil
        }
        self.receives = receives == 1
        self.sends = sends == 1
    }
}
