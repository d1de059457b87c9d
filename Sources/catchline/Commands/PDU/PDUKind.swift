import SMSCodec

/// Which TPDU an octet begins, and what its flags say. 3GPP TS 23.040 §9.2.3.1 to §9.2.3.26.
enum PDUKind {
    case deliver, submitReport, statusReport, reserved
    case deliverReport, submit, command

    init(_ octet: UInt8, _ direction: PDUDirection) {
        switch (octet & 0b11, direction) {
        case (0, .mobileTerminated): self = .deliver
        case (1, .mobileTerminated): self = .submitReport
        case (2, .mobileTerminated): self = .statusReport
        case (0, .mobileOriginated): self = .deliverReport
        case (1, .mobileOriginated): self = .submit
        case (2, .mobileOriginated): self = .command
        default: self = .reserved
        }
    }

    /// Whether TP-FCS may stand where TP-PI does.
    var mayTellCause: Bool { self == .deliverReport || self == .submitReport }

    var words: String {
        switch self {
        case .deliver: "DELIVER"
        case .submitReport: "SUBMIT-REPORT"
        case .statusReport: "STATUS-REPORT"
        case .reserved: "reserved"
        case .deliverReport: "DELIVER-REPORT"
        case .submit: "SUBMIT"
        case .command: "COMMAND"
        }
    }

    /// Those that are not as nearly always.
    func flags(of octet: UInt8) -> [String] {
        let flags: [(mask: UInt8, value: UInt8, words: String)] =
            switch self {
            case .deliver, .reserved:
                [
                    (0x04, 0x00, "more messages wait"), (0x08, 0x08, "forwarded or sent by a machine"),
                    (0x20, 0x20, "the sender wants a report"), (0x40, 0x40, "with a header"),
                    (0x80, 0x80, "an answer is paid for"),
                ]
            case .submit:
                [
                    (0x04, 0x04, "no duplicates"), (0x18, 0x10, "relative validity"),
                    (0x18, 0x18, "absolute validity"), (0x18, 0x08, "enhanced validity"),
                    (0x20, 0x20, "a report is wanted"), (0x40, 0x40, "with a header"),
                    (0x80, 0x80, "an answer is paid for"),
                ]
            case .statusReport:
                [
                    (0x04, 0x00, "more messages wait"), (0x08, 0x08, "forwarded or sent by a machine"),
                    (0x20, 0x20, "about a command"), (0x40, 0x40, "with a header"),
                ]
            case .command: [(0x20, 0x20, "a report is wanted"), (0x40, 0x40, "with a header")]
            case .deliverReport, .submitReport: [(0x40, 0x40, "with a header")]
            }
        return flags.filter { octet & $0.mask == $0.value }.map(\.words)
    }
}
