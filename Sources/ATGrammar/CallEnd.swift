/// A line that tells of the end of a call.
package struct CallEnd: Hashable, Sendable {
    /// The form of the line. Modems print several for one call, in any order.
    package enum Form: String, CaseIterable, Hashable, Sendable {
        case noCarrier = "NO CARRIER"
        case busy = "BUSY"
        case noAnswer = "NO ANSWER"
        case huaweiEnd = "^CEND"
        case voiceCallEnd = "VOICE CALL: END"
        case callIndicator = "+CIEV"
        case hangUp = "HANGUP"
        case emptyCallList = "^SLCC"
        case wavecomIndication = "+WIND"
    }

    package var form: Form
    /// The modem's own number of the call. ^CEND may name one that was never announced.
    package var id: Int?
    /// How long the call was up; more than zero shows that somebody took it.
    package var duration: Duration?
    /// 3GPP TS 24.008 §10.5.4.11: 16 normal clearing, 17 user busy, 21 rejected.
    package var networkCause: Int?
    /// The modem's own reason. Never needed: many print none.
    package var vendorCause: Int?

    package init(
        form: Form, id: Int? = nil, duration: Duration? = nil, networkCause: Int? = nil,
        vendorCause: Int? = nil
    ) {
        self.form = form
        self.id = id
        self.duration = duration
        self.networkCause = networkCause
        self.vendorCause = vendorCause
    }

    package var showsAnswer: Bool { (duration ?? .zero) > .zero }
}
