import SMSCodec
import Testing

@Suite struct NationalTablesTests {
    private static let languages = Array(UInt8(1)...13)

    @Test(arguments: languages, [UserDataHeader.Identifier.nationalLockingShift, 0x24])
    func `Each character of a table is written and read back`(_ language: UInt8, _ identifier: UInt8) throws {
        let header = header([(identifier, language)])
        for septet in UInt8(0)..<128 where septet != 0x1B {
            let isLocking = identifier == UserDataHeader.Identifier.nationalLockingShift
            let data = try UserData(header: header, payload: .septets(isLocking ? [septet] : [0x1B, septet]))
            let text = try #require(data.text(in: .gsm7))
            let again = try UserData(header: header, text: text, scheme: .gsm7)

            #expect(text.unicodeScalars.count == 1)
            #expect(again.text(in: .gsm7) == text)
        }
    }

    @Test(arguments: languages)
    func `Digits and letters are where they always are`(_ language: UInt8) throws {
        let text = "0123456789 abcdefghijklmnopqrstuvwxyz\r\n"
        let data = try UserData(
            header: header([(UserDataHeader.Identifier.nationalLockingShift, language)]), text: text,
            scheme: .gsm7)

        #expect(data.payload == .septets(Array(text.utf8)))
    }

    @Test(arguments: languages)
    func `Signs behind the escape are where they always are`(_ language: UInt8) throws {
        let septets: [UInt8] = [0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65].flatMap { [0x1B, $0] }
        let data = try UserData(
            header: header([(UserDataHeader.Identifier.nationalSingleShift, language)]),
            payload: .septets(septets))

        #expect(data.text(in: .gsm7) == "^{}\\[~]|€")
    }

    /// A letter too many or too few would move these.
    @Test(
        arguments: [
            (4, "\u{9CD}\u{9CE}\u{9F1}"), (5, "\u{ACD}\u{AD0}\u{AF1}"), (6, "\u{94D}\u{950}\u{97F}"),
            (7, "\u{CCD}\u{CD5}\u{CE3}"), (8, "\u{D4D}\u{D57}\u{D79}"), (9, "\u{B4D}\u{B56}\u{B63}"),
            (10, "\u{A4D}\u{A51}\u{A74}"), (11, "\u{BCD}\u{BD0}\u{BF9}"), (12, "\u{C4D}\u{C55}\u{C63}"),
            (13, "\u{657}\u{654}\u{670}"),
        ] as [(UInt8, String)])
    func `The last letters of each script are at their places`(_ language: UInt8, _ letters: String) throws {
        let data = try UserData(
            header: header([(UserDataHeader.Identifier.nationalLockingShift, language)]),
            payload: .septets([0x5F, 0x60, 0x7F]))

        #expect(data.text(in: .gsm7) == letters)
    }

    @Test(
        arguments: [
            (4, 0x34, "\u{9FA}"), (5, 0x25, "\u{AEF}"), (6, 0x3A, "\u{971}"), (7, 0x2A, "\u{CF2}"),
            (8, 0x34, "\u{D7F}"),
            (9, 0x2C, "\u{B71}"), (10, 0x2D, "\u{A75}"), (11, 0x2E, "\u{BFA}"), (12, 0x32, "\u{C7F}"),
            (13, 0x3F, "\u{6D4}"),
        ] as [(UInt8, UInt8, String)])
    func `The last letter behind the escape is at its place`(
        _ language: UInt8, _ septet: UInt8, _ letter: String
    ) throws {
        let data = try UserData(
            header: header([(UserDataHeader.Identifier.nationalSingleShift, language)]),
            payload: .septets([0x1B, septet]))

        #expect(data.text(in: .gsm7) == letter)
    }

    /// 3GPP TS 23.038 §6.2.1.2.4.
    @Test(arguments: [UInt8(0)] + Array(14...255))
    func `A language whose identifier is reserved is none`(_ identifier: UInt8) throws {
        let septets: [UInt8] = [0x04, 0x09, 0x1B, 0x09, 0x1B, 0x65, 0x61]
        let plain = try UserData(payload: .septets(septets)).text(in: .gsm7)
        let data = try UserData(
            header: header([(0x25, identifier), (0x24, identifier)]), payload: .septets(septets))

        #expect(data.text(in: .gsm7) == plain)
    }

    @Test func `An alphabet of Spanish is asked for in vain, for there is none`() throws {
        let data = try UserData(header: header([(0x25, 2)]), payload: .septets([0x09, 0x1B, 0x09]))

        #expect(data.text(in: .gsm7) == "ÇÇ")
    }

    @Test func `A small c with a cedilla is in the tables of three languages, a capital one in the default`()
        throws
    {
        #expect(GSM7.septets(of: "Ç" as Character) == [0x09])
        #expect(GSM7.septets(of: "ç" as Character) == nil)
        let turkish = NationalLanguages(locking: .turkish)
        #expect(GSM7.septets(of: "ç" as Character, in: turkish.tables) == [0x60])
        #expect(GSM7.septets(of: "Ç" as Character, in: turkish.tables) == [0x09])
        let spanish = NationalLanguages(singleShift: .spanish)
        #expect(GSM7.septets(of: "ç" as Character, in: spanish.tables) == [0x1B, 0x09])
        let portuguese = NationalLanguages(locking: .portuguese)
        #expect(GSM7.septets(of: "ç" as Character, in: portuguese.tables) == [0x09])
        #expect(GSM7.septets(of: "Ç" as Character, in: portuguese.tables) == [0x13])
    }

    /// §6.2.1.1: the character of the alphabet in use, not of the default one.
    @Test func `An escape before a code without a character leaves the national alphabet as it is`() throws {
        let data = try UserData(header: header([(0x25, 1)]), payload: .septets([0x1B, 0x0B, 0x1B, 0x1C]))

        #expect(data.text(in: .gsm7) == "ĞŞ")
    }

    @Test(arguments: languages)
    func `A page break is behind the escape in every language`(_ language: UInt8) throws {
        let data = try UserData(header: header([(0x24, language)]), payload: .septets([0x1B, 0x0A]))

        #expect(data.text(in: .gsm7) == "\u{C}")
    }

    @Test(arguments: languages)
    func `Two escapes are a space in every language`(_ language: UInt8) throws {
        let data = try UserData(
            header: header([(0x24, language), (0x25, language)]), payload: .septets([0x1B, 0x1B, 0x61]))

        #expect(data.text(in: .gsm7) == " a")
    }

    @Test func `The last of two languages holds`() throws {
        let data = try UserData(header: header([(0x25, 1), (0x25, 3)]), payload: .septets([0x0B]))

        #expect(data.text(in: .gsm7) == "Ô")
    }

    @Test func `Letters with accents that are composed by hand are those of the table`() {
        let turkish = NationalLanguages(singleShift: .turkish)
        #expect(GSM7.septets(of: "g\u{306}" as Character, in: turkish.tables) == [0x1B, 0x67])
        let portuguese = NationalLanguages(locking: .portuguese)
        #expect(GSM7.septets(of: "a\u{303}" as Character, in: portuguese.tables) == [0x7B])
    }

    @Test func `Parts in different languages are read each in its own`() throws {
        var message = Reassembly(total: 2)
        let turkish = try UserData(
            header: header([(UserDataHeader.Identifier.nationalLockingShift, 1)]), payload: .septets([0x0B]))
        let plain = try UserData(payload: .septets([0x0B]))
        _ = message.add(turkish, in: .gsm7, sequence: 1, total: 2)
        _ = message.add(plain, in: .gsm7, sequence: 2, total: 2)

        #expect(message.text == "ĞØ")
    }

    private func header(_ elements: [(UInt8, UInt8)]) -> UserDataHeader {
        UserDataHeader(elements: elements.map { .init(identifier: $0.0, octets: [$0.1]) })
    }
}
