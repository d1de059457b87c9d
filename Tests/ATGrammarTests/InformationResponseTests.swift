import ATGrammar
import Testing

struct InformationResponseTests {
    @Test(arguments: [
        ("^CEND: 1,0, 67, 21", "^CEND", ["1", "0", "67", "21"]),
        ("^CEND:1,5,29,16", "^CEND", ["1", "5", "29", "16"]),
        ("VOICE CALL:END:000017", "VOICE CALL", ["END:000017"]),
        ("VOICE CALL: END: 000009", "VOICE CALL", ["END: 000009"]),
        ("+UCALLSTAT: 1, 0", "+UCALLSTAT", ["1", "0"]),
        ("+CPMS:\"ME\", 0, 23,\"ME\" ,0 , 23", "+CPMS", ["ME", "0", "23", "ME", "0", "23"]),
        ("*ECAV: 1,\t6", "*ECAV", ["1", "6"]),
    ])
    func `RULE 8: Blanks after the colon and around commas do not count`(
        line: String, prefix: String, fields: [String]
    ) throws {
        let response = try #require(InformationResponse(line: line))

        #expect(response.prefix == prefix)
        #expect(response.fields.map(\.text) == fields)
        #expect(response.isComplete)
    }

    @Test func `Fields know their form`() throws {
        let response = try #require(InformationResponse(line: #"+X: 1,"2",,(0-3),"#))

        #expect(response.fields.map(\.form) == [.bare, .quoted, .omitted, .bracketed, .omitted])
        #expect(response.fields.map(\.text) == ["1", "2", "", "0-3", ""])
        #expect(response.fields.map(\.integer) == [1, 2, nil, nil, nil])
    }

    @Test func `A field that is not there counts as omitted`() throws {
        let response = try #require(InformationResponse(line: "+X: 1"))

        #expect(response[1] == .omitted)
        #expect(response[-1] == .omitted)
    }

    @Test func `Commas and brackets in quotes belong to their field`() throws {
        let response = try #require(InformationResponse(line: #"+X: "a,b",("c)",d),e"#))

        #expect(response.fields.map(\.text) == ["a,b", #""c)",d"#, "e"])
    }

    @Test func `A name may hold quotes of its own`() throws {
        let response = try #require(InformationResponse(line: #"+CLIP: "0770",129,,,"Joe "Shoe" X",0"#))

        #expect(response.fields.count == 6)
        #expect(response[4].text == #"Joe "Shoe" X"#)
    }

    @Test(arguments: [#"+CLIP: "234525601"#, #"+X: 1,"#, "+X: (0-3", #"+X: "a" b"#])
    func `RULE 7: An open quote or bracket shows that a line was cut short`(line: String) throws {
        #expect(try #require(InformationResponse(line: line)).isComplete == (line == "+X: 1,"))
    }

    @Test(arguments: ["", ":", "OK", "1: 2", "12:30", "\u{FFFD}X: 1", "+A-B: 1", "+ÄÖ: 1", "a: 1"])
    func `A line without a prefix is no information response`(line: String) {
        #expect(InformationResponse(line: line) == nil)
    }

    @Test func `A line with nothing behind its colon has no fields`() throws {
        #expect(try #require(InformationResponse(line: "^SLCC: ")).fields.isEmpty)
        #expect(try #require(InformationResponse(line: "^SLCC:")).fields.isEmpty)
    }

    @Test(
        arguments: [
            ("0", 0), ("-1", -1), ("007", 7), ("99999999999999999999", nil), ("1a", nil), ("+5", nil),
            ("-", nil), ("٣", nil),
            ("1.5", nil),
        ] as [(String, Int?)])
    func `A number that does not fit is no number`(text: String, number: Int?) {
        #expect(ResponseField(form: .bare, text: text).integer == number)
    }

    @Test(
        arguments: [
            ("00C3", 0xC3), ("0000abcd", 0xABCD), ("FFFFFFFFFFFFFFFFFFFF", nil), ("xyz", nil), ("", nil),
        ] as [(String, Int?)])
    func `Area codes are hexadecimal`(text: String, number: Int?) {
        #expect(ResponseField(form: .quoted, text: text).hexadecimal == number)
    }
}

struct SupportedValuesTests {
    /// cinterion_siemens#S1, quectel_2g#S1.
    @Test func `RULE 50: CNMI lists say what may be tried`() throws {
        let values = try #require(
            SupportedValues(line: "+CNMI: (0-3),(0,1),(0,2,3),(0,2),(1)", prefix: "+CNMI"))

        #expect(values.groups.count == 5)
        #expect(values.allows(2, at: 0))
        #expect(!values.allows(2, at: 1))
        #expect(values.allows(3, at: 2) && !values.allows(1, at: 2))
        #expect(!values.allows(1, at: 3))
        #expect(values.allows(1, at: 4) && !values.allows(0, at: 4))
        #expect(!values.allows(0, at: 5) && !values.allows(0, at: -1))
    }

    @Test(arguments: [
        // telit#S9
        ("+CMGD: (1,2,3,4,5,),(0-4)", 5),
        // huawei#S23
        ("+CMGD: (1-4095),(0-4)", 4095),
        ("+CMGD: ( 0 , 1 - 5 ),(0-4)", 0),
    ])
    func `RULE 62: Slots to delete come as a list or as a range`(line: String, slot: Int) throws {
        let values = try #require(SupportedValues(line: line, prefix: "+CMGD"))

        #expect(values.groups.count == 2)
        #expect(values.allows(slot, at: 0))
        #expect(values.allows(4, at: 1) && !values.allows(5, at: 1))
    }

    @Test func `Another command's list is not taken`() {
        #expect(SupportedValues(line: "+CNMI: (0-3)", prefix: "+CMGD") == nil)
        #expect(SupportedValues(line: "+CNMI: (0-3", prefix: "+CNMI") == nil)
    }

    @Test func `A range that runs backwards or too far is only text`() {
        #expect(!SupportedValues("(3-0)").allows(1, at: 0))
        #expect(!SupportedValues("(0-99999999999999999999)").allows(1, at: 0))
    }
}
