/// What has come into a voice mailbox, or gone from it: as much of it as all of them have. 3GPP TS 23.040
/// §9.2.3.24.13.
package struct EnhancedVoiceMail: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// §9.2.3.24.13.1
        case notification
        /// §9.2.3.24.13.2
        case deleteConfirmation
    }

    package let kind: Kind
    /// Which of the numbers of the subscriber it is about, 1 to 4 (TS 23.097).
    package let profile: Int
    /// False: the text says no more than the element.
    package let keepsText: Bool
    package let isMailboxAlmostFull: Bool
    package let isMailboxFull: Bool
    /// Unread messages in the mailbox.
    package let messageCount: Int

    /// Nil if the element is another, or ends before the count.
    package init?(element: UserDataHeader.Element) {
        let octets = element.octets.map { $0 }
        guard element.identifier == UserDataHeader.Identifier.enhancedVoiceMail, octets.count >= 2
        else { return nil }
        // The number of the mailbox is an address as in a TPDU: a length in semi-octets, a type, digits.
        let countOffset = 3 + (Int(octets[1]) + 1) / 2
        guard octets.indices.contains(countOffset) else { return nil }
        kind = octets[0] & 0x01 == 0 ? .notification : .deleteConfirmation
        profile = Int(octets[0] >> 2 & 0b11) + 1
        keepsText = octets[0] & 0x10 != 0
        isMailboxAlmostFull = octets[0] & 0x20 != 0
        isMailboxFull = octets[0] & 0x40 != 0
        messageCount = Int(octets[countOffset])
    }
}
