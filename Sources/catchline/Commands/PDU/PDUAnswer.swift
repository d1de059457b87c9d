import SMSCodec

/// A decoded PDU as the members of an answer.
enum PDUAnswer {
    typealias Members = [(key: String, value: PDUValue)]

    static func members(ofPDU hex: String, _ direction: PDUDirection) throws -> Members {
        var reader = OctetReader(try octets(ofPDU: hex))
        return members(of: try AnyPDU(decoding: &reader, direction))
    }

    static func members(of pdu: AnyPDU) -> Members {
        let smsc = PDUValue(pdu.serviceCentre, PDUValue.address)
        return switch pdu.tpdu {
        case .deliver(let deliver): members(of: deliver, smsc)
        case .submitReport(let report): members(of: report, smsc)
        case .statusReport(let report): members(of: report, smsc)
        case .submit(let submit): members(of: submit, smsc)
        case .deliverReport(let report): members(of: report, smsc)
        case .command(let command): members(of: command, smsc)
        }
    }

    /// A line end or a space around the digits is none of the PDU's.
    static func octets(ofPDU hex: String) throws(SMSDecodingError) -> [UInt8] {
        var digits = hex[...]
        while digits.last?.isWhitespace == true { digits.removeLast() }
        while digits.first?.isWhitespace == true { digits.removeFirst() }
        guard let octets = HexOctets.decode(digits) else {
            let digitCount = digits.utf8.prefix(while: isHexadecimal).count
            throw SMSDecodingError(field: .pdu, octet: digitCount / 2, reason: .notHexadecimal)
        }
        return octets
    }

    private static func isHexadecimal(_ character: UInt8) -> Bool {
        Unicode.Scalar(character).properties.isASCIIHexDigit
    }
}

// MARK: - The kinds

extension PDUAnswer {
    private static func members(of submit: Submit, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("submit")), ("smsc", smsc), ("addr", .address(submit.destination)),
            ("mr", .integer(Int(submit.messageReference))), ("rd", .bool(submit.rejectDuplicates)),
            ("rp", .bool(submit.replyPath)), ("srr", .bool(submit.statusReportRequest)),
            ("pid", .integer(Int(submit.protocolIdentifier))), ("vp", .validity(submit.validityPeriod)),
        ] + members(of: submit.userData, submit.dataCodingScheme)
    }

    private static func members(of deliver: Deliver, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("deliver")), ("smsc", smsc), ("addr", .address(deliver.originator)),
            ("mms", .bool(deliver.noMoreMessages)), ("lp", .bool(deliver.loopPrevention)),
            ("sri", .bool(deliver.statusReportIndication)), ("rp", .bool(deliver.replyPath)),
            ("pid", .integer(Int(deliver.protocolIdentifier))),
            ("scts", PDUValue(deliver.serviceCentreTimeStamp, PDUValue.time)),
        ] + members(of: deliver.userData, deliver.dataCodingScheme)
    }

    private static func members(of report: StatusReport, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("status-report")), ("smsc", smsc), ("addr", .address(report.recipient)),
            ("mr", .integer(Int(report.messageReference))), ("mms", .bool(report.noMoreMessages)),
            ("lp", .bool(report.loopPrevention)), ("srq", .bool(report.statusReportQualifier)),
            ("scts", PDUValue(report.serviceCentreTimeStamp, PDUValue.time)),
            ("dt", PDUValue(report.dischargeTime, PDUValue.time)),
            ("status", .integer(Int(report.status.rawValue))),
            ("status_class", .string(report.status.class.rawValue)),
        ] + members(of: report.optionalParameters)
    }

    private static func members(of report: DeliverReport, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("deliver-report")), ("smsc", smsc),
            ("fcs", PDUValue(report.failureCause) { .integer(Int($0)) }),
        ] + members(of: report.optionalParameters)
    }

    private static func members(of report: SubmitReport, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("submit-report")), ("smsc", smsc),
            ("fcs", PDUValue(report.failureCause) { .integer(Int($0)) }),
            ("scts", .time(report.serviceCentreTimeStamp)),
        ] + members(of: report.optionalParameters)
    }

    private static func members(of command: Command, _ smsc: PDUValue) -> Members {
        [
            ("kind", .string("command")), ("smsc", smsc), ("addr", .address(command.destination)),
            ("mr", .integer(Int(command.messageReference))), ("srr", .bool(command.statusReportRequest)),
            ("pid", .integer(Int(command.protocolIdentifier))), ("ct", .integer(Int(command.commandType))),
            ("mn", .integer(Int(command.messageNumber))),
        ] + members(of: nil, nil, data: command.octets)
    }

    private static func members(of parameters: OptionalParameters?) -> Members {
        let scheme = parameters?.userData == nil ? parameters?.dataCodingScheme : parameters?.effectiveScheme
        return [
            ("pi", PDUValue(parameters) { .integer(Int($0.indicator)) }),
            ("pid", PDUValue(parameters?.protocolIdentifier) { .integer(Int($0)) }),
        ] + members(of: parameters?.userData, scheme)
    }

    private static func members(of userData: UserData?, _ scheme: DataCodingScheme?) -> Members {
        let text = scheme.flatMap { userData?.text(in: $0) }
        return members(of: userData?.header, scheme, text: text, data: text == nil ? userData?.octets : nil)
    }

    private static func members(
        of header: UserDataHeader?, _ scheme: DataCodingScheme?, text: String? = nil, data: [UInt8]?
    ) -> Members {
        let header = header ?? UserDataHeader()
        return [
            ("dcs", PDUValue(scheme) { .integer(Int($0.rawValue)) }),
            ("class", PDUValue(scheme?.messageClass, PDUValue.integer)),
            ("compressed", .bool(scheme?.isCompressed ?? false)),
            ("udh", .array(header.elements.map(PDUValue.element))),
            ("concat", PDUValue(header.concatenation, PDUValue.concatenation)),
            ("ports", PDUValue(header.ports, PDUValue.ports)), ("text", PDUValue(text, PDUValue.string)),
            ("data", PDUValue(data) { .string(HexOctets.encode($0)) }),
        ]
    }
}

// MARK: - The fields

extension PDUValue {
    fileprivate static func address(_ address: Address) -> PDUValue {
        .object([
            ("number", .string(address.number)), ("ton", .integer(Int(address.typeOfNumber.rawValue))),
            ("npi", .integer(Int(address.numberingPlan.rawValue))),
        ])
    }

    fileprivate static func time(_ stamp: ServiceCentreTimeStamp) -> PDUValue {
        .object([("iso", .string(stamp.iso)), ("tz", .integer(stamp.zoneQuarters))])
    }

    fileprivate static func validity(_ period: ValidityPeriod) -> PDUValue {
        let seconds = PDUValue(period.seconds, PDUValue.integer)
        return switch period {
        case .none: .object([("format", .string("none"))])
        case .relative(let value):
            .object([("format", .string("relative")), ("value", .integer(Int(value))), ("seconds", seconds)])
        case .absolute(let stamp):
            .object([
                ("format", .string("absolute")), ("iso", .string(stamp.iso)),
                ("tz", .integer(stamp.zoneQuarters)),
            ])
        case .enhanced(let period):
            .object([
                ("format", .string("enhanced")), ("raw", .string(HexOctets.encode(period.octets))),
                ("seconds", seconds), ("single_shot", .bool(period.isSingleShot)),
            ])
        }
    }

    fileprivate static func element(_ element: UserDataHeader.Element) -> PDUValue {
        .object([
            ("iei", .integer(Int(element.identifier))), ("data", .string(HexOctets.encode(element.octets))),
        ])
    }

    fileprivate static func concatenation(_ place: Concatenation) -> PDUValue {
        .object([
            ("ref", .integer(place.reference)), ("total", .integer(place.total)),
            ("seq", .integer(place.sequence)),
            ("bits", .integer(place.bits)),
        ])
    }

    fileprivate static func ports(_ ports: ApplicationPorts) -> PDUValue {
        .object([
            ("dst", .integer(ports.destination)), ("src", .integer(ports.source)),
            ("bits", .integer(ports.bits)),
        ])
    }
}

extension ServiceCentreTimeStamp {
    /// Wall time, without its zone.
    var iso: String {
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(padded(month))-\(padded(day))T\(padded(hour)):\(padded(minute)):\(padded(second))"
    }
}
