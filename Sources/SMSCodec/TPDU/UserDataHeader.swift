/// What stands before the text in TP-UD: a list of elements. 3GPP TS 23.040 §9.2.3.24.
///
/// Elements that mean nothing here are kept as they are, and keep their place.
package struct UserDataHeader: Hashable, Sendable {
    package struct Element: Hashable, Sendable {
        package var identifier: UInt8
        /// No user data have room for more than 137.
        package var octets: [UInt8]

        package init(identifier: UInt8, octets: [UInt8]) {
            self.identifier = identifier
            self.octets = octets
        }
    }

    /// Information element identifiers (§9.2.3.24).
    package enum Identifier {
        package static let concatenation8: UInt8 = 0x00
        package static let ports8: UInt8 = 0x04
        package static let ports16: UInt8 = 0x05
        package static let concatenation16: UInt8 = 0x08
        package static let nationalSingleShift: UInt8 = 0x24
        package static let nationalLockingShift: UInt8 = 0x25
    }

    /// The elements as they are sent, one after the other.
    private let octets: [UInt8]

    package init(elements: [Element] = []) {
        octets = elements.flatMap {
            [$0.identifier, UInt8(truncatingIfNeeded: $0.octets.count)] + $0.octets
        }
    }

    /// - Parameter encoded: the elements without the octet that tells their length.
    init(encoded: [UInt8]) {
        octets = encoded
    }

    package var elements: [Element] {
        var elements: [Element] = []
        Self.forEachElement(of: octets.span) { identifier, octets in
            elements.append(Element(identifier: identifier, octets: octets.indices.map { octets[$0] }))
        }
        return elements
    }

    /// Identifier and octets of each, without a copy.
    func forEachElement(_ body: (UInt8, Span<UInt8>) -> Void) { Self.forEachElement(of: octets.span, body) }

    static func forEachElement(of encoded: Span<UInt8>, _ body: (UInt8, Span<UInt8>) -> Void) {
        var start = 0
        while start + 1 < encoded.count {
            let end = min(start + 2 + Int(encoded[start + 1]), encoded.count)
            body(encoded[start], encoded.extracting(start + 2..<end))
            start = end
        }
    }

    /// With the octet that tells the length.
    package var octetCount: Int { 1 + octets.count }

    /// The last element of a kind holds, and one that makes no sense is passed over (§9.2.3.24).
    package var concatenation: Concatenation? {
        elements.reversed().lazy.compactMap(Concatenation.init(element:)).first
    }

    package var ports: ApplicationPorts? {
        elements.reversed().lazy.compactMap(ApplicationPorts.init(element:)).first
    }

    /// Passes over a header, after a look at whether it is one.
    ///
    /// - Parameter available: what the user data hold in octets.
    static func skip(in reader: inout OctetReader, available: Int) throws(SMSDecodingError) {
        guard available > 0 else { throw reader.error(.userDataHeader, .headerWithoutUserData) }
        var left = Int(try reader.octet(.userDataHeader))
        guard left < available else {
            throw reader.error(.userDataHeader, .headerBeyondUserData(header: left + 1, left: available))
        }
        while left > 0 {
            guard left >= 2 else {
                throw reader.error(
                    .userDataHeader, .elementBeyondHeader(identifier: nil, left: left), at: reader.offset)
            }
            let identifier = try reader.octet(.userDataHeader)
            let length = Int(try reader.octet(.userDataHeader))
            left -= 2
            guard length <= left else {
                throw reader.error(.userDataHeader, .elementBeyondHeader(identifier: identifier, left: left))
            }
            _ = try reader.take(length, .userDataHeader)
            left -= length
        }
    }

    func encode(into writer: inout OctetWriter) {
        writer.append(UInt8(truncatingIfNeeded: octets.count))
        writer.append(octets.span)
    }
}
