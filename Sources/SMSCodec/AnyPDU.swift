/// Which way a message goes. Three of the six TPDUs share their TP-MTI with one of the other way (3GPP TS
/// 23.040 §9.2.3.1).
package enum PDUDirection: String, Hashable, Sendable {
    /// To the phone.
    case mobileTerminated = "mt"
    /// From the phone.
    case mobileOriginated = "mo"
}

/// A PDU of any kind, those included that a modem neither takes nor prints in daily life. For reading only.
package struct AnyPDU: Hashable, Sendable {
    package enum TPDU: Hashable, Sendable {
        case deliver(Deliver)
        case submitReport(SubmitReport)
        case statusReport(StatusReport)
        case submit(Submit)
        case deliverReport(DeliverReport)
        case command(Command)
    }

    package var serviceCentre: Address?
    package var tpdu: TPDU

    package init(decoding reader: inout OctetReader, _ direction: PDUDirection) throws(SMSDecodingError) {
        try reader.requirePDULength()
        serviceCentre = try ServiceCentreAddress.decode(&reader)
        let firstOctet = FirstOctet(rawValue: try reader.octet(.firstOctet))
        tpdu =
            switch direction {
            case .mobileTerminated: try TPDU(terminated: &reader, firstOctet)
            case .mobileOriginated: try TPDU(originated: &reader, firstOctet)
            }
    }
}

extension AnyPDU.TPDU {
    fileprivate init(terminated reader: inout OctetReader, _ firstOctet: FirstOctet) throws(SMSDecodingError)
    {
        switch firstOctet.messageType {
        case FirstOctet.MessageType.submitReport:
            self = .submitReport(try SubmitReport(decoding: &reader, firstOctet: firstOctet))
        case FirstOctet.MessageType.statusReport:
            self = .statusReport(try StatusReport(decoding: &reader, firstOctet: firstOctet))
        default: self = .deliver(try Deliver(decoding: &reader, firstOctet: firstOctet))
        }
    }

    fileprivate init(originated reader: inout OctetReader, _ firstOctet: FirstOctet) throws(SMSDecodingError)
    {
        switch firstOctet.messageType {
        case FirstOctet.MessageType.submit:
            self = .submit(try Submit(decoding: &reader, firstOctet: firstOctet))
        case FirstOctet.MessageType.command:
            self = .command(try Command(decoding: &reader, firstOctet: firstOctet))
        case FirstOctet.MessageType.deliverReport:
            self = .deliverReport(try DeliverReport(decoding: &reader, firstOctet: firstOctet))
        default: throw reader.error(.firstOctet, .unexpectedMessageType(firstOctet.messageType))
        }
    }
}
