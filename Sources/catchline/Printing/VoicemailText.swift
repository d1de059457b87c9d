import SMSCodec
import Storage

/// What a notice of the network says is waiting.
struct VoicemailText {
    private let indication: WaitingIndication?

    init(_ message: MessageReport) {
        guard let octets = message.pdu.flatMap({ HexOctets.decode($0) }),
            let pdu = try? IncomingPDU(decoding: octets), case .deliver(let deliver) = pdu.tpdu,
            case .voicemailNotice(let indication) = deliver.content
        else {
            indication = nil
            return
        }
        self.indication = indication
    }

    var line: String {
        if indication?.isActive == false { return "No more \(noun.many) waiting." }
        guard let count = indication?.count, count > 1 else { return "\(noun.one) waiting. \(nextStep)" }
        return "\(count) \(noun.many) waiting. \(nextStep)"
    }

    private var noun: (one: String, many: String) {
        switch indication?.kind {
        case .voicemail, nil: ("Voicemail", "voicemails")
        case .fax: ("Fax", "faxes")
        case .email: ("E-mail", "e-mails")
        case .video: ("Video message", "video messages")
        case .other: ("Message", "messages")
        }
    }

    private var nextStep: String {
        switch indication?.kind {
        case .voicemail, .video, nil: "Ring the operator's mailbox to hear it."
        case .fax, .email, .other: "Ask the operator where it is kept."
        }
    }
}
