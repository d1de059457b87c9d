import SMSCodec
import Testing

/// All 256 values of TP-ST. 3GPP TS 23.040 §9.2.3.15.
@Suite struct DeliveryStatusTests {
    /// A row for each high half: named, specific to a service centre, reserved.
    private static let kinds =
        ([
            "nnn-------------", "xxxxxxxxxxxxxxxx", "nnnnnn----------", "xxxxxxxxxxxxxxxx",
            "nnnnnnnnnn------", "xxxxxxxxxxxxxxxx", "nnnnnn----------", "xxxxxxxxxxxxxxxx",
        ] + Array(repeating: String(repeating: "-", count: 16), count: 8)).joined().map { $0 }

    @Test(arguments: UInt8.min...UInt8.max)
    func `A value belongs to its quarter, and to the standard or a service centre`(value: UInt8) {
        let status = DeliveryStatus(rawValue: value)
        let classes: [DeliveryStatus.Class] = [.completed, .temporaryRetrying, .permanent, .temporaryGaveUp]

        #expect(status.rawValue == value)
        #expect(status.class == (value < 0x80 ? classes[Int(value) / 32] : .reserved))
        #expect(status.isServiceCentreSpecific == (Self.kinds[Int(value)] == "x"))
        #expect(status.isReserved == (Self.kinds[Int(value)] == "-"))
        #expect(!status.words.isEmpty)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `What is reserved is read as a rejected service, and never as delivered`(value: UInt8) {
        let status = DeliveryStatus(rawValue: value)

        #expect(status.asRead == (Self.kinds[Int(value)] == "-" ? .serviceRejected : status))
        #expect(status.asRead.class != .reserved)
        #expect(!status.isReserved || status.words.hasPrefix("not delivered"))
    }

    @Test func `Each status that has a name has words of its own`() {
        let named = (UInt8.min...UInt8.max).filter { Self.kinds[Int($0)] == "n" }.map(
            DeliveryStatus.init(rawValue:))

        #expect(named.count == 25)
        #expect(Set(named.map(\.words)).count == named.count)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `The words tell whether it may still arrive`(value: UInt8) {
        let status = DeliveryStatus(rawValue: value)

        #expect(status.words.hasSuffix("still tries") == (status.asRead.class == .temporaryRetrying))
        #expect(
            status.words.hasPrefix("not delivered")
                == [.permanent, .temporaryGaveUp].contains(status.asRead.class))
    }
}
