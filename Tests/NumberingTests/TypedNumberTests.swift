import Numbering
import Telephony
import Testing

@Suite struct TypedNumberTests {
    @Test(arguments: [
        "07700 900311", "(07700) 900-311", "07700.900.311", "07700/900311", "+44 7700 900311",
        "+44 (0)7700 900311",
        "00447700900311", "０７７００９００３１１", "07700\u{A0}900311", "\u{202A}+447700900311\u{202C}", "٠٧٧٠٠٩٠٠٣١١",
    ])
    func `A number is read as people write it`(_ text: String) throws {
        #expect(try Numbering.typed(text, homeCountry: "GB").phoneNumber?.e164 == "+447700900311")
    }

    @Test(arguments: [
        ("", TypedNumberError.empty), (" - ", .empty), ("+", .empty),
        ("07700\u{0}900311", .controlCharacter(position: 6, code: 0)),
        ("07700 900311\n", .controlCharacter(position: 13, code: 10)),
        ("+44\u{1B}[2J7700900311", .controlCharacter(position: 4, code: 0x1B)),
        ("0800FLOWERS", .unexpectedCharacter("F", position: 5)),
        ("07700900311;ls", .unexpectedCharacter(";", position: 12)),
        ("0770+900311", .unexpectedCharacter("+", position: 5)),
        ("*100#", .unexpectedCharacter("*", position: 1)),
        ("077009003110770090031", .tooManyDigits(21)),
        ("0123456789", .notPossible("0123456789", homeCountry: "PL")),
        ("+999123456", .notPossible("+999123456", homeCountry: "PL")),
    ])
    func `What cannot be dialled is refused with its reason`(_ text: String, _ error: TypedNumberError) {
        #expect(throws: error) { try Numbering.typed(text, homeCountry: "PL") }
    }

    @Test func `A short code is a number, for others to judge`() throws {
        #expect(try Numbering.typed("60500", homeCountry: "GB").kind == .shortCode)
    }

    @Test func `The reason names the place without printing what a terminal would obey`() {
        let error = TypedNumberError.controlCharacter(position: 4, code: 0x1B)

        #expect(error.what == "That is not a phone number.")
        #expect(error.why == "Character 4 is a control character (U+001B).")
        #expect(!error.next.isEmpty)
    }
}
