import Numbering
import Telephony
import Testing

/// What the network printed, and what is to be made of it.
struct Printed: CustomTestStringConvertible, Sendable {
    var digits: String
    var type: Int?
    var home: String?
    var e164: String?
    var kind: NumberKind
    var country: String?

    init(
        _ digits: String, _ type: Int?, _ home: String?, _ e164: String?, _ kind: NumberKind,
        _ country: String?
    ) {
        self.digits = digits
        self.type = type
        self.home = home
        self.e164 = e164
        self.kind = kind
        self.country = country
    }

    var testDescription: String { "\(digits),\(type.map(String.init) ?? "-") at \(home ?? "nowhere")" }

    var identified: IdentifiedNumber {
        Numbering.identify(NetworkNumber(digits: digits, typeOfAddress: type), homeCountry: home)
    }

    var isAsExpected: Bool {
        identified.phoneNumber?.e164 == e164 && identified.kind == kind && identified.country == country
    }
}

@Suite struct NumberingTests {
    @Test(arguments: [
        Printed("+447400123456", 145, "GB", "+447400123456", .mobile, "GB"),
        Printed("07400123456", 129, "GB", "+447400123456", .mobile, "GB"),
        Printed("07400123456", 161, "GB", "+447400123456", .mobile, "GB"),
        Printed("07400123456", nil, "GB", "+447400123456", .mobile, "GB"),
        Printed("7400123456", 161, "GB", "+447400123456", .mobile, "GB"),
        Printed("501234567", 161, "PL", "+48501234567", .mobile, "PL"),
        Printed("0612345678", 129, "FR", "+33612345678", .mobile, "FR"),
        Printed("3123456789", 129, "IT", "+393123456789", .mobile, "IT"),
        Printed("02079460018", 129, "GB", "+442079460018", .landline, "GB"),
        Printed("2025550123", 129, "US", "+12025550123", .mobileOrLandline, "US"),
        Printed("0900123456", 129, "DE", "+49900123456", .unknown, "DE"),
        Printed("09098790012", 129, "GB", "+449098790012", .premium, "GB"),
        Printed("08001111000", 129, "GB", "+448001111000", .tollFree, "GB"),
        Printed("01801234567", 129, "DE", "+491801234567", .sharedCost, "DE"),
        Printed("07012345678", 129, "GB", "+447012345678", .personal, "GB"),
        Printed("05612345678", 129, "GB", "+445612345678", .voip, "GB"),
        Printed("+33612345678", 145, "GB", "+33612345678", .mobile, "FR"),
        Printed("+33612345678", 145, nil, "+33612345678", .mobile, "FR"),
    ])
    func `A number is read by the country of the SIM`(_ printed: Printed) {
        #expect(printed.isAsExpected, "\(printed.identified)")
    }

    @Test(arguments: [
        Printed("447400123456", 145, "GB", "+447400123456", .mobile, "GB"),
        Printed("447700900311", 145, "GB", "+447700900311", .unknown, "GB"),
        Printed("8613800138000", 145, "GB", "+8613800138000", .mobile, "CN"),
        Printed("48501234567", 145, "PL", "+48501234567", .mobile, "PL"),
        Printed("07400123456", 145, "GB", "+447400123456", .mobile, "GB"),
        Printed("00447400123456", 145, "PL", "+447400123456", .mobile, "GB"),
    ])
    func `RULE 37: type 145 without a plus gets one, type 129 and 161 are read as national`(
        _ printed: Printed
    ) {
        #expect(printed.isAsExpected, "\(printed.identified)")
    }

    @Test(arguments: [
        Printed("07400123456", 128, "GB", "+447400123456", .mobile, "GB"),
        Printed("8613800138000", 128, "CN", "+8613800138000", .mobile, "CN"),
        Printed("447400123456", 128, "GB", "+447400123456", .mobile, "GB"),
        Printed("447400123456", 128, "PL", "+447400123456", .mobile, "GB"),
    ])
    func `RULE 36: type 128 with a visible number is a number`(_ printed: Printed) {
        #expect(printed.isAsExpected, "\(printed.identified)")
    }

    @Test(arguments: [
        Printed("0048501234567", 129, "GB", "+48501234567", .mobile, "PL"),
        Printed("0048501234567", 161, "PL", "+48501234567", .mobile, "PL"),
        Printed("01148501234567", 129, "US", "+48501234567", .mobile, "PL"),
        Printed("0048501234567", 129, "US", "+48501234567", .mobile, "PL"),
        Printed("0048501234567", 129, nil, "+48501234567", .mobile, "PL"),
    ])
    func `A prefix for calls abroad is read as the plus it stands for`(_ printed: Printed) {
        #expect(printed.isAsExpected, "\(printed.identified)")
    }

    @Test(
        arguments: ["112", "999", "60500", "7222", "116117", "+12345", "0", "123456"],
        ["GB", "PL", "DE", nil])
    func `Six digits or fewer are a short code whatever the tables say`(_ digits: String, _ home: String?) {
        let number = Numbering.identify(digits, homeCountry: home)

        #expect(number.kind == .shortCode)
        #expect(number.phoneNumber == nil)
        #expect(!number.isPossible)
        #expect(number.text == digits)
    }

    @Test(arguments: [
        "MyBank", "1800FLOWERS", "", " ", "+", "++447400123456", "*100#", "0740012345a",
        "447400123456789012345",
        "٠٧٤٠٠١٢٣٤٥٦", "07400\u{0}123456", "+44 7400 123456", "0740 012\n3456", "00000000000", "+0000000000",
        "99999999999999999999",
    ])
    func `What is no number is of kind unknown and not possible`(_ text: String) {
        let number = Numbering.identify(text, homeCountry: "GB")

        #expect(
            number
                == IdentifiedNumber(
                    phoneNumber: nil, text: text, kind: .unknown, country: nil, isPossible: false))
    }

    @Test(arguments: [
        "+447700900311", "+447700900000", "+441632960123",
    ])
    func `A number of a range the tables do not know is possible in its country`(_ e164: String) {
        let number = Numbering.identify(e164, homeCountry: "GB")

        #expect(number.phoneNumber?.e164 == e164)
        #expect(number.country == "GB")
        #expect(number.isPossible)
    }

    @Test func `A number that holds only within one town is not possible`() {
        #expect(!Numbering.identify("5550123", homeCountry: "US").isPossible)
    }

    @Test func `A number no table lists is from home if home shares its country code`() {
        #expect(Numbering.identify("+15552000000", homeCountry: "CA").country == "CA")
        #expect(Numbering.identify("+15552000000", homeCountry: "GB").country == "US")
    }

    @Test(arguments: [
        "+870773111632", "+881612345678", "+88213300655", "+878101234567890", "+979123456789", "+80012345678",
    ])
    func `Satellite and other numbers of no country have none`(_ e164: String) throws {
        let number = Numbering.identify(e164, homeCountry: "GB")

        #expect(number.country == nil)
        #expect(Numbering.isOfNoCountry(try #require(PhoneNumber(e164: e164))))
    }

    @Test(arguments: ["+8801712345678", "+886912345678", "+81312345678", "+447400123456"])
    func `Bangladesh and Taiwan are countries although their codes start with 88`(_ e164: String) throws {
        #expect(!Numbering.isOfNoCountry(try #require(PhoneNumber(e164: e164))))
        #expect(Numbering.identify(e164, homeCountry: "GB").country != nil)
    }

    @Test(
        arguments: [
            ("+447700900311", "GB", "07700 900311"), ("+447700900311", "FR", "+44 7700 900311"),
            ("+33612345678", "FR", "06 12 34 56 78"), ("+33612345678", "GB", "+33 6 12 34 56 78"),
            ("+48501234567", "PL", "501 234 567"), ("+12025550123", "CA", "(202) 555-0123"),
            ("+12025550123", nil, "+1 202-555-0123"),
        ] as [(String, String?, String)])
    func `People read a number as they dial it`(_ e164: String, _ home: String?, _ text: String) throws {
        #expect(Numbering.forPeople(try #require(PhoneNumber(e164: e164)), homeCountry: home) == text)
    }

    @Test func `A country that the tables do not know changes nothing for complete numbers`() {
        #expect(Numbering.identify("+447400123456", homeCountry: "QQ").phoneNumber?.e164 == "+447400123456")
        #expect(Numbering.identify("07400123456", homeCountry: "QQ").phoneNumber == nil)
        #expect(Numbering.identify("07400123456", homeCountry: "nonsense").phoneNumber == nil)
    }
}
