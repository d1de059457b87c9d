/// Which program of the phone a message is for: then it is no text for a person. 3GPP TS 23.040 §9.2.3.24.3,
/// §9.2.3.24.4.
package struct ApplicationPorts: Hashable, Sendable {
    package let destination: Int
    package let source: Int
    /// 8 or 16.
    package let bits: Int

    package init?(element: UserDataHeader.Element) {
        let octets = element.octets.map { Int($0) }
        switch (element.identifier, octets.count) {
        case (UserDataHeader.Identifier.ports8, 2):
            (destination, source, bits) = (octets[0], octets[1], 8)
        case (UserDataHeader.Identifier.ports16, 4):
            (destination, source, bits) = (octets[0] << 8 | octets[1], octets[2] << 8 | octets[3], 16)
        default: return nil
        }
    }
}
