/// TP-PI and the fields that it announces at the end of a report. 3GPP TS 23.040 §9.2.3.27.
package struct OptionalParameters: Hashable, Sendable {
    package var protocolIdentifier: UInt8?
    package var dataCodingScheme: DataCodingScheme?
    package var userData: UserData?

    package init(
        protocolIdentifier: UInt8? = nil, dataCodingScheme: DataCodingScheme? = nil, userData: UserData? = nil
    ) {
        self.protocolIdentifier = protocolIdentifier
        self.dataCodingScheme = dataCodingScheme
        self.userData = userData
    }

    /// Without TP-DCS the user data are in the default alphabet.
    package var effectiveScheme: DataCodingScheme { dataCodingScheme ?? .gsm7 }

    /// TP-PI itself.
    package var indicator: UInt8 {
        var indicator: Indicator = []
        if protocolIdentifier != nil { indicator.insert(.protocolIdentifier) }
        if dataCodingScheme != nil { indicator.insert(.dataCodingScheme) }
        if userData != nil { indicator.insert(.userData) }
        return indicator.rawValue
    }

    private struct Indicator: OptionSet {
        let rawValue: UInt8

        static let protocolIdentifier = Indicator(rawValue: 0x01)
        static let dataCodingScheme = Indicator(rawValue: 0x02)
        static let userData = Indicator(rawValue: 0x04)
        static let `extension` = Indicator(rawValue: 0x80)
    }

    init(decoding reader: inout OctetReader, hasHeader: Bool) throws(SMSDecodingError) {
        let indicator = try reader.octet(.parameterIndicator)
        try self.init(decoding: &reader, indicator: indicator, hasHeader: hasHeader)
    }

    init(
        decoding reader: inout OctetReader, indicator: UInt8, hasHeader: Bool
    ) throws(SMSDecodingError) {
        let indicator = Indicator(rawValue: indicator)
        // Nobody has said what a second indicator would announce: what follows cannot be read, the status
        // can.
        guard !indicator.contains(.extension) else { return }
        if indicator.contains(.protocolIdentifier) {
            protocolIdentifier = try reader.octet(.protocolIdentifier)
        }
        if indicator.contains(.dataCodingScheme) {
            dataCodingScheme = DataCodingScheme(rawValue: try reader.octet(.dataCodingScheme))
        }
        if indicator.contains(.userData) {
            // They may take what the TPDU has left (§9.2.2.1a, §9.2.2.2a, §9.2.2.3), behind TP-UDL.
            let octetCount = reader.offset + 1 - reader.startOfTPDU
            userData = try UserData(
                decoding: &reader, hasHeader: hasHeader, scheme: effectiveScheme,
                maximumOctetCount: max(IncomingPDU.maximumTPDUOctetCount - octetCount, 0))
        }
    }

    func encode(into writer: inout OctetWriter) {
        writer.append(indicator)
        if let protocolIdentifier { writer.append(protocolIdentifier) }
        if let dataCodingScheme { writer.append(dataCodingScheme.rawValue) }
        userData?.encode(into: &writer)
    }
}
