import SMSCodec
import Testing

@Suite struct ServiceCentreTimeStampTests {
    @Test(arguments: [
        ("42309041509540", 2024, 4, 1_709_989_559), ("4220923295950A", 2024, -20, 1_709_269_199),
        ("62110212244165", 2026, 56, 1_795_160_534), ("00101000000000", 2000, 0, 946_684_800),
        ("99211332959500", 2099, 0, 4_102_444_799),
    ])
    func `Local time and zone make an instant`(_ hex: String, _ year: Int, _ zone: Int, _ unixTime: Int)
        throws
    {
        let octets = try #require(HexOctets.decode(hex))
        let stamp = try #require(ServiceCentreTimeStamp(octets: octets))

        #expect(stamp.year == year)
        #expect(stamp.zoneQuarters == zone)
        #expect(stamp.unixTime == unixTime)
    }

    @Test func `An instant and a zone make local time, and back`() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<400 {
            let unixTime = Int.random(in: 946_800_000..<4_102_000_000, using: &random)
            let zone = Int.random(in: -56...56, using: &random)
            let stamp = try #require(ServiceCentreTimeStamp(unixTime: unixTime, zoneQuarters: zone))
            var writer = OctetWriter()
            stamp.encode(into: &writer)

            #expect(stamp.unixTime == unixTime)
            #expect(ServiceCentreTimeStamp(octets: writer.octets) == stamp)
        }
    }

    @Test(arguments: [
        "00000000000000", "FFFFFFFFFFFFFF", "42319041509540", "42200341509540", "42309042509540",
    ])
    func `A time that does not exist is no time`(_ hex: String) throws {
        let octets = try #require(HexOctets.decode(hex))

        #expect(ServiceCentreTimeStamp(octets: octets) == nil)
    }

    @Test func `The 29th of February is there in leap years only`() {
        func stamp(_ year: Int) -> ServiceCentreTimeStamp? {
            ServiceCentreTimeStamp(
                year: year, month: 2, day: 29, hour: 0, minute: 0, second: 0, zoneQuarters: 0)
        }

        #expect(stamp(2024) != nil)
        #expect(stamp(2000) != nil)
        #expect(stamp(2026) == nil)
    }

    @Test func `An instant before 2000 or after 2099 has no stamp`() {
        #expect(ServiceCentreTimeStamp(unixTime: 946_684_799) == nil)
        #expect(ServiceCentreTimeStamp(unixTime: 4_102_444_800) == nil)
        #expect(ServiceCentreTimeStamp(unixTime: .max) == nil)
        #expect(ServiceCentreTimeStamp(unixTime: .min) == nil)
    }

    @Test(arguments: 0...6)
    func `Each octet is two digits or there is no time`(_ place: Int) {
        let bounds: [ClosedRange<Int>] = [0...99, 1...12, 1...30, 0...23, 0...59, 0...59, 0...79]
        for octet in UInt8.min...UInt8.max {
            var octets: [UInt8] = [0x62, 0x11, 0x02, 0x12, 0x24, 0x41, 0x00]
            octets[place] = octet
            let digits = place == 6 ? octet & ~0x08 : octet
            let (tens, units) = (Int(digits & 0xF), Int(digits >> 4))
            let exists = tens <= 9 && units <= 9 && bounds[place].contains(tens * 10 + units)

            #expect((ServiceCentreTimeStamp(octets: octets) != nil) == exists)
        }
    }

    @Test func `A zone of minus zero is written as it came`() throws {
        let stamp = try #require(ServiceCentreTimeStamp(octets: [0x62, 0x11, 0x02, 0x12, 0x24, 0x41, 0x08]))
        var writer = OctetWriter()
        stamp.encode(into: &writer)

        #expect(stamp.zoneQuarters == 0)
        #expect(writer.octets.last == 0x08)
    }
}
