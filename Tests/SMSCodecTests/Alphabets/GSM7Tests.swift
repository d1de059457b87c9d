import SMSCodec
import Testing

@Suite struct GSM7Tests {
    @Test(arguments: [
        ("", ""), ("a", "61"), ("hello", "E8329BFD06"), ("hellohello", "E8329BFD4697D9EC37"), ("@", "00"),
        ("1234567", "31D98C56B3DD00"), ("12345678", "31D98C56B3DD70"), ("€", "9B32"),
    ])
    func `Septets are packed low bits first`(_ text: String, _ hex: String) throws {
        let septets = try GSM7.septets(of: text)

        #expect(HexOctets.encode(GSM7.pack(septets)) == hex)
        #expect(GSM7.text(of: GSM7.unpack(GSM7.pack(septets), septetCount: septets.count)) == text)
    }

    @Test(arguments: 0..<128)
    func `Each code of the default alphabet is one character, and back`(_ code: Int) throws {
        let septet = UInt8(code)
        if septet == 0x1B { return }
        let text = GSM7.text(of: [septet])

        #expect(text.unicodeScalars.count == 1)
        #expect(try GSM7.septets(of: text) == [septet])
    }

    @Test(
        arguments: [
            (0x0A, "\u{C}"), (0x14, "^"), (0x28, "{"), (0x29, "}"), (0x2F, "\\"), (0x3C, "["), (0x3D, "~"),
            (0x3E, "]"),
            (0x40, "|"), (0x65, "€"),
        ] as [(UInt8, String)])
    func `Each code of the extension table takes an escape`(_ code: UInt8, _ character: String) throws {
        #expect(GSM7.text(of: [0x1B, code]) == character)
        #expect(try GSM7.septets(of: character) == [0x1B, code])
    }

    @Test func `An escape before an unknown code is passed over`() {
        #expect(GSM7.text(of: [0x61, 0x1B, 0x61, 0x62]) == "aab")
    }

    @Test func `Two escapes are a space`() {
        #expect(GSM7.text(of: [0x61, 0x1B, 0x1B, 0x62]) == "a b")
    }

    @Test func `An escape at the end is a space`() {
        #expect(GSM7.text(of: [0x61, 0x1B]) == "a ")
    }

    @Test func `A letter with a combining accent is the letter with the accent`() throws {
        #expect(try GSM7.septets(of: "e\u{301}") == GSM7.septets(of: "é"))
    }

    @Test func `Signs that are another sign in all but name count as it`() throws {
        #expect(try GSM7.septets(of: "\u{2126}\u{212B}") == GSM7.septets(of: "ΩÅ"))
    }

    @Test func `A carriage return and its line feed are two septets`() throws {
        #expect(try GSM7.septets(of: "\r\n") == [0x0D, 0x0A])
    }

    @Test(arguments: ["’", "ê", "ç", "☃", "e\u{302}"])
    func `What the alphabet lacks is named`(_ character: Character) {
        #expect(throws: SMSEncodingError.notInAlphabet(character)) { try GSM7.septets(of: "ok \(character)") }
    }

    @Test func `Octets that end early give fewer septets`() {
        #expect(GSM7.unpack([0xE8, 0x32], septetCount: 160).count == 2)
        #expect(GSM7.unpack([], septetCount: 5).isEmpty)
        #expect(GSM7.unpack([0xFF], septetCount: 0).isEmpty)
    }

    @Test(arguments: 0..<7)
    func `Fill bits move the text and nothing else`(_ fillBitCount: Int) throws {
        var random = SeededGenerator(seed: UInt64(fillBitCount))
        for count in 0..<60 {
            let septets = (0..<count).map { _ in UInt8.random(in: 0...127, using: &random) }
            let octets = GSM7.pack(septets, fillBitCount: fillBitCount)

            #expect(octets.count == (count * 7 + fillBitCount + 7) / 8)
            #expect(GSM7.unpack(octets, septetCount: count, fillBitCount: fillBitCount) == septets)
        }
    }
}
