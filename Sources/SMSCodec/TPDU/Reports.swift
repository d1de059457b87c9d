/// SMS-DELIVER-REPORT: the phone's answer to a DELIVER. 3GPP TS 23.040 §9.2.2.1a.
///
/// Modems write it by themselves; it is read here for the curious.
package struct DeliverReport: Hashable, Sendable {
    /// TP-FCS; nil if the phone took the message.
    package var failureCause: UInt8?
    package var optionalParameters: OptionalParameters

    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        let start = try ReportStart(decoding: &reader)
        failureCause = start.failureCause
        optionalParameters = try OptionalParameters(
            decoding: &reader, indicator: start.indicator, hasHeader: firstOctet.contains(.userDataHeader))
        try reader.requireEnd()
    }
}

/// SMS-SUBMIT-REPORT: the service centre's answer to a SUBMIT or COMMAND. §9.2.2.2a.
package struct SubmitReport: Hashable, Sendable {
    /// TP-FCS; nil if the service centre took the message.
    package var failureCause: UInt8?
    package var serviceCentreTimeStamp: ServiceCentreTimeStamp
    package var optionalParameters: OptionalParameters

    init(decoding reader: inout OctetReader, firstOctet: FirstOctet) throws(SMSDecodingError) {
        let start = try ReportStart(decoding: &reader)
        failureCause = start.failureCause
        // Nothing else tells such a report from another TPDU in the wrong direction: here the time must make
        // sense.
        guard let stamp = try ServiceCentreTimeStamp(decoding: &reader, .serviceCentreTimeStamp) else {
            throw reader.error(
                .serviceCentreTimeStamp, .notATime, at: reader.offset - ServiceCentreTimeStamp.octetCount)
        }
        serviceCentreTimeStamp = stamp
        optionalParameters = try OptionalParameters(
            decoding: &reader, indicator: start.indicator, hasHeader: firstOctet.contains(.userDataHeader))
        try reader.requireEnd()
    }
}

/// TP-FCS perhaps, then TP-PI.
private struct ReportStart {
    var failureCause: UInt8?
    var indicator: UInt8

    /// Whether a cause is there is said by the layer below, which modems do not print. All causes are 80 to
    /// FF (§9.2.3.22), and no indicator in use is.
    init(decoding reader: inout OctetReader) throws(SMSDecodingError) {
        if let cause = reader.next, cause >= 0x80 { failureCause = try reader.octet(.failureCause) }
        indicator = try reader.octet(.parameterIndicator)
    }
}

extension OctetReader {
    func requireEnd() throws(SMSDecodingError) {
        guard remainingCount == 0 else { throw error(.pdu, .leftOver(octets: remainingCount), at: offset) }
    }
}
