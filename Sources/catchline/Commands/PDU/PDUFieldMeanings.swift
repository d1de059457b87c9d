import SMSCodec

/// The octets of a PDU as rows for a person: a field or an element of the header, and what it says.
///
/// Fields are read one by one, each from its own octets, so that a PDU that cannot be read to its end is told
/// as far as it goes.
struct PDUFieldMeanings {
    struct Row: Equatable {
        var octets: Range<Int>
        var field: String
        /// Empty where the octets say it themselves.
        var meaning: String
    }

    private(set) var rows: [Row] = []

    private let octets: [UInt8]
    private let direction: PDUDirection
    private var kind = PDUKind.deliver
    private var validityFormat: UInt8 = 0
    private var scheme = DataCodingScheme.gsm7

    init(_ spans: [OctetReader.Span], of octets: [UInt8], direction: PDUDirection) {
        self.octets = octets
        self.direction = direction
        for span in spans { read(span) }
    }

    private mutating func read(_ span: OctetReader.Span) {
        switch span.field {
        case .userDataHeader: readHeader(span.octets)
        case .parameterIndicator: readIndicator(span.octets)
        default: append(span.octets, span.field, meaning(of: span.field, Array(octets[span.octets])))
        }
    }

    private mutating func append(_ range: Range<Int>, _ field: PDUField, _ meaning: String) {
        rows.append(Row(octets: range, field: field.rawValue, meaning: meaning))
    }
}

// MARK: - Fields of one meaning

extension PDUFieldMeanings {
    private mutating func meaning(of field: PDUField, _ octets: [UInt8]) -> String {
        guard let first = octets.first else { return "" }
        switch field {
        case .serviceCentreAddress: return serviceCentre(octets)
        case .firstOctet: return firstOctet(first)
        case .originatingAddress, .destinationAddress, .recipientAddress: return address(octets, field)
        case .protocolIdentifier: return ProtocolIdentifier(rawValue: first).words
        case .dataCodingScheme:
            scheme = DataCodingScheme(rawValue: first)
            return scheme.words
        case .serviceCentreTimeStamp, .dischargeTime: return time(octets)
        case .validityPeriod: return validity(octets)
        case .status: return DeliveryStatus(rawValue: first).words
        case .failureCause: return FailureCause(rawValue: first).words
        case .commandType: return CommandType(rawValue: first).words
        case .messageReference, .messageNumber: return "number \(first)"
        case .commandDataLength: return "octets: \(first)"
        case .userDataLength: return scheme.countsSeptets ? "septets: \(first)" : "octets: \(first)"
        case .pdu, .userData, .commandData, .parameterIndicator, .userDataHeader: return ""
        }
    }

    private mutating func firstOctet(_ octet: UInt8) -> String {
        kind = PDUKind(octet, direction)
        validityFormat = octet >> 3 & 0b11
        return ([kind.words] + kind.flags(of: octet)).joined(separator: ", ")
    }

    private func serviceCentre(_ octets: [UInt8]) -> String {
        var reader = OctetReader(octets)
        guard octets != [0] else { return "the one that the modem keeps" }
        guard let address = try? ServiceCentreAddress.decode(&reader) else { return "no number" }
        return address.words
    }

    private func address(_ octets: [UInt8], _ field: PDUField) -> String {
        var reader = OctetReader(octets)
        return (try? Address(decoding: &reader, field))?.words ?? ""
    }

    private func time(_ octets: [UInt8]) -> String {
        guard octets.count == 7 else { return "" }
        return ServiceCentreTimeStamp(octets: octets)?.words ?? "no such time"
    }

    private func validity(_ octets: [UInt8]) -> String {
        switch (validityFormat, octets.first, octets.count) {
        case (0b01, _, 7): ValidityPeriod.enhanced(EnhancedValidityPeriod(octets)).words
        case (0b10, let value?, _): ValidityPeriod.relative(value).words
        case (0b11, _, 7):
            (ServiceCentreTimeStamp(octets: octets).map { .absolute($0) } ?? ValidityPeriod.none).words
        default: ""
        }
    }
}

// MARK: - Fields of several

extension PDUFieldMeanings {
    /// The length, then each element.
    private mutating func readHeader(_ range: Range<Int>) {
        append(range.prefix(1), .userDataHeader, "octets: \(octets[range.lowerBound])")
        var rest = range.dropFirst()
        while rest.count >= 2 {
            let identifier = octets[rest.lowerBound]
            let element = rest.prefix(2 + Int(octets[rest.lowerBound + 1]))
            let value = UserDataHeader.Element(
                identifier: identifier, octets: Array(octets[element.dropFirst(2)]))
            rows.append(
                Row(octets: element, field: PDUField.path(toElement: identifier), meaning: value.words))
            rest = rest.dropFirst(element.count)
        }
        if !rest.isEmpty { append(rest, .userDataHeader, "cut off") }
    }

    /// A report of failure has the cause in front of TP-PI.
    private mutating func readIndicator(_ range: Range<Int>) {
        var rest = range
        if kind.mayTellCause, octets[range.lowerBound] >= 0x80 {
            append(range.prefix(1), .failureCause, FailureCause(rawValue: octets[range.lowerBound]).words)
            rest = range.dropFirst()
        }
        guard let indicator = rest.first.map({ octets[$0] }) else { return }
        let fields = [(UInt8(0x01), "TP-PID"), (0x02, "TP-DCS"), (0x04, "TP-UD")]
        let announced = fields.filter { indicator & $0.0 != 0 }.map(\.1)
        append(
            rest, .parameterIndicator, announced.isEmpty ? "nothing more" : announced.joined(separator: ", "))
    }
}
