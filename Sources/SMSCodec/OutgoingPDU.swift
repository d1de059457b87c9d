/// A PDU as a modem is asked to send it: the address of the service centre, then a SUBMIT. 3GPP TS 27.005
/// §3.1, `<pdu>`.
package struct OutgoingPDU: Hashable, Sendable {
    /// Nil: the modem takes the one that it keeps.
    package var serviceCentre: Address?
    package var submit: Submit

    package init(serviceCentre: Address? = nil, submit: Submit) {
        self.serviceCentre = serviceCentre
        self.submit = submit
    }

    package init(decoding octets: [UInt8]) throws(SMSDecodingError) {
        var reader = OctetReader(octets)
        try self.init(decoding: &reader)
    }

    package init(decoding reader: inout OctetReader) throws(SMSDecodingError) {
        try reader.requirePDULength()
        let serviceCentre = try ServiceCentreAddress.decode(&reader)
        let firstOctet = FirstOctet(rawValue: try reader.octet(.firstOctet))
        guard firstOctet.messageType == FirstOctet.MessageType.submit else {
            throw reader.error(.firstOctet, .unexpectedMessageType(firstOctet.messageType))
        }
        let submit = try Submit(decoding: &reader, firstOctet: firstOctet)
        self.serviceCentre = serviceCentre
        self.submit = submit
    }

    package var octets: [UInt8] { PDUEnvelope.octets(serviceCentre, submit.encode(into:)) }

    /// In capitals: what follows the prompt.
    package var hex: String { HexOctets.encode(octets) }

    /// Octets of the TPDU alone: the number that AT+CMGS takes (3GPP TS 27.005 §4.3).
    package var tpduLength: Int { PDUEnvelope.tpduLength(of: octets) }
}

/// What PDUs of both directions have in common.
enum PDUEnvelope {
    static func octets(_ serviceCentre: Address?, _ encodeTPDU: (inout OctetWriter) -> Void) -> [UInt8] {
        var writer = OctetWriter()
        ServiceCentreAddress.encode(serviceCentre, into: &writer)
        encodeTPDU(&writer)
        return writer.octets
    }

    /// The first octet is the length of the address that does not count.
    static func tpduLength(of octets: [UInt8]) -> Int {
        octets.count - 1 - Int(octets.first ?? 0)
    }
}

extension OctetReader {
    /// Refuses at once what no PDU can be, however it reads.
    func requirePDULength() throws(SMSDecodingError) {
        let maximum = IncomingPDU.maximumOctetCount
        guard remainingCount <= maximum else {
            throw error(.pdu, .tooLong(octets: remainingCount, maximum: maximum))
        }
    }
}
