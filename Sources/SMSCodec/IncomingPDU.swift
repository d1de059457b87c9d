/// What a service centre can send to a phone. 3GPP TS 23.040 §9.2.2.
package enum IncomingTPDU: Hashable, Sendable {
    case deliver(Deliver)
    case statusReport(StatusReport)

    init(decoding reader: inout OctetReader) throws(SMSDecodingError) {
        let firstOctet = FirstOctet(rawValue: try reader.octet(.firstOctet))
        switch firstOctet.messageType {
        // The reserved type is to be treated as a DELIVER (§9.2.3.1).
        case FirstOctet.MessageType.deliver, FirstOctet.MessageType.reserved:
            self = .deliver(try Deliver(decoding: &reader, firstOctet: firstOctet))
        case FirstOctet.MessageType.statusReport:
            self = .statusReport(try StatusReport(decoding: &reader, firstOctet: firstOctet))
        default:
            throw reader.error(.firstOctet, .unexpectedMessageType(firstOctet.messageType))
        }
    }

    func encode(into writer: inout OctetWriter) {
        switch self {
        case .deliver(let deliver): deliver.encode(into: &writer)
        case .statusReport(let report): report.encode(into: &writer)
        }
    }
}

/// A PDU as a modem hands it over: the address of the service centre, then the TPDU. 3GPP TS 27.005 §3.1,
/// `<pdu>`.
package struct IncomingPDU: Hashable, Sendable {
    /// TS 23.040 §9.2.1
    package static let maximumTPDUOctetCount = 164
    /// 12 octets of address and the longest TPDU. Modems that print the whole record of a SIM print no more.
    package static let maximumOctetCount = 12 + maximumTPDUOctetCount

    /// Nil if the modem printed none.
    package var serviceCentre: Address?
    package var tpdu: IncomingTPDU

    package init(serviceCentre: Address?, tpdu: IncomingTPDU) {
        self.serviceCentre = serviceCentre
        self.tpdu = tpdu
    }

    package init(decoding octets: [UInt8]) throws(SMSDecodingError) {
        var reader = OctetReader(octets)
        self = try Self.decoded(&reader)
    }

    package init(decoding reader: inout OctetReader) throws(SMSDecodingError) {
        self = try Self.decoded(&reader)
    }

    private static func decoded(_ reader: inout OctetReader) throws(SMSDecodingError) -> IncomingPDU {
        try reader.requirePDULength()
        let serviceCentre = try ServiceCentreAddress.decode(&reader)
        return IncomingPDU(serviceCentre: serviceCentre, tpdu: try IncomingTPDU(decoding: &reader))
    }

    package var octets: [UInt8] { PDUEnvelope.octets(serviceCentre, tpdu.encode(into:)) }

    /// In capitals, as a modem prints it.
    package var hex: String { HexOctets.encode(octets) }

    /// The length in the header of +CMT and +CMGR.
    package var tpduLength: Int { PDUEnvelope.tpduLength(of: octets) }
}
