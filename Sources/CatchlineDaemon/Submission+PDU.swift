import SMSCodec
import Telephony

extension Submission {
    /// The TP-MR that it asks for; nil if it is no SUBMIT.
    var messageReference: Int? {
        guard let octets = HexOctets.decode(pdu), let decoded = try? OutgoingPDU(decoding: octets) else {
            return nil
        }
        return Int(decoded.submit.messageReference)
    }

    /// The same PDU with TP-RD: the service centre refuses what it has already.
    static func marked(_ pdu: String) -> String? {
        guard let octets = HexOctets.decode(pdu), var decoded = try? OutgoingPDU(decoding: octets) else {
            return nil
        }
        decoded.submit.rejectDuplicates = true
        return decoded.hex
    }
}
