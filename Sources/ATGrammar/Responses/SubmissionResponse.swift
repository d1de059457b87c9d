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
