/// The fields of a PDU, by the names that 3GPP TS 23.040 §9.2.2 gives them: where an error is, and what an
/// octet means.
package enum PDUField: String, Hashable, Sendable {
    case pdu = "PDU"
    /// The address of the service centre, which stands before the TPDU (3GPP TS 27.005 §4.3).
    case serviceCentreAddress = "SMSC"
    /// TP-MTI and the flags that share its octet.
    case firstOctet = "TP-MTI"
    case messageReference = "TP-MR"
    case originatingAddress = "TP-OA"
    case destinationAddress = "TP-DA"
    case recipientAddress = "TP-RA"
    case protocolIdentifier = "TP-PID"
    case dataCodingScheme = "TP-DCS"
    case serviceCentreTimeStamp = "TP-SCTS"
    case validityPeriod = "TP-VP"
    case dischargeTime = "TP-DT"
    case status = "TP-ST"
    case parameterIndicator = "TP-PI"
    case userDataLength = "TP-UDL"
    case userDataHeader = "TP-UD.UDH"
    case userData = "TP-UD"
    case failureCause = "TP-FCS"
    case commandType = "TP-CT"
    case messageNumber = "TP-MN"
    case commandDataLength = "TP-CDL"
    case commandData = "TP-CD"
}

extension PDUField {
    /// `TP-UD.UDH.IEI 00h`
    package static func path(toElement identifier: UInt8) -> String {
        "\(Self.userDataHeader.rawValue).IEI \(HexOctets.encode([identifier]))h"
    }
}
