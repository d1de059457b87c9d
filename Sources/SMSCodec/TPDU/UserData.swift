/// TP-UDL and TP-UD: a header perhaps, and what it is about. 3GPP TS 23.040 §9.2.3.16 and §9.2.3.24.
///
/// The octets are kept as they came, so that parts cut in mid-character can still be joined, and so that
/// reading and writing gives the same octets. Header and payload are read out of them when asked for.
package struct UserData: Sendable {
    package enum Payload: Hashable, Sendable {
        /// Of a 7 bit alphabet, one in each octet.
        case septets([UInt8])
        /// Two to a UCS-2 unit, or data.
        case octets([UInt8])
    }

    static let maximumOctetCount = 140

    /// TP-UD is a part of these: of those of the whole PDU, if it was read.
    private let source: [UInt8]
    private let start: UInt8
    private let octetCount: UInt8
    /// TP-UDL: in septets or in octets, the header included.
    private let length: UInt8
    private let countsSeptets: Bool
    /// With its length; nil if TP-UDHI is zero.
    private let headerOctetCount: UInt8?

    package static let empty = UserData()

    private init() {
        (source, start, octetCount) = ([], 0, 0)
        (length, countsSeptets, headerOctetCount) = (0, true, nil)
    }

    package init(header: UserDataHeader? = nil, payload: Payload) throws(SMSEncodingError) {
        var writer = OctetWriter()
        header?.encode(into: &writer)
        switch payload {
        case .septets(let septets):
            let fillBitCount = GSM7.fillBitCount(afterHeaderOctets: writer.count)
            writer.append(contentsOf: GSM7.pack(septets, fillBitCount: fillBitCount))
            try self.init(&writer, septetCount: septets.count, header)
        case .octets(let octets):
            writer.append(octets.span)
            try self.init(&writer, septetCount: nil, header)
        }
    }

    /// The text in the alphabet of the scheme, and in the tables that the header names.
    package init(
        header: UserDataHeader? = nil, text: String, scheme: DataCodingScheme
    ) throws(SMSEncodingError) {
        guard !scheme.isCompressed else { throw .noTextCoding }
        var writer = OctetWriter()
        header?.encode(into: &writer)
        switch scheme.alphabet {
        case .gsm7:
            let fillBitCount = GSM7.fillBitCount(afterHeaderOctets: writer.count)
            let tables = header.map { NationalLanguages($0).tables } ?? .standard
            let count = try writer.append(septetsOf: text, in: tables, fillBitCount: fillBitCount)
            try self.init(&writer, septetCount: count, header)
        case .ucs2:
            writer.append(ucs2: text)
            try self.init(&writer, septetCount: nil, header)
        case .eightBit: throw .noTextCoding
        }
    }
}

// MARK: - Header and payload

extension UserData {
    /// Nil if TP-UDHI is zero; that is not the same octets as a header without elements.
    package var header: UserDataHeader? {
        guard let headerOctetCount else { return nil }
        return UserDataHeader(encoded: Array(source[Int(start) + 1..<Int(start) + Int(headerOctetCount)]))
    }

    package var payload: Payload {
        let rest = source[range]
        return countsSeptets
            ? .septets(GSM7.unpack(rest, septetCount: septetCount, fillBitCount: fillBitCount))
            : .octets(Array(rest))
    }

    /// Nil if this is data rather than text.
    package func text(in scheme: DataCodingScheme) -> String? {
        guard !scheme.isCompressed else { return nil }
        let payload = source.span.extracting(range)
        guard countsSeptets else { return scheme.alphabet == .ucs2 ? UCS2.text(of: payload) : nil }
        guard let headerOctetCount else {
            return GSM7.text(of: payload, count: septetCount, fillBitCount: 0, in: .standard)
        }
        let header = source.span.extracting(Int(start) + 1..<Int(start) + Int(headerOctetCount))
        return GSM7.text(
            of: payload, count: septetCount, fillBitCount: fillBitCount,
            in: NationalLanguages(encoded: header).tables)
    }

    /// Of the payload.
    private var range: Range<Int> { Int(start) + payloadStart..<Int(start) + Int(octetCount) }
    private var payloadStart: Int { Int(headerOctetCount ?? 0) }
    private var fillBitCount: Int { GSM7.fillBitCount(afterHeaderOctets: payloadStart) }
    private var septetCount: Int { Int(length) - GSM7.septetCount(ofHeaderOctets: payloadStart) }

    /// As they were packed, without the header and the bits that fill it up.
    package var octets: [UInt8] { payload.octets }
}

extension UserData.Payload {
    func text(in scheme: DataCodingScheme, _ languages: NationalLanguages) -> String? {
        guard !scheme.isCompressed else { return nil }
        return switch self {
        case .septets(let septets): GSM7.text(of: septets, in: languages.tables)
        case .octets(let octets): scheme.alphabet == .ucs2 ? UCS2.text(of: octets) : nil
        }
    }

    var octets: [UInt8] {
        switch self {
        case .septets(let septets): GSM7.pack(septets)
        case .octets(let octets): octets
        }
    }
}

/// Bits that belong to no septet make no difference.
extension UserData: Hashable {
    package static func == (one: UserData, other: UserData) -> Bool {
        one.header == other.header && one.payload == other.payload
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(header)
        hasher.combine(payload)
    }
}

// MARK: - Octets

extension UserData {
    /// - Parameter septetCount: of the payload; nil if it is octets.
    private init(
        _ writer: inout OctetWriter, septetCount: Int?, _ header: UserDataHeader?
    ) throws(SMSEncodingError) {
        guard writer.count <= Self.maximumOctetCount else {
            throw .userDataTooLong(octets: writer.count, maximum: Self.maximumOctetCount)
        }
        let headerOctetCount = header?.octetCount
        let length =
            septetCount.map { GSM7.septetCount(ofHeaderOctets: headerOctetCount ?? 0) + $0 } ?? writer.count
        source = writer.octets
        start = 0
        octetCount = UInt8(writer.count)
        self.length = UInt8(length)
        countsSeptets = septetCount != nil
        self.headerOctetCount = headerOctetCount.map { UInt8($0) }
    }

    /// - Parameter maximumOctetCount: more in a report, where they may fill the TPDU.
    init(
        decoding reader: inout OctetReader, hasHeader: Bool, scheme: DataCodingScheme,
        maximumOctetCount: Int = maximumOctetCount
    ) throws(SMSDecodingError) {
        length = try reader.octet(.userDataLength)
        countsSeptets = scheme.countsSeptets
        let maximum = countsSeptets ? maximumOctetCount * 8 / 7 : maximumOctetCount
        guard length <= maximum else {
            throw reader.error(.userDataLength, .userDataTooLong(Int(length), maximum: maximum))
        }
        let octetCount = countsSeptets ? (Int(length) * 7 + 7) / 8 : Int(length)
        let start = reader.offset
        if hasHeader { try UserDataHeader.skip(in: &reader, available: octetCount) }
        let headerOctetCount = reader.offset - start
        _ = try reader.take(octetCount - headerOctetCount, .userData)
        let headerSeptetCount = GSM7.septetCount(ofHeaderOctets: headerOctetCount)
        guard !countsSeptets || headerSeptetCount <= length else {
            throw reader.error(
                .userDataHeader, .headerBeyondUserData(header: headerSeptetCount, left: Int(length)),
                at: start)
        }
        source = reader.octets
        self.start = UInt8(start)
        self.octetCount = UInt8(octetCount)
        self.headerOctetCount = hasHeader ? UInt8(headerOctetCount) : nil
    }

    func encode(into writer: inout OctetWriter) {
        writer.append(length)
        writer.append(source.span.extracting(Int(start)..<Int(start) + Int(octetCount)))
    }
}
