/// SMS-STATUS-REPORT: what became of a message that was sent. 3GPP TS 23.040 §9.2.2.3.
package struct StatusReport: Hashable, Sendable {
    /// TP-MMS. False: the service centre has more for this phone.
    package var noMoreMessages = true
    /// TP-LP
    package var loopPrevention = false
    /// TP-SRQ: about a COMMAND rather than a SUBMIT.
    package var statusReportQualifier = false
    /// TP-MR of the message that it is about.
    package var messageReference: UInt8
    /// TP-RA
    package var recipient: Address
    /// TP-SCTS: when the service centre had the message; nil if it sent no time that makes sense.
    package var serviceCentreTimeStamp: ServiceCentreTimeStamp?
    /// TP-DT: when it came to this; nil too where networks send zeros for a message that failed.
    package var dischargeTime: ServiceCentreTimeStamp?
    /// TP-ST
    package var status: DeliveryStatus
    /// What follows TP-PI; nil if the report ends before it.
    package var optionalParameters: OptionalParameters?
}

extension StatusReport {
    package init(
        messageReference: UInt8, recipient: Address, serviceCentreTimeStamp: ServiceCentreTimeStamp?,
        dischargeTime: ServiceCentreTimeStamp?, status: DeliveryStatus
    ) {
        self.init(
            noMoreMessages: true, messageReference: messageReference, recipient: recipient,
            serviceCentreTimeStamp: serviceCentreTimeStamp, dischargeTime: dischargeTime, status: status)
    }

    /// The fields stand in the order in which they are sent.
    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        self.init(
            noMoreMessages: firstOctet.contains(.noMoreMessages),
            loopPrevention: firstOctet.contains(.loopPrevention),
            statusReportQualifier: firstOctet.contains(.statusReportQualifier),
            messageReference: try reader.octet(.messageReference),
            recipient: try Address(decoding: &reader, .recipientAddress),
            serviceCentreTimeStamp: try ServiceCentreTimeStamp(decoding: &reader, .serviceCentreTimeStamp),
            dischargeTime: try ServiceCentreTimeStamp(decoding: &reader, .dischargeTime),
            status: DeliveryStatus(rawValue: try reader.octet(.status)),
            optionalParameters: reader.remainingCount == 0
                ? nil
                : try OptionalParameters(
                    decoding: &reader, hasHeader: firstOctet.contains(.userDataHeader)))
    }

    package func encode(into writer: inout OctetWriter) {
        let firstOctet = FirstOctet(messageType: FirstOctet.MessageType.statusReport)
            .setting(.noMoreMessages, if: noMoreMessages)
            .setting(.loopPrevention, if: loopPrevention)
            .setting(.statusReportQualifier, if: statusReportQualifier)
            .setting(.userDataHeader, if: optionalParameters?.userData?.header != nil)
        writer.append(firstOctet.rawValue)
        writer.append(messageReference)
        recipient.encode(into: &writer)
        ServiceCentreTimeStamp.encode(serviceCentreTimeStamp, into: &writer)
        ServiceCentreTimeStamp.encode(dischargeTime, into: &writer)
        writer.append(status.rawValue)
        optionalParameters?.encode(into: &writer)
    }
}
