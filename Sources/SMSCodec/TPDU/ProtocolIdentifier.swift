/// TP-PID: what handles a message on the way, or at its end. 3GPP TS 23.040 §9.2.3.9.
package struct ProtocolIdentifier: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package enum Meaning: Hashable, Sendable {
        /// From one end to the other with nothing between; above 0 both ends agree on a protocol.
        case direct(UInt8)
        /// The service centre converts for another kind of device, or from it.
        case telematic(TelematicDevice)
        /// Type 0: acknowledged, and its contents discarded.
        case silent
        /// Takes the place of an earlier one of the same type, 1 to 7, from the same sender.
        case replacement(UInt8)
        /// Wakes a machine (TS 23.682).
        case deviceTrigger
        /// Was to be EMS, and is not.
        case enhancedMessageObsolete
        /// The sender can be called; replaces as a replacement does.
        case returnCall
        /// Of a network that is no longer: to the SIM.
        case ansi136RData
        case phoneDataDownload
        /// Takes a lock to one network off a phone.
        case phoneDepersonalisation
        /// TS 31.111: handed to the SIM as a whole.
        case simDataDownload
        /// To be read as 0 by those who do not know it, and kept as it came.
        case reserved
        /// As a service centre and its customers agree.
        case serviceCentreSpecific
    }

    package var meaning: Meaning {
        switch rawValue {
        case 0x00...0x1F: .direct(rawValue)
        case 0x38...0x3E: .serviceCentreSpecific
        case 0x20...0x3F: TelematicDevice(rawValue: rawValue & 0x1F).map { .telematic($0) } ?? .reserved
        case 0x40: .silent
        case 0x41...0x47: .replacement(rawValue & 0b111)
        case 0x48: .deviceTrigger
        case 0x5E: .enhancedMessageObsolete
        case 0x5F: .returnCall
        case 0x7C: .ansi136RData
        case 0x7D: .phoneDataDownload
        case 0x7E: .phoneDepersonalisation
        case 0x7F: .simDataDownload
        case 0xC0...0xFF: .serviceCentreSpecific
        default: .reserved
        }
    }

    /// For a person.
    package var words: String {
        switch meaning {
        case .direct(0): "an ordinary message"
        case .direct(let number): "an ordinary message, protocol \(number) between the two ends"
        case .telematic(let device): "interworks with \(device.words)"
        case .silent: "type 0: acknowledged and not shown"
        case .replacement(let type): "replaces an earlier message of type \(type)"
        case .deviceTrigger: "wakes a device"
        case .enhancedMessageObsolete: "enhanced message service, given up"
        case .returnCall: "asks for a call"
        case .ansi136RData: "data for the SIM (ANSI-136)"
        case .phoneDataDownload: "data for the phone"
        case .phoneDepersonalisation: "takes the lock to a network off the phone"
        case .simDataDownload: "data for the SIM"
        case .reserved: "reserved, to be read as an ordinary message"
        case .serviceCentreSpecific: "as this service centre defines it"
        }
    }
}

/// What a service centre converts for or from, bits 0 to 4 of a TP-PID of 20h to 3Fh. §9.2.3.9.
package enum TelematicDevice: UInt8, CaseIterable, Hashable, Sendable {
    /// Follows from the service centre or the address.
    case implicit = 0x00
    case telex, faxGroup3, faxGroup4, voiceTelephone, ermesPager, nationalPager, videotex
    case teletex, teletexPSPDN, teletexCSPDN, teletexPSTN, teletexISDN
    /// Universal computer interface.
    case uci
    case messageHandling = 0x10
    case x400, internetMail
    /// The alphabet is converted for the phone.
    case mobileStation = 0x1F

    package var words: String {
        switch self {
        case .implicit: "a device that the address tells"
        case .telex: "telex"
        case .faxGroup3: "fax, group 3"
        case .faxGroup4: "fax, group 4"
        case .voiceTelephone: "a telephone, as speech"
        case .ermesPager: "a pager of ERMES"
        case .nationalPager: "a national pager"
        case .videotex: "videotex"
        case .teletex: "teletex"
        case .teletexPSPDN: "teletex by packet network"
        case .teletexCSPDN: "teletex by circuit network"
        case .teletexPSTN: "teletex by telephone line"
        case .teletexISDN: "teletex by ISDN"
        case .uci: "a universal computer interface"
        case .messageHandling: "a message handling system"
        case .x400: "X.400 mail"
        case .internetMail: "internet mail"
        case .mobileStation: "a mobile phone"
        }
    }
}
