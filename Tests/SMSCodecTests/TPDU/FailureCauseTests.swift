import SMSCodec
import Testing

/// All 256 values of TP-FCS and of TP-CT. 3GPP TS 23.040 §9.2.3.22 and §9.2.3.19.
@Suite struct FailureCauseTests {
    /// A row for each high half: TP-PID, TP-DCS, command, type of message, service centre, phone (m),
    /// application, unspecified, reserved.
    private static let groups =
        (Array(repeating: String(repeating: "-", count: 16), count: 8) + [
            "ppp------------p", "dd-------------d", "cc-------------c", "t---------------",
            "ssssssss--------", "mmmmmm----------", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaau",
        ]).joined().map { $0 }

    @Test(arguments: UInt8.min...UInt8.max)
    func `A cause belongs to its group`(value: UInt8) {
        let cause = FailureCause(rawValue: value)

        #expect(cause.rawValue == value)
        #expect(Self.letter(for: cause.group) == Self.groups[Int(value)])
        #expect(!cause.words.isEmpty)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `What is reserved is read as no cause`(value: UInt8) {
        let cause = FailureCause(rawValue: value)

        #expect(cause.asRead == (Self.groups[Int(value)] == "-" ? .unspecified : cause))
    }

    @Test func `Each cause that has a name has words of its own`() {
        let named = (UInt8.min...UInt8.max).map(FailureCause.init(rawValue:)).filter { cause in
            cause.group != .reserved && cause.group != .application
        }

        #expect(named.count == 26)
        #expect(Set(named.map(\.words)).count == named.count)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `Four commands have a name, and the last 32 belong to the service centre`(value: UInt8) {
        let type = CommandType(rawValue: value)
        let others = ["reserved", "as this service centre defines it"]

        #expect(others.contains(type.words) == (value > 3))
        #expect(type.isServiceCentreSpecific == (value >= 0xE0))
        #expect((type.words == others[1]) == (value >= 0xE0))
    }

    private static func letter(for group: FailureCause.Group) -> Character {
        switch group {
        case .protocolIdentifier: "p"
        case .dataCodingScheme: "d"
        case .command: "c"
        case .messageType: "t"
        case .serviceCentre: "s"
        case .phone: "m"
        case .application: "a"
        case .unspecified: "u"
        case .reserved: "-"
        }
    }
}
