/// How many messages of a kind wait. A header may hold one for each kind. 3GPP TS 23.040 §9.2.3.24.2.
package struct SpecialMessageIndication: Hashable, Sendable {
    /// False: the text says no more than the indication.
    package let keepsText: Bool
    /// Which of the numbers of the subscriber it is about, 1 to 4 (TS 23.097).
    package let profile: Int
    package let kind: WaitingIndication.Kind
    /// 255: that many or more.
    package let count: Int

    /// Nil if the element is another, or too short. Octets beyond the two are a later release's.
    package init?(element: UserDataHeader.Element) {
        let octets = element.octets.prefix(2)
        guard element.identifier == UserDataHeader.Identifier.specialMessageIndication,
            let type = octets.first, let count = octets.dropFirst().first
        else { return nil }
        keepsText = type & 0x80 != 0
        profile = Int(type >> 5 & 0b11) + 1
        kind = Self.kind(of: type & 0b11111)
        self.count = Int(count)
    }

    /// Three bits extend the last of four kinds; only video has been given out.
    private static func kind(of type: UInt8) -> WaitingIndication.Kind {
        type == 0b00111 ? .video : .init(rawValue: type & 0b11) ?? .other
    }
}
