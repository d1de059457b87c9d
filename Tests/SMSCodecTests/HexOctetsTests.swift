import SMSCodec
import Testing

@Suite struct HexOctetsTests {
    @Test func `Octets are written in capitals`() {
        #expect(HexOctets.encode([0x00, 0xAB, 0xFF] as [UInt8]) == "00ABFF")
    }

    @Test func `Small letters are read too`() {
        #expect(HexOctets.decode("00abFf") == [0x00, 0xAB, 0xFF])
    }

    @Test(arguments: ["0", "0G", "00 00", "0x", "é0", "00\n"])
    func `Anything else is no hexadecimal`(_ text: String) {
        #expect(HexOctets.decode(text) == nil)
    }
}
