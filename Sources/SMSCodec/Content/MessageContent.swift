/// What a message is to the one who keeps it. 3GPP TS 23.040 §9.2.3.9 (TP-PID) and §9.2.3.24 (headers), TS
/// 23.038 §4 (TP-DCS).
package enum MessageContent: Hashable, Sendable {
    /// Words for a person: of no class, of class 1, or of class 3, which only names the device that shows
    /// them.
    case text
    /// Words of class 0: shown at once, and neither answered nor read for what they ask.
    case flash
    /// Words that take the place of earlier ones with the same TP-PID from the same sender: 41h to 47h, and
    /// 5Fh, which says that the sender can be called.
    case replacement(UInt8)
    /// Short message type 0: acknowledged and never shown.
    case silent
    /// For the SIM or the phone itself.
    case simData
    /// Something waits: voice mail, mostly.
    case voicemailNotice(WaitingIndication)
    /// A picture message waits to be fetched.
    case pictureNotice
    /// Any other message to a port of WAP.
    case push
    /// Any other data.
    case binary
}

extension Deliver {
    /// Of a message in several parts this is what the first part says: the others do not know what is pushed.
    package var content: MessageContent { content(joined: octets) }

    /// - Parameter octets: those of all parts, and this is the first. Asked for only if they matter.
    package func content(joined octets: @autoclosure () -> [UInt8]) -> MessageContent {
        let isFirst = concatenation.map { $0.sequence == 1 } ?? true
        return MessageContent(
            ProtocolIdentifier(rawValue: protocolIdentifier), dataCodingScheme, userDataHeader,
            octets: isFirst ? octets() : [])
    }
}

// MARK: - What comes first

extension MessageContent {
    /// Where a message says several things of itself, the first of these holds:
    ///
    /// 1. Type 0: no more than the acknowledgement is wanted of the phone (TS 23.040 §9.2.3.9).
    /// 2. A TP-PID that hands the whole message to the SIM or the phone, and a header signed for the SIM:
    ///    what the rest looks like is theirs (§9.2.3.9, TS 31.111 §7.1.1, TS 31.115 §4).
    /// 3. An element that says what waits: it is for the phone itself wherever the text goes, and holds
    ///    against TP-DCS (§9.2.3.24.2).
    /// 4. Ports: the text is for a program, in whatever alphabet (§9.2.3.24.3, §9.2.3.24.4). WAP's own
    ///    control messages have none, and are no text either (§9.2.3.24.9).
    /// 5. A TP-DCS that says that something waits (TS 23.038 §4): its text, if any, is about that.
    /// 6. A device trigger, class 2, and what cannot be read as characters: data.
    /// 7. Class 0: what is not kept replaces nothing.
    /// 8. What replaces.
    ///
    /// - Parameter octets: the user data without header, of all parts; empty if they are not at hand.
    package init(
        _ protocolIdentifier: ProtocolIdentifier, _ scheme: DataCodingScheme, _ header: UserDataHeader,
        octets: @autoclosure () -> [UInt8]
    ) {
        if protocolIdentifier.meaning == .silent {
            self = .silent
        } else if protocolIdentifier.isForSIMOrPhone || header.hasSecurityHeader {
            self = .simData
        } else if let indication = header.waitingIndication {
            self = .voicemailNotice(indication)
        } else if let ports = header.ports {
            self.init(to: ports, octets: octets())
        } else if header.isWirelessControl {
            self = .binary
        } else if let indication = scheme.waitingIndication {
            self = .voicemailNotice(indication)
        } else {
            self.init(protocolIdentifier, scheme)
        }
    }

    /// What is sent to a program; `octets` as above.
    package init(to ports: ApplicationPorts, octets: @autoclosure () -> [UInt8]) {
        guard ports.isWAP else {
            self = .binary
            return
        }
        self = WAPPush(octets())?.isPictureNotice == true ? .pictureNotice : .push
    }

    private init(_ protocolIdentifier: ProtocolIdentifier, _ scheme: DataCodingScheme) {
        switch (protocolIdentifier.meaning, scheme.messageClass) {
        case (_, 2): self = .simData
        case (.deviceTrigger, _): self = .binary
        case _ where scheme.isCompressed || scheme.alphabet == .eightBit: self = .binary
        case (_, 0): self = .flash
        case (.replacement, _), (.returnCall, _): self = .replacement(protocolIdentifier.rawValue)
        default: self = .text
        }
    }
}

extension ProtocolIdentifier {
    fileprivate var isForSIMOrPhone: Bool {
        switch meaning {
        case .ansi136RData, .phoneDataDownload, .phoneDepersonalisation, .simDataDownload: true
        default: false
        }
    }
}

extension UserDataHeader {
    fileprivate var hasSecurityHeader: Bool {
        elements.contains { Identifier.simToolkitSecurity.contains($0.identifier) }
    }

    fileprivate var isWirelessControl: Bool {
        elements.contains { $0.identifier == Identifier.wirelessControl }
    }

    /// Voice mail if that is among what waits, else what is told first.
    fileprivate var waitingIndication: WaitingIndication? {
        let indications = elements.compactMap(WaitingIndication.init(element:))
        return indications.first { $0.kind == .voicemail } ?? indications.first
    }
}
