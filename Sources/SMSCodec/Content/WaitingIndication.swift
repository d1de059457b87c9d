/// Something waits for the owner of the phone elsewhere: a light to switch on or off, voice mail mostly. 3GPP
/// TS 23.038 §4 (groups 1100 to 1110), TS 23.040 §9.2.3.24.2 and §9.2.3.24.13.
package struct WaitingIndication: Hashable, Sendable {
    /// Bits 0 and 1 wherever a kind is told; what is more than four comes from the bits above.
    package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
        case voicemail, fax, email, other
        case video
    }

    package var kind: Kind
    /// False: nothing waits any more.
    package var isActive: Bool
    /// The text says no more than the light does.
    package var discardsText: Bool
    /// 255: that many or more. Nil if only the light is told.
    package var count: Int?

    package init(kind: Kind, isActive: Bool, discardsText: Bool, count: Int? = nil) {
        self.kind = kind
        self.isActive = isActive
        self.discardsText = discardsText
        self.count = count
    }
}

extension WaitingIndication {
    /// Nil if the element is about something else or too short for what it says.
    package init?(element: UserDataHeader.Element) {
        switch element.identifier {
        case UserDataHeader.Identifier.specialMessageIndication:
            guard let indication = SpecialMessageIndication(element: element) else { return nil }
            self.init(
                kind: indication.kind, isActive: indication.count > 0,
                discardsText: !indication.keepsText, count: indication.count)
        case UserDataHeader.Identifier.enhancedVoiceMail:
            guard let mail = EnhancedVoiceMail(element: element) else { return nil }
            self.init(
                kind: .voicemail, isActive: mail.messageCount > 0, discardsText: !mail.keepsText,
                count: mail.messageCount)
        default: return nil
        }
    }
}

extension WaitingIndication {
    /// For a person: `voice mail waits: 2, text to be discarded`.
    package var words: String {
        let subject =
            switch kind {
            case .voicemail: "voice mail"
            case .fax: "fax"
            case .email: "e-mail"
            case .other: "something else"
            case .video: "video"
            }
        let state =
            isActive ? "\(subject) waits" : kind == .other ? "nothing else waits" : "no \(subject) waits"
        let number = isActive ? count.map { $0 == 255 ? ": 255 or more" : ": \($0)" } ?? "" : ""
        return state + number + (discardsText ? ", text to be discarded" : "")
    }
}
