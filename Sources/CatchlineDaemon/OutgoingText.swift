import SMSCodec
import Storage
import Telephony

/// The words of an outgoing message on their way into PDUs.
struct OutgoingText {
    private let candidate: OutgoingCandidate
    private let text: String
    private let languages: Set<NationalLanguage>

    /// - Parameter languages: whose tables may be used.
    init(_ candidate: OutgoingCandidate, text: String, allowing languages: Set<NationalLanguage> = []) {
        self.candidate = candidate
        let isPlain = candidate.form.contains(.plainAlphabet)
        self.text = isPlain ? Self.plain(text) ?? text : text
        self.languages = isPlain ? [] : languages
    }

    /// The words in the GSM 7 bit alphabet, with the nearest letters; nil where some have none that are near.
    static func plain(_ text: String) -> String? {
        guard let swapped = Segmentation(text).swapped, swapped.alphabet == .gsm7 else { return nil }
        return swapped.text
    }

    /// - Parameter reference: of the concatenation header, if there is more than one part.
    func encoded(reference: Int) throws(SMSEncodingError) -> EncodedMessage {
        let segmentation = Segmentation(text, allowing: languages)
        let submits = try segmentation.submits(
            to: try Address(dialString: candidate.number), reference: reference,
            messageReference: messageReference, statusReport: true, validity: validity)
        return EncodedMessage(
            alphabet: segmentation.alphabet == .gsm7 ? .gsm7 : .ucs2,
            parts: submits.map { submit in
                let pdu = OutgoingPDU(submit: submit)
                return EncodedMessage.Part(pdu: pdu.hex, tpduLength: pdu.tpduLength)
            })
    }

    /// TP-MR: no two of 256 messages one after the other have the same, and none follows the one before, so that a modem
    /// which counts for itself is told from one that keeps ours.
    private var messageReference: UInt8 { UInt8(truncatingIfNeeded: candidate.id.rawValue &* 77 &+ 41) }

    /// An answer to a missed call is worth nothing after an hour, so the service centre gives up then
    /// (TP-VP). What a person wrote is kept as long as the service centre likes.
    private var validity: ValidityPeriod {
        candidate.origin == .auto && !candidate.form.contains(.noValidity) ? .relative(atLeast: 3_600) : .none
    }
}
