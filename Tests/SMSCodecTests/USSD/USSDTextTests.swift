import SMSCodec
import Testing

@Suite struct USSDTextTests {
    private static func text(_ printed: String, _ scheme: UInt8?, isPacked: Bool = false) -> String {
        USSDText.text(
            of: printed, scheme: scheme.map(BroadcastCodingScheme.init(rawValue:)), isPacked: isPacked)
    }

    @Test(arguments: [0, 1, 15, 0x40, 64, 0xF0, 240] as [UInt8])
    func `Words are words whatever number stands behind them`(scheme: UInt8) {
        let words = "Your account balance is 49.10 USD and will expire on 04/03/16."
        #expect(Self.text(words, scheme) == words)
    }

    @Test(
        arguments: [
            // As modems printed them, dcs and all.
            ("EBB79B1E0685E9ECF4BADE9E03", 0, "konta atlikums"),
            ("D9775D0E1287D961F7B80C4ACF413199AB0603", 15, "Your balance is 12.50"),
            ("d9775d0e1287d961f7b80c4acf413199ab0603", 1, "Your balance is 12.50"),
            ("AA180C3602", 15, "*100#"),
        ] as [(String, UInt8, String)])
    func `Packed septets are read, also from a modem of which nobody knew`(
        printed: String, scheme: UInt8, text: String
    ) {
        #expect(Self.text(printed, scheme) == text)
        #expect(Self.text(printed, scheme, isPacked: true) == text)
    }

    @Test(
        arguments: [
            ("004F004B", 72, "OK"), ("04110430043B0430043D0441003A00200031", 72, "Баланс: 1"),
            ("04110430043B0430043D0441", 15, "Баланс"), ("0411", 72, "Б"), ("D83DDE00", 72, "😀"),
            // 0x11: the language stands before it, or was left out by the modem.
            ("7237042F", 17, "Я"), ("042F", 17, "Я"), ("004F004B", 17, "OK"),
        ] as [(String, UInt8, String)])
    func `Characters of 16 bits are read`(printed: String, scheme: UInt8, text: String) {
        #expect(Self.text(printed, scheme) == text)
    }

    @Test(arguments: ["447700900311", "1250", "12345678", "0123456789012345"])
    func `A number is a number and no septets`(number: String) {
        #expect(Self.text(number, 15) == number)
    }

    @Test func `A code with seven spare bits is filled with a carriage return that is not read`() throws {
        let octets = try #require(USSDText.packedOctets(of: "*100*1#"))
        #expect(HexOctets.encode(octets) == "AA180CA68A8D1A")
        #expect(Self.text(HexOctets.encode(octets), 15, isPacked: true) == "*100*1#")
        #expect(USSDText.packedOctets(of: "*100#").map { HexOctets.encode($0) } == "AA180C3602")
        #expect(USSDText.packedOctets(of: "Я") == nil)
    }

    @Test func `Septets that a modem printed as they are become letters again`() {
        // 0x05 é, 0x02 $, 0x1B 0x65 the euro: as pictures, since no log is to be steered by them.
        #expect(Self.text("Cr\u{2405}dit \u{2402}5", 15) == "Crédit $5")
        #expect(Self.text("5,00 \u{241B}e", 15) == "5,00 €")
    }

    @Test(
        arguments: [
            ("ABC", 72, "ABC"), ("0G11", 72, "0G11"), ("", 15, ""), ("41", 15, "41"), ("0", 72, "0"),
            ("D83D", 72, "D83D"), ("FFFFFFFF", 15, "FFFFFFFF"), ("Hello", 0xFF, "Hello"),
            ("Hello", 0x99, "Hello"),
        ] as [(String, UInt8, String)])
    func `Bad hexadecimal is shown as it came`(printed: String, scheme: UInt8, text: String) {
        #expect(Self.text(printed, scheme) == text)
    }

    @Test func `Every number of a scheme and no number at all are read`() {
        for scheme in UInt8.min...UInt8.max {
            #expect(Self.text("Balance", scheme) == "Balance")
            #expect(!Self.text("04110430043B0430043D0441", scheme).isEmpty)
        }
        #expect(Self.text("Balance", nil) == "Balance")
    }

    @Test func `Two thousand characters and more are cut, and control characters steer nothing`() {
        #expect(Self.text(String(repeating: "x", count: 5000), 15).count == 2000)
        #expect(
            Self.text("a\r\nb\u{1B}[2Jc\u{7}\n\n", 15).unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control || $0 == "\n"
            })
        #expect(Self.text("a\r\nb\rc\n", 15) == "a\nb\nc")
        #expect(Self.text("0061001B005B0032004A", 72) == "0061001B005B0032004A")
    }

    @Test func `Random hexadecimal of any length is read without a trap`() {
        var generator = SeededGenerator(seed: 7)
        for _ in TestDepth.some(of: 0..<20_000, oneOf: 64) {
            let octets = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let scheme = UInt8.random(in: 0...255, using: &generator)
            let text = Self.text(HexOctets.encode(octets), scheme, isPacked: octets.count.isMultiple(of: 2))
            #expect(text.count <= octets.count * 2)
        }
    }
}
