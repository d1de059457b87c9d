import SMSCodec

/// A request that asks for what no PDU can say.
struct PDURequestError: Error, CustomStringConvertible {
    var description: String
}

extension PDUFields {
    /// With the service centre in front, in capitals.
    func hex() throws -> String {
        let serviceCentre = try smsc?.address()
        return switch kind {
        case .submit: OutgoingPDU(serviceCentre: serviceCentre, submit: try submit()).hex
        case .deliver: IncomingPDU(serviceCentre: serviceCentre, tpdu: .deliver(try deliver())).hex
        case .statusReport: try Self.hex(serviceCentre, try statusReport())
        }
    }

    /// What precedes the user data of a report may be longer or shorter, and so may they.
    private static func hex(_ serviceCentre: Address?, _ report: StatusReport) throws -> String {
        let pdu = IncomingPDU(serviceCentre: serviceCentre, tpdu: .statusReport(report))
        guard pdu.tpduLength <= IncomingPDU.maximumTPDUOctetCount else {
            throw PDURequestError(
                description: "data: a report of \(pdu.tpduLength) octets, and "
                    + "\(IncomingPDU.maximumTPDUOctetCount) is the most")
        }
        return pdu.hex
    }

    private func submit() throws -> Submit {
        var submit = Submit(
            messageReference: mr.orZero, destination: try address(), dataCodingScheme: scheme,
            validityPeriod: try vp?.period() ?? .none, statusReportRequest: srr.isSet,
            userData: try userData())
        submit.rejectDuplicates = rd.isSet
        submit.replyPath = rp.isSet
        submit.protocolIdentifier = pid.orZero
        return submit
    }

    private func deliver() throws -> Deliver {
        var deliver = Deliver(
            originator: try address(), dataCodingScheme: scheme, serviceCentreTimeStamp: try scts?.stamp(),
            userData: try userData())
        deliver.noMoreMessages = mms.isSet
        deliver.loopPrevention = lp.isSet
        deliver.statusReportIndication = sri.isSet
        deliver.replyPath = rp.isSet
        deliver.protocolIdentifier = pid.orZero
        return deliver
    }

    private func statusReport() throws -> StatusReport {
        var report = StatusReport(
            messageReference: mr.orZero, recipient: try address(), serviceCentreTimeStamp: try scts?.stamp(),
            dischargeTime: try dt?.stamp(), status: DeliveryStatus(rawValue: status.orZero))
        report.noMoreMessages = mms.isSet
        report.loopPrevention = lp.isSet
        report.statusReportQualifier = srq.isSet
        let hasUserData = text != nil || data != nil || udh?.isEmpty == false
        if pi != nil || pid != nil || dcs != nil || hasUserData {
            report.optionalParameters = OptionalParameters(
                protocolIdentifier: pid?.value,
                dataCodingScheme: optionalScheme,
                userData: hasUserData ? try userData() : nil)
        }
        return report
    }

    /// A scheme of 0 that TP-PI does not announce is the one that holds without any (TS 23.040 §9.2.3.27).
    private var optionalScheme: DataCodingScheme? {
        let isAnnounced = pi.map { $0.value & 0x02 != 0 } ?? true
        return isAnnounced || scheme != .gsm7 ? dcs.map { DataCodingScheme(rawValue: $0.value) } : nil
    }

    private var scheme: DataCodingScheme { DataCodingScheme(rawValue: dcs.orZero) }

    private func address() throws -> Address {
        try (addr ?? Number()).address()
    }

    private func userData() throws -> UserData {
        let header = try udh.flatMap {
            $0.isEmpty ? nil : UserDataHeader(elements: try $0.map { try $0.element() })
        }
        guard text?.isEmpty ?? true || data?.isEmpty ?? true else {
            throw PDURequestError(description: "text or data, not both")
        }
        if let text, !text.isEmpty { return try UserData(header: header, text: text, scheme: scheme) }
        let octets = try octets(of: data ?? "", "data")
        guard scheme.alphabet == .gsm7, !scheme.isCompressed else {
            return try UserData(header: header, payload: .octets(octets))
        }
        guard octets.isEmpty else {
            throw PDURequestError(description: "data do not go with a GSM 7 bit dcs")
        }
        return try UserData(header: header, text: "", scheme: scheme)
    }
}

extension PDUFields.Number {
    func address() throws -> Address {
        guard let type = TypeOfNumber(rawValue: ton.orZero) else {
            throw PDURequestError(description: "ton is 0 to 7")
        }
        guard let plan = NumberingPlan(rawValue: npi.orZero) else {
            throw PDURequestError(description: "npi is 0 to 15")
        }
        return try Address(number: number ?? "", typeOfNumber: type, numberingPlan: plan)
    }
}

extension PDUFields.Element {
    func element() throws -> UserDataHeader.Element {
        UserDataHeader.Element(identifier: iei.value, octets: try octets(of: data ?? "", "udh"))
    }
}

extension PDUFields.Time {
    func stamp() throws -> ServiceCentreTimeStamp {
        try ServiceCentreTimeStamp(iso: iso, zoneQuarters: tz ?? 0)
    }
}

extension PDUFields.Validity {
    func period() throws -> ValidityPeriod {
        switch format {
        case .none: return .none
        case .relative: return .relative(value.orZero)
        case .absolute: return .absolute(try ServiceCentreTimeStamp(iso: iso ?? "", zoneQuarters: tz ?? 0))
        case .enhanced:
            let octets = try octets(of: raw ?? "", "raw")
            guard octets.count == 7 else { throw PDURequestError(description: "raw is 7 octets") }
            return .enhanced(EnhancedValidityPeriod(octets))
        }
    }
}

extension ServiceCentreTimeStamp {
    /// `2026-01-31T23:59:59`
    fileprivate init(iso: String, zoneQuarters: Int) throws {
        let characters = Array(iso.utf8)
        let separators = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")] as [(Int, Unicode.Scalar)]
        guard characters.count == 19, separators.allSatisfy({ characters[$0.0] == UInt8(ascii: $0.1) }) else {
            throw SMSEncodingError.notATime
        }
        let fields = characters.split { !(0x30...0x39).contains($0) }
        let values = fields.compactMap { Int(String(decoding: $0, as: UTF8.self)) }
        guard values.count == 6,
            let stamp = ServiceCentreTimeStamp(
                year: values[0], month: values[1], day: values[2], hour: values[3], minute: values[4],
                second: values[5], zoneQuarters: zoneQuarters)
        else { throw SMSEncodingError.notATime }
        self = stamp
    }
}

private func octets(of hex: String, _ name: String) throws -> [UInt8] {
    guard let octets = HexOctets.decode(hex) else {
        throw PDURequestError(description: "\(name) is not pairs of hexadecimal digits")
    }
    return octets
}
