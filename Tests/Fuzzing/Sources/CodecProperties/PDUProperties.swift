import SMSCodec

/// What must hold when the octets of a stranger are read as PDUs, whatever they are.
///
/// The octets count as one PDU of each direction, as hexadecimal, and as a row of PDUs one behind the other, which
/// may be the parts of a long message.
package enum PDUProperties {
    package static func check(_ octets: [UInt8]) throws(BrokenProperty) {
        try checkHexadecimal(octets)
        try checkRow(octets, try checkOne(octets, withFields: true))
    }

    /// The same, where time is short: all of it for one input in eight, and what is asked of one PDU for the others.
    package static func checkMostly(_ octets: [UInt8]) throws(BrokenProperty) {
        if octets.reduce(0, &+).isMultiple(of: 8) {
            try check(octets)
        } else {
            _ = try checkOne(octets, withFields: false)
        }
    }

    private static func checkOne(
        _ octets: [UInt8], withFields: Bool
    ) throws(BrokenProperty) -> Result<IncomingPDU, SMSDecodingError> {
        let incoming = try read(IncomingPDU.self, octets)
        let outgoing = try read(OutgoingPDU.self, octets)
        try checkAny(octets, .mobileTerminated, (try? incoming.get())?.terminated, withFields: withFields)
        try checkAny(octets, .mobileOriginated, (try? outgoing.get())?.originated, withFields: withFields)
        if case .deliver(let deliver) = (try? incoming.get())?.tpdu, deliver.content == .text {
            try require(deliver.text != nil, "a text that cannot be read")
        }
        return incoming
    }

    /// Many PDUs, each after the last octet that the one before it is written with.
    private static func checkRow(
        _ octets: [UInt8], _ first: Result<IncomingPDU, SMSDecodingError>
    ) throws(BrokenProperty) {
        var rest = octets[...]
        var next = first
        if octets.count > IncomingPDU.maximumOctetCount { next = try read(IncomingPDU.self, start(of: rest)) }
        var delivers: [Deliver] = []
        while case .success(let pdu) = next {
            if case .deliver(let deliver) = pdu.tpdu { delivers.append(deliver) }
            rest = rest.dropFirst(pdu.octets.count)
            next = try read(IncomingPDU.self, start(of: rest))
        }
        try ReassemblyProperties.check(delivers)
    }

    private static func start(of octets: ArraySlice<UInt8>) -> [UInt8] {
        Array(octets.prefix(IncomingPDU.maximumOctetCount))
    }

    private static func checkHexadecimal(_ octets: [UInt8]) throws(BrokenProperty) {
        try require(HexOctets.decode(HexOctets.encode(octets)) == octets, "hexadecimal changes octets")
        let text = String(decoding: octets, as: UTF8.self)
        guard let decoded = HexOctets.decode(text) else { return }
        try require(HexOctets.encode(decoded) == text.uppercased(), "hexadecimal changes its digits")
    }
}

// MARK: - Read, written, read again

/// What both directions have in common.
private protocol ReadablePDU: Hashable {
    init(decoding octets: [UInt8]) throws(SMSDecodingError)
    var octets: [UInt8] { get }
    var hex: String { get }
    var tpduLength: Int { get }
}

extension IncomingPDU: ReadablePDU {
    fileprivate var terminated: AnyPDU.TPDU {
        switch tpdu {
        case .deliver(let deliver): .deliver(deliver)
        case .statusReport(let report): .statusReport(report)
        }
    }
}

extension OutgoingPDU: ReadablePDU {
    fileprivate var originated: AnyPDU.TPDU { .submit(submit) }
}

extension PDUProperties {
    /// What can be read is written as octets that read the same; what cannot is refused at one of its octets.
    private static func read<PDU: ReadablePDU>(
        _ type: PDU.Type, _ octets: [UInt8]
    ) throws(BrokenProperty) -> Result<PDU, SMSDecodingError> {
        let pdu: PDU
        do {
            pdu = try PDU(decoding: octets)
        } catch {
            try checkError(error, octets)
            return .failure(error)
        }
        let written = pdu.octets
        let again: PDU
        do {
            again = try PDU(decoding: written)
        } catch {
            throw BrokenProperty("\(pdu) is written as \(pdu.hex), which is refused: \(error)")
        }
        try require(again == pdu, "\(pdu) is written as \(pdu.hex), which reads \(again)")
        try require(again.hashValue == pdu.hashValue, "\(pdu.hex) is equal by two hashes")
        try require(again.octets == written, "\(pdu.hex) is written as \(again.hex) the next time")
        try require(HexOctets.decode(pdu.hex) == written, "\(pdu.hex) is not the octets in hexadecimal")
        try require(
            written.count <= IncomingPDU.maximumOctetCount, "\(pdu.hex) is longer than a PDU can be")
        try require(
            pdu.tpduLength + 1 + Int(written.first ?? 0) == written.count,
            "the TPDU of \(pdu.hex) has not \(pdu.tpduLength) octets")
        return .success(pdu)
    }

    private static func checkError(_ error: SMSDecodingError, _ octets: [UInt8]) throws(BrokenProperty) {
        try require(
            (0...octets.count).contains(error.octet), "\(error), and there are but \(octets.count) octets")
        try require(!error.description.isEmpty, "an error without words")
    }

    /// A PDU of any kind is read as the readers of one kind read it, and its spans tell of every octet once.
    private static func checkAny(
        _ octets: [UInt8], _ direction: PDUDirection, _ known: AnyPDU.TPDU?, withFields: Bool
    ) throws(BrokenProperty) {
        var reader = OctetReader(octets, keepsSpans: true)
        switch Result(catching: { () throws(SMSDecodingError) in try AnyPDU(decoding: &reader, direction) }) {
        case .success(let pdu):
            if withFields { try checkFields(of: pdu.tpdu) }
            try require(
                known == nil || pdu.tpdu == known, "\(pdu.tpdu) is read as \(String(describing: known))")
        case .failure(let error):
            try checkError(error, octets)
            try require(known == nil, "refused (\(error)) and read as \(String(describing: known))")
        }
        var end = 0
        for span in reader.spans {
            try require(
                span.octets.lowerBound == end && !span.octets.isEmpty, "\(span) does not begin at \(end)")
            end = span.octets.upperBound
        }
        try require(end == reader.offset && end <= octets.count, "the spans end at \(end)")
    }
}
