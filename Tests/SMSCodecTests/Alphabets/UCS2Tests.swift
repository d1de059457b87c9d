import SMSCodec
import Testing

@Suite struct UCS2Tests {
    @Test(arguments: [("", ""), ("a", "0061"), ("Привет", "041F04400438043204350442"), ("😀", "D83DDE00")])
    func `Units stand with the high octet first`(_ text: String, _ hex: String) {
        #expect(HexOctets.encode(UCS2.octets(of: text)) == hex)
        #expect(UCS2.text(of: UCS2.octets(of: text)) == text)
    }

    @Test func `Half a surrogate pair is shown as a replacement`() {
        #expect(UCS2.text(of: [0x00, 0x61, 0xD8, 0x3D]) == "a\u{FFFD}")
        #expect(UCS2.text(of: [0xDE, 0x00, 0x00, 0x61]) == "\u{FFFD}a")
    }

    @Test func `An odd octet at the end is dropped`() {
        #expect(UCS2.text(of: [0x00, 0x61, 0x00]) == "a")
    }
}
