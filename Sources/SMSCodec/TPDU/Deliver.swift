/// SMS-DELIVER: a message on its way from the service centre to the phone. 3GPP TS 23.040 §9.2.2.1.
package struct Deliver: Hashable, Sendable {
    /// TP-MMS. False: the service centre has more for this phone.
    package var noMoreMessages = true
    /// TP-LP
    package var loopPrevention = false
    /// TP-SRI: the sender is told that it has arrived.
    package var statusReportIndication = false
    /// TP-RP: an answer through the same service centre is paid for.
    package var replyPath = false
    /// TP-OA
    package var originator: Address
    /// TP-PID
    package var protocolIdentifier: UInt8 = 0
    /// TP-DCS
    package var dataCodingScheme: DataCodingScheme
    /// TP-SCTS; nil if the service centre sent none that makes sense.
    package var serviceCentreTimeStamp: ServiceCentreTimeStamp?
    /// TP-UD
    package var userData: UserData
}

extension Deliver {
    package init(
        originator: Address, dataCodingScheme: DataCodingScheme,
        serviceCentreTimeStamp: ServiceCentreTimeStamp?,
        userData: UserData
    ) {
        self.init(
            noMoreMessages: true, originator: originator, dataCodingScheme: dataCodingScheme,
            serviceCentreTimeStamp: serviceCentreTimeStamp, userData: userData)
    }

    /// The fields stand in the order in which they are sent. Octets after the user data are left alone: some
    /// modems pad what they print.
    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        let originator = try Address(decoding: &reader, .originatingAddress)
        let protocolIdentifier = try reader.octet(.protocolIdentifier)
        let scheme = DataCodingScheme(rawValue: try reader.octet(.dataCodingScheme))
        self.init(
            noMoreMessages: firstOctet.contains(.noMoreMessages),
            loopPrevention: firstOctet.contains(.loopPrevention),
            statusReportIndication: firstOctet.contains(.statusReportIndication),
            replyPath: firstOctet.contains(.replyPath),
            originator: originator, protocolIdentifier: protocolIdentifier, dataCodingScheme: scheme,
            serviceCentreTimeStamp: try ServiceCentreTimeStamp(decoding: &reader, .serviceCentreTimeStamp),
            userData: try UserData(
                decoding: &reader, hasHeader: firstOctet.contains(.userDataHeader), scheme: scheme))
    }

    package func encode(into writer: inout OctetWriter) {
        let firstOctet = FirstOctet(messageType: FirstOctet.MessageType.deliver)
            .setting(.noMoreMessages, if: noMoreMessages)
            .setting(.loopPrevention, if: loopPrevention)
            .setting(.statusReportIndication, if: statusReportIndication)
            .setting(.userDataHeader, if: userData.header != nil)
            .setting(.replyPath, if: replyPath)
        writer.append(firstOctet.rawValue)
        originator.encode(into: &writer)
        writer.append(protocolIdentifier)
        writer.append(dataCodingScheme.rawValue)
        ServiceCentreTimeStamp.encode(serviceCentreTimeStamp, into: &writer)
        userData.encode(into: &writer)
    }
}

extension Deliver {
    package var userDataHeader: UserDataHeader { userData.header ?? UserDataHeader() }

    /// Nil if it is data rather than text.
    package var text: String? { userData.text(in: dataCodingScheme) }

    /// The user data without their header, as they were sent.
    package var octets: [UInt8] { userData.octets }

    /// Nil if the message stands alone.
    package var concatenation: Concatenation? { userDataHeader.concatenation }
}
