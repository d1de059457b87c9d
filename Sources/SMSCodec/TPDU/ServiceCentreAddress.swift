/// The address of a service centre in front of a TPDU. 3GPP TS 24.011 §8.2.5.1, TS 27.005 §4.3.
///
/// Unlike the addresses inside a TPDU its length counts octets, that of the type included. Length zero: the
/// modem takes the service centre that it keeps.
package enum ServiceCentreAddress {
    static let maximumLength = 12

    package static func decode(_ reader: inout OctetReader) throws(SMSDecodingError) -> Address? {
        defer { reader.startOfTPDU = reader.offset }
        let length = Int(try reader.octet(.serviceCentreAddress))
        guard length > 0 else { return nil }
        guard length <= maximumLength else {
            throw reader.error(.serviceCentreAddress, .addressTooLong(length, maximum: maximumLength))
        }
        let address = try Address(
            decoding: &reader, .serviceCentreAddress, semiOctetCount: (length - 1) * 2)
        // A type without digits stands for no address: it only informs, and the message behind it counts.
        return address.isEmpty ? nil : address.withoutPadding
    }

    package static func encode(_ address: Address?, into writer: inout OctetWriter) {
        guard let address, !address.isEmpty else { return writer.append(0) }
        writer.append(UInt8(truncatingIfNeeded: address.octetCount + 1))
        address.encodeValue(into: &writer)
    }
}
