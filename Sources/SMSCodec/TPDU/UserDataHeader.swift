/// What stands before the text in TP-UD: a list of elements. 3GPP TS 23.040 §9.2.3.24.
///
/// Elements that mean nothing here are kept as they are, and keep their place.
package struct UserDataHeader: Hashable, Sendable {
    package struct Element: Hashable, Sendable {
        package var identifier: UInt8
        /// At most 255.
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

    package var elements: [Element]

    package init(elements: [Element] = []) {
        self.elements = elements
    }

    /// With the octet that tells the length.
    package var octetCount: Int {
        elements.reduce(1) { $0 + 2 + $1.octets.count }
    }

    /// The last element of a kind holds, and one that makes no sense is passed over (§9.2.3.24).
    package var concatenation: Concatenation? {
        elements.reversed().lazy.compactMap(Concatenation.init(element:)).first
    }

    package var ports: ApplicationPorts? {
        elements.reversed().lazy.compactMap(ApplicationPorts.init(element:)).first
    }

    /// `available` is what the user data hold in octets.
    init(decoding reader: inout OctetReader, available: Int) throws(SMSDecodingError) {
        guard available > 0 else { throw reader.error(.userDataHeader, .headerWithoutUserData) }
        var left = Int(try reader.octet(.userDataHeader))
        guard left < available else {
            throw reader.error(.userDataHeader, .headerBeyondUserData(header: left + 1, left: available))
        }
        elements = []
        while left > 0 {
            guard left >= 2 else {
                throw reader.error(.userDataHeader, .elementBeyondHeader(identifier: nil, left: left))
            }
            let identifier = try reader.octet(.userDataHeader)
            let length = Int(try reader.octet(.userDataHeader))
            left -= 2
            guard length <= left else {
                throw reader.error(.userDataHeader, .elementBeyondHeader(identifier: identifier, left: left))
            }
            elements.append(
                Element(identifier: identifier, octets: Array(try reader.octets(length, .userDataHeader))))
            left -= length
        }
    }

    func encode(into writer: inout OctetWriter) {
        writer.append(UInt8(truncatingIfNeeded: octetCount - 1))
        for element in elements {
            writer.append(element.identifier)
            writer.append(UInt8(truncatingIfNeeded: element.octets.count))
            writer.append(contentsOf: element.octets)
        }
    }
}
