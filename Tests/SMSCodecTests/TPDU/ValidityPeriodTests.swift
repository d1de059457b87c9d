import SMSCodec
import Testing

@Suite struct ValidityPeriodTests {
    @Test(
        arguments: [
            (0, 300), (143, 43200), (144, 45000), (167, 86400), (168, 172_800), (196, 2_592_000),
            (197, 3_024_000),
            (255, 38_102_400),
        ] as [(UInt8, Int)])
    func `The steps of a relative period grow`(_ value: UInt8, _ seconds: Int) {
        #expect(ValidityPeriod.relative(value).seconds == seconds)
    }

    @Test(
        arguments: [
            (0, 0), (300, 0), (301, 1), (1800, 5), (3600, 11), (86400, 167), (86401, 168), (Int.max, 255),
        ] as [(Int, UInt8)])
    func `A duration is rounded up to a step`(_ seconds: Int, _ value: UInt8) {
        #expect(ValidityPeriod.relative(atLeast: seconds) == .relative(value))
    }

    @Test(
        arguments: [
            ("00", nil), ("01AA", 345_600), ("021E", 30), ("0200", nil), ("03103254", 5025),
            ("031032FF", nil),
            ("4105", 1800), ("07", nil),
        ] as [(String, Int?)])
    func `An enhanced period says what its octets are`(_ hex: String, _ seconds: Int?) throws {
        let octets = try #require(HexOctets.decode(hex))
        let period = EnhancedValidityPeriod(octets)

        #expect(period.octets.count == 7)
        #expect(period.seconds == seconds)
    }
}
