import SMSCodec
import Testing

/// All 256 values of TP-PID. 3GPP TS 23.040 §9.2.3.9.
@Suite struct ProtocolIdentifierTests {
    /// A row for each high half: direct, telematic, type 0 (s), replacement, wakes a device, EMS, return call,
    /// ANSI-136, data for the phone, de-personalisation (u), SIM data (i), of a service centre (x), reserved.
    private static let meanings = [
        "dddddddddddddddd", "dddddddddddddddd", "tttttttttttttt--", "ttt-----xxxxxxxt",
        "srrrrrrrw-------", "--------------ec", "----------------", "------------apui",
        "----------------", "----------------", "----------------", "----------------",
        "xxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxx", "xxxxxxxxxxxxxxxx",
    ].joined().map { $0 }

    @Test(arguments: UInt8.min...UInt8.max)
    func `A value means what the standard gives it`(value: UInt8) {
        let identifier = ProtocolIdentifier(rawValue: value)

        #expect(identifier.rawValue == value)
        #expect(Self.letter(for: identifier.meaning) == Self.meanings[Int(value)])
        #expect(!identifier.words.isEmpty)
    }

    @Test(arguments: [UInt8](0x41...0x47))
    func `Seven types replace`(value: UInt8) {
        #expect(ProtocolIdentifier(rawValue: value).meaning == .replacement(value - 0x40))
    }

    @Test(
        arguments: [
            (0x20, .implicit), (0x21, .telex), (0x22, .faxGroup3), (0x23, .faxGroup4),
            (0x24, .voiceTelephone),
            (0x25, .ermesPager), (0x26, .nationalPager), (0x27, .videotex), (0x28, .teletex),
            (0x29, .teletexPSPDN),
            (0x2A, .teletexCSPDN), (0x2B, .teletexPSTN), (0x2C, .teletexISDN), (0x2D, .uci),
            (0x30, .messageHandling),
            (0x31, .x400), (0x32, .internetMail), (0x3F, .mobileStation),
        ] as [(UInt8, TelematicDevice)])
    func `Devices of other networks have names`(value: UInt8, device: TelematicDevice) {
        #expect(ProtocolIdentifier(rawValue: value).meaning == .telematic(device))
    }

    @Test func `No two devices have the same words`() {
        #expect(Set(TelematicDevice.allCases.map(\.words)).count == TelematicDevice.allCases.count)
    }

    private static func letter(for meaning: ProtocolIdentifier.Meaning) -> Character {
        switch meaning {
        case .direct: "d"
        case .telematic: "t"
        case .silent: "s"
        case .replacement: "r"
        case .deviceTrigger: "w"
        case .enhancedMessageObsolete: "e"
        case .returnCall: "c"
        case .ansi136RData: "a"
        case .phoneDataDownload: "p"
        case .phoneDepersonalisation: "u"
        case .simDataDownload: "i"
        case .serviceCentreSpecific: "x"
        case .reserved: "-"
        }
    }
}
