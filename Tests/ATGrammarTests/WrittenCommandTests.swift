import ATGrammar
import Testing

/// Commands that come from a file which a person wrote.
@Suite struct WrittenCommandTests {
    @Test(
        arguments: [
            ("AT+CRESET", .execute(.resetSIMCom)), ("at+creg?", .read(.registration)),
            ("AT+CNMI=?", .test(.newMessageIndications)), ("ATE0", .basic(.echoOff)),
            ("AT&C0", .basic(.carrierStaysUp)),
            ("AT+CFUN=1,1", .set(.functionality, .integer(1), .integer(1))),
            ("AT+CPMS=\"SM\",\"ME\"", .set(.messageStorage, .storage(.sim), .storage(.equipment))),
            (
                "AT+QURCCFG=\"urcport\",\"all\"",
                .set(.resultCodePortQuectel, .word(.resultCodePort), .word(.allPorts))
            ),
            ("AT+CMGD=,4", .set(.deleteMessage, .omitted, .integer(4))),
            ("AT_OLCC=1", .set(.callListOption, .integer(1))),
        ] as [(String, ATCommand)])
    func `A written command is the one that the code has`(text: String, command: ATCommand) throws {
        #expect(try ATCommand(written: text) == command)
    }

    @Test func `What a written command holds in quotes does not show in a description`() throws {
        #expect(try ATCommand(written: "AT+ACME=1,\"secret\"").description == "AT+ACME=1,\"...\"")
    }

    @Test(arguments: [
        "AT+ACME", "AT^ACME?", "AT#ACME=?", "AT$ACME=1,\"two, three\",0A,", "AT!ACME=-1", "AT%ACME=007",
        "AT*ACME=4294967295", "AT+ACME=\"\"",
    ])
    func `A command that nobody knows goes out as it was written`(text: String) throws {
        let command = try ATCommand(written: text)

        #expect(command.line == text)
        #expect(command.name == nil)
        #expect(command.answerPrefix?.dropFirst() == "ACME")
    }

    @Test(
        arguments: [
            ("", .noCommand), ("+CRESET", .noCommand), ("ATD123", .noCommand), ("ATZ", .noCommand),
            ("AT&F", .noCommand), ("AT+", .noCommand), ("AT+1", .noCommand), ("AT+CR ESET", .noCommand),
            ("AT+CREG?1", .noCommand), ("AT+CREG=?1", .brokenParameter("?1")), ("AT@ST=1", .noCommand),
            ("AT+ACMEACMEACMEACME", .noCommand), ("AT+CRESET;+CPOF", .severalCommands),
            ("AT+ACME=\"a;b\"", .severalCommands), ("AT+CRESET\r", .strangeCharacter),
            ("AT+CRESET\u{1A}", .strangeCharacter), ("AT+ACME=\"\u{0}\"", .strangeCharacter),
            ("AT+ACME=\"é\"", .strangeCharacter), ("АT+CRESET", .strangeCharacter),
            ("AT+ACME=\"open", .brokenParameter("\"open")), ("AT+ACME=a b", .brokenParameter("a b")),
            ("AT+ACME=\"a\"b", .brokenParameter("\"a\"b")), ("AT+ACME=\"", .brokenParameter("\"")),
            ("AT+ACME=\"" + String(repeating: "a", count: 80) + "\"", .tooLong),
        ] as [(String, WrittenCommandFlaw)])
    func `What is no single command is refused, and why`(text: String, flaw: WrittenCommandFlaw) {
        #expect(throws: flaw) { try ATCommand(written: text) }
    }

    /// Marks, quotes, ends of lines and letters in any order.
    @Test func `Whatever is written, no command holds the end of a line or of another command`() {
        let letters = Array("AT+^#=?,;\"01az _\r\n\u{1A}\u{1B}\u{0}")
        var state: UInt64 = 7
        for _ in 0..<5_000 {
            var text = "AT+A"
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(letters[Int(state >> 33) % letters.count])
            }
            guard let command = try? ATCommand(written: text) else { continue }
            #expect(
                command.octets.dropLast().allSatisfy { (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: ";") }
            )
            #expect(command.line.count { $0 == "\"" }.isMultiple(of: 2))
        }
    }

    @Test(
        arguments: [
            ("AT+CATR=0", "+CATR: 0", true), ("AT+CATR=0", "+CATR: 0,1", true),
            ("AT+CATR=0", "+CATR: 3", false),
            ("AT+CATR=0", "+CATX: 0", false), ("AT+CATR=0", "+CATR:", false), ("AT+CATR?", "+CATR: 0", false),
            ("AT+QURCCFG=\"urcport\",\"all\"", "+QURCCFG: \"urcport\",\"ALL\"", true),
            ("AT+QURCCFG=\"urcport\",\"all\"", "+QURCCFG: \"urcport\",\"usbat\"", false),
            ("AT+QURCCFG=\"urcport\",\"all\"", "+QURCCFG: \"urcport\"", false),
            ("AT+QURCCFG=\"urcport\",\"all\"", "+QURCCFG: \"urcport\",\"all", false),
        ])
    func `RULE 69: a setting holds if the answer to the question begins with its values`(
        text: String, line: String, holds: Bool
    ) throws {
        #expect(try ATCommand(written: text).isConfirmed(by: line) == holds)
    }
}
