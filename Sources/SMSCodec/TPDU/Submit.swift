/// SMS-SUBMIT: a message on its way from the phone to the service centre. 3GPP TS 23.040 §9.2.2.2.
package struct Submit: Hashable, Sendable {
    /// TP-RD: the service centre refuses a second one with the same reference and destination.
    package var rejectDuplicates = false
    /// TP-SRR
    package var statusReportRequest = false
    /// TP-RP
    package var replyPath = false
    /// TP-MR. Most modems put their own in its place.
    package var messageReference: UInt8
    /// TP-DA
    package var destination: Address
    /// TP-PID
    package var protocolIdentifier: UInt8 = 0
    /// TP-DCS
    package var dataCodingScheme: DataCodingScheme
    /// TP-VP
    package var validityPeriod: ValidityPeriod
    /// TP-UD
    package var userData: UserData
}

extension Submit {
    package init(
        messageReference: UInt8 = 0, destination: Address, dataCodingScheme: DataCodingScheme,
        validityPeriod: ValidityPeriod = .none, statusReportRequest: Bool = false, userData: UserData
    ) {
        self.init(
            rejectDuplicates: false, statusReportRequest: statusReportRequest,
            messageReference: messageReference, destination: destination, dataCodingScheme: dataCodingScheme,
            validityPeriod: validityPeriod, userData: userData)
    }

    /// The fields stand in the order in which they are sent.
    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        let messageReference = try reader.octet(.messageReference)
        let destination = try Address(decoding: &reader, .destinationAddress)
        let protocolIdentifier = try reader.octet(.protocolIdentifier)
        let scheme = DataCodingScheme(rawValue: try reader.octet(.dataCodingScheme))
        self.init(
            rejectDuplicates: firstOctet.contains(.rejectDuplicates),
            statusReportRequest: firstOctet.contains(.statusReportRequest),
            replyPath: firstOctet.contains(.replyPath), messageReference: messageReference,
            destination: destination, protocolIdentifier: protocolIdentifier, dataCodingScheme: scheme,
            validityPeriod: try ValidityPeriod(decoding: &reader, format: firstOctet.validityPeriodFormat),
            userData: try UserData(
                decoding: &reader, hasHeader: firstOctet.contains(.userDataHeader), scheme: scheme))
    }

    package func encode(into writer: inout OctetWriter) {
        let type = FirstOctet(
            messageType: FirstOctet.MessageType.submit, validityPeriodFormat: validityPeriod.format)
        let firstOctet =
            type
            .setting(.rejectDuplicates, if: rejectDuplicates)
            .setting(.statusReportRequest, if: statusReportRequest)
            .setting(.userDataHeader, if: userData.header != nil)
            .setting(.replyPath, if: replyPath)
        writer.append(firstOctet.rawValue)
        writer.append(messageReference)
        destination.encode(into: &writer)
        writer.append(protocolIdentifier)
        writer.append(dataCodingScheme.rawValue)
        validityPeriod.encode(into: &writer)
        userData.encode(into: &writer)
    }
}

extension Submit {
    package var userDataHeader: UserDataHeader { userData.header ?? UserDataHeader() }

    /// Nil if it is data rather than text.
    package var text: String? { userData.text(in: dataCodingScheme) }

    /// The user data without their header, as they were sent.
    package var octets: [UInt8] { userData.octets }

    /// Nil if the message stands alone.
    package var concatenation: Concatenation? { userDataHeader.concatenation }
}
