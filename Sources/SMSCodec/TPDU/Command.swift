/// SMS-COMMAND: asks the service centre about a message sent before, or to do something with it. 3GPP TS
/// 23.040 §9.2.2.4.
package struct Command: Hashable, Sendable {
    /// TP-SRR
    package var statusReportRequest: Bool
    /// TP-MR
    package var messageReference: UInt8
    /// TP-PID
    package var protocolIdentifier: UInt8
    /// TP-CT: 0 enquiry, 1 cancel the report, 2 delete, 3 ask for a report (§9.2.3.19).
    package var commandType: UInt8
    /// TP-MN: the reference of the message that it is about.
    package var messageNumber: UInt8
    /// TP-DA
    package var destination: Address
    /// TP-CD
    package var octets: [UInt8]

    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        statusReportRequest = firstOctet.contains(.statusReportRequest)
        messageReference = try reader.octet(.messageReference)
        protocolIdentifier = try reader.octet(.protocolIdentifier)
        commandType = try reader.octet(.commandType)
        messageNumber = try reader.octet(.messageNumber)
        destination = try Address(decoding: &reader, .destinationAddress)
        let length = Int(try reader.octet(.commandDataLength))
        octets = Array(try reader.octets(length, .commandData))
        try reader.requireEnd()
    }
}
