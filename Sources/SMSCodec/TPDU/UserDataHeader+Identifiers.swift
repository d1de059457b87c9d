// Information element identifiers, §9.2.3.24.

extension UserDataHeader.Identifier {
    /// Something waits: voice mail, fax, mail (§9.2.3.24.2).
    package static let specialMessageIndication: UInt8 = 0x01
    /// What waits in a mailbox, message by message (§9.2.3.24.13).
    package static let enhancedVoiceMail: UInt8 = 0x23
    /// Commands to the (U)SIM, signed (TS 31.115 §4).
    package static let simToolkitSecurity: ClosedRange<UInt8> = 0x70...0x7F
    /// Of WAP, about messages to ports (§9.2.3.24.9).
    package static let wirelessControl: UInt8 = 0x09
}

extension UserDataHeader.Element {
    /// For a person: every identifier has a name, be it that it is reserved.
    package var name: String { Self.name(of: identifier) }

    private static func name(of identifier: UInt8) -> String {
        switch identifier {
        case 0x00: "part of a long message"
        case 0x01: "message waiting"
        case 0x03: "not used, it would be taken for a line feed"
        case 0x04: "ports of 8 bits"
        case 0x05: "ports of 16 bits"
        case 0x06: "reports that are wanted"
        case 0x07: "which header elements are the sender's"
        case 0x08: "part of a long message, 16 bit reference"
        case 0x09: "wireless control message"
        case 0x0A...0x1F: enhancedMessageName(of: identifier)
        case 0x20: "length of a mail header"
        case 0x21: "hyperlink"
        case 0x22: "reply address"
        case 0x23: "enhanced voice mail"
        case 0x24: "national language, single shift"
        case 0x25: "national language, locking shift"
        case 0x26: "filler"
        case 0x70...0x7F: "security of the SIM toolkit"
        case 0x80...0x9F: "as the two ends agree"
        case 0xC0...0xDF: "as this service centre defines it"
        default: "reserved"
        }
    }

    /// Looks and sounds of EMS (§9.2.3.24.10).
    private static func enhancedMessageName(of identifier: UInt8) -> String {
        switch identifier {
        case 0x0A: "text formatting"
        case 0x0B: "predefined sound"
        case 0x0C: "sound of the sender's"
        case 0x0D: "predefined animation"
        case 0x0E: "large animation"
        case 0x0F: "small animation"
        case 0x10: "large picture"
        case 0x11: "small picture"
        case 0x12: "picture"
        case 0x13: "what belongs together in EMS"
        case 0x14: "extended object"
        case 0x15: "extended object once more"
        case 0x16: "compression"
        case 0x17: "what may be passed on"
        case 0x18: "drawing"
        case 0x19: "drawing in the size of a character"
        case 0x1A: "asks for extended objects"
        default: "reserved for EMS"
        }
    }
}
