/// Which part of a long message this is. 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8.
package struct Concatenation: Hashable, Sendable {
    /// How wide the reference is. Parts of one message agree on it.
    package enum Width: Int, Hashable, Sendable {
        case eightBit = 8
        case sixteenBit = 16

        /// Of the whole header, if the element is alone in it.
        package var headerOctetCount: Int { self == .eightBit ? 6 : 7 }
    }

    package let reference: Int
    /// 1 to 255.
    package let total: Int
    /// 1 to `total`.
    package let sequence: Int
    package let width: Width

    package var bits: Int { width.rawValue }

    /// Nil if the part is none of the parts. Of the reference the lowest 8 or 16 bits are taken.
    package init?(reference: Int, total: Int, sequence: Int, width: Width = .eightBit) {
        guard (1...255).contains(total), (1...total).contains(sequence) else { return nil }
        self.reference = width == .eightBit ? reference & 0xFF : reference & 0xFFFF
        self.total = total
        self.sequence = sequence
        self.width = width
    }

    /// Nil if the element is another, or has the wrong length, or contradicts itself: then it is to be
    /// ignored, and the message stands alone (§9.2.3.24.1).
    package init?(element: UserDataHeader.Element) {
        let octets = element.octets.map { Int($0) }
        switch (element.identifier, octets.count) {
        case (UserDataHeader.Identifier.concatenation8, 3):
            self.init(reference: octets[0], total: octets[1], sequence: octets[2])
        case (UserDataHeader.Identifier.concatenation16, 4):
            self.init(
                reference: octets[0] << 8 | octets[1], total: octets[2], sequence: octets[3],
                width: .sixteenBit)
        default: return nil
        }
    }

    package var element: UserDataHeader.Element {
        let place = [UInt8(total), UInt8(sequence)]
        let low = UInt8(reference & 0xFF)
        return switch width {
        case .eightBit: .init(identifier: UserDataHeader.Identifier.concatenation8, octets: [low] + place)
        case .sixteenBit:
            .init(
                identifier: UserDataHeader.Identifier.concatenation16,
                octets: [UInt8(reference >> 8), low] + place)
        }
    }
}
