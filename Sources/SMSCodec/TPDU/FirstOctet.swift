/// TP-MTI and the flags around it. A bit means one thing in one TPDU and another in the next.
///
/// 3GPP TS 23.040 §9.2.3.1 to §9.2.3.26. Bits that a TPDU does not use are sent as zero and ignored when
/// read.
struct FirstOctet: OptionSet {
    /// TP-MTI (§9.2.3.1) of messages that reach the mobile, and of those that leave it.
    enum MessageType {
        static let deliver: UInt8 = 0
        static let submitReport: UInt8 = 1
        static let statusReport: UInt8 = 2
        static let reserved: UInt8 = 3

        static let deliverReport: UInt8 = 0
        static let submit: UInt8 = 1
        static let command: UInt8 = 2
    }

    let rawValue: UInt8

    /// TP-MMS: the service centre has nothing more waiting. Zero means that it has.
    static let noMoreMessages = FirstOctet(rawValue: 0x04)
    /// TP-RD, in a SUBMIT.
    static let rejectDuplicates = FirstOctet(rawValue: 0x04)
    /// TP-LP: forwarded, or sent by a machine.
    static let loopPrevention = FirstOctet(rawValue: 0x08)
    /// TP-SRI, in a DELIVER: the sender has asked for a report.
    static let statusReportIndication = FirstOctet(rawValue: 0x20)
    /// TP-SRR, in a SUBMIT.
    static let statusReportRequest = FirstOctet(rawValue: 0x20)
    /// TP-SRQ, in a STATUS-REPORT: the result of a COMMAND rather than of a SUBMIT.
    static let statusReportQualifier = FirstOctet(rawValue: 0x20)
    /// TP-UDHI: the user data begin with a header.
    static let userDataHeader = FirstOctet(rawValue: 0x40)
    /// TP-RP
    static let replyPath = FirstOctet(rawValue: 0x80)

    var messageType: UInt8 { rawValue & 0b11 }

    /// TP-VPF, in a SUBMIT (§9.2.3.3).
    var validityPeriodFormat: UInt8 { rawValue >> 3 & 0b11 }

    init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    init(messageType: UInt8, validityPeriodFormat: UInt8 = 0) {
        rawValue = messageType & 0b11 | (validityPeriodFormat & 0b11) << 3
    }

    func setting(_ flag: FirstOctet, if condition: Bool) -> FirstOctet {
        condition ? union(flag) : self
    }
}
