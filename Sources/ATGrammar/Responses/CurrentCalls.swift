/// One line of the answer to AT+CLCC (3GPP TS 27.007 §7.18). A phantom entry is told by `isVoice`.
package enum CurrentCalls {
    package static func call(line: String) -> CallStateReport? {
        guard let response = InformationResponse(line: line), response.prefix == "+CLCC" else { return nil }
        return CallStateReport(response)
    }
}
