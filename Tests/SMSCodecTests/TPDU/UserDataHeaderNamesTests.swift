import SMSCodec
import Testing

/// All 256 identifiers of elements, and the ports that are known. 3GPP TS 23.040 §9.2.3.24.
@Suite struct UserDataHeaderNamesTests {
    private static let reserved = Set<UInt8>(0...255)
        .subtracting(0x00...0x01).subtracting(0x03...0x26).subtracting(0x70...0x9F).subtracting(0xC0...0xDF)

    @Test(arguments: UInt8.min...UInt8.max)
    func `An element has a name unless its identifier is reserved`(identifier: UInt8) {
        let element = UserDataHeader.Element(identifier: identifier, octets: [])

        #expect((element.name == "reserved") == Self.reserved.contains(identifier))
        #expect((element.name == "reserved for EMS") == (0x1B...0x1F).contains(identifier))
    }

    @Test func `No two elements up to 26h have the same name`() {
        let names = [0x00, 0x01].map { $0 } + [UInt8](0x03...0x1A) + [UInt8](0x20...0x26)

        #expect(
            Set(names.map { UserDataHeader.Element(identifier: $0, octets: []).name }).count == names.count)
    }

    @Test(
        arguments: [
            (2948, "WAP push"), (2949, "WAP push, enciphered"), (9200, "WAP session"),
            (9204, "a visiting card"),
            (5505, "Nokia smart messaging"), (16000, nil),
        ] as [(Int, String?)])
    func `A port is known for what comes to it`(port: Int, name: String?) throws {
        let octets = [UInt8(port >> 8), UInt8(port & 0xFF), 0, 0]
        let ports = try #require(ApplicationPorts(element: .init(identifier: 0x05, octets: octets)))

        #expect(ports.name == name)
    }

    @Test func `A port of 8 bits is known for nothing`() throws {
        let ports = try #require(ApplicationPorts(element: .init(identifier: 0x04, octets: [226, 0])))

        #expect(ports.name == nil)
        #expect(!ports.isWAP)
    }
}
