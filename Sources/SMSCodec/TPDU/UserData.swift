/// TP-UDL and TP-UD: a header perhaps, and what it is about. 3GPP TS 23.040 §9.2.3.16 and §9.2.3.24.
///
/// The septets or octets are kept as they came, so that parts cut in mid-character can still be joined, and
/// so that reading and writing gives the same octets.
package struct UserData: Hashable, Sendable {
    package enum Payload: Hashable, Sendable {
        /// Of a 7 bit alphabet, one in each octet.
        case septets([UInt8])
        /// Two to a UCS-2 unit, or data.
        case octets([UInt8])
    }

    static let maximumOctetCount = 140
    static let maximumSeptetCount = 160

    /// Nil if TP-UDHI is zero; that is not the same octets as a header without elements.
    package let header: UserDataHeader?
    package let payload: Payload

    package static let empty = UserData(unchecked: nil, .septets([]))

    package init(header: UserDataHeader? = nil, payload: Payload) throws(SMSEncodingError) {
        self.init(unchecked: header, payload)
        for element in header?.elements ?? [] where element.octets.count > 255 {
            throw .elementTooLong(octets: element.octets.count)
        }
        guard octetCount <= Self.maximumOctetCount else {
            throw .userDataTooLong(octets: octetCount, maximum: Self.maximumOctetCount)
        }
    }

    /// The text in the alphabet of the scheme, and in the tables that the header names.
    package init(
        header: UserDataHeader? = nil, text: String, scheme: DataCodingScheme
    ) throws(SMSEncodingError) {
        guard !scheme.isCompressed else { throw .noTextCoding }
        switch scheme.alphabet {
        case .gsm7:
            let tables = NationalLanguages(header).tables
            try self.init(header: header, payload: .septets(try GSM7.septets(of: text, in: tables)))
        case .ucs2: try self.init(header: header, payload: .octets(UCS2.octets(of: text)))
        case .eightBit: throw .noTextCoding
        }
    }

    private init(unchecked header: UserDataHeader?, _ payload: Payload) {
        self.header = header
        self.payload = payload
    }

    /// Nil if this is data rather than text.
    package func text(in scheme: DataCodingScheme) -> String? {
        payload.text(in: scheme, NationalLanguages(header))
    }

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

// MARK: - Octets

extension UserData {
    private var headerOctetCount: Int { header?.octetCount ?? 0 }

    /// TP-UD without its length.
    private var octetCount: Int {
        switch payload {
        case .septets: (length * 7 + 7) / 8
        case .octets: length
        }
    }

    /// TP-UDL: in septets or in octets, the header included.
    private var length: Int {
        switch payload {
        case .septets(let septets): (headerOctetCount * 8 + 6) / 7 + septets.count
        case .octets(let octets): headerOctetCount + octets.count
        }
    }

    init(
        decoding reader: inout OctetReader, hasHeader: Bool, scheme: DataCodingScheme
    ) throws(SMSDecodingError) {
        let length = Int(try reader.octet(.userDataLength))
        let maximum = scheme.countsSeptets ? Self.maximumSeptetCount : Self.maximumOctetCount
        guard length <= maximum else {
            throw reader.error(.userDataLength, .userDataTooLong(length, maximum: maximum))
        }
        let octetCount = scheme.countsSeptets ? (length * 7 + 7) / 8 : length
        let header = hasHeader ? try UserDataHeader(decoding: &reader, available: octetCount) : nil
        let headerOctetCount = header?.octetCount ?? 0
        let octets = try reader.octets(octetCount - headerOctetCount, .userData)
        guard scheme.countsSeptets else {
            self.init(unchecked: header, .octets(Array(octets)))
            return
        }
        let headerSeptetCount = (headerOctetCount * 8 + 6) / 7
        guard headerSeptetCount <= length else {
            throw reader.error(
                .userDataHeader, .headerBeyondUserData(header: headerSeptetCount, left: length))
        }
        let septets = GSM7.unpack(
            octets, septetCount: length - headerSeptetCount,
            fillBitCount: GSM7.fillBitCount(afterHeaderOctets: headerOctetCount))
        self.init(unchecked: header, .septets(septets))
    }

    func encode(into writer: inout OctetWriter) {
        writer.append(UInt8(truncatingIfNeeded: length))
        header?.encode(into: &writer)
        switch payload {
        case .octets(let octets): writer.append(contentsOf: octets)
        case .septets(let septets):
            let fillBitCount = GSM7.fillBitCount(afterHeaderOctets: headerOctetCount)
            writer.append(contentsOf: GSM7.pack(septets, fillBitCount: fillBitCount))
        }
    }
}
