import ReplyEngine
import Telephony
import Testing

@Suite struct NumberGuardTests {
    @Test(arguments: [NumberKind.mobile, .mobileOrLandline, .unknown])
    func `Mobile numbers from home are texted, and those of a range nobody knows`(_ kind: NumberKind) {
        #expect(decide(call(from: identified("+447700900311", kind))).reason == nil)
    }

    @Test(arguments: [
        NumberKind.tollFree, .premium, .sharedCost, .personal, .pager, .uan, .voicemail, .shortCode,
    ])
    func `These kinds are never texted, whatever is set`(_ kind: NumberKind) {
        let reason = decide(
            call(from: identified("+447700900311", kind)),
            ["numbers.landline": "true", "numbers.foreign": "GB,FR"]
        ).reason

        #expect(reason == kind.rawValue)
    }

    @Test func `Landlines are texted by setting only`() {
        let landline = call(from: identified("+441174960123", .landline))

        #expect(decide(landline).reason == "landline")
        #expect(decide(landline, ["numbers.landline": "true"]).reason == nil)
    }

    @Test func `Internet telephones go with the landlines`() {
        let telephone = call(from: identified("+445612345678", .voip))

        #expect(decide(telephone).reason == "voip")
        #expect(decide(telephone, ["numbers.landline": "true"]).reason == nil)
    }

    @Test func `Other countries are texted if listed`() {
        let french = call(from: identified("+33612345678", country: "FR"))

        #expect(decide(french).reason == "foreign")
        #expect(decide(french, ["numbers.foreign": "DE"]).reason == "foreign")
        #expect(decide(french, ["numbers.foreign": "DE,FR"]).reason == nil)
    }

    @Test func `A number of a range nobody knows is texted at home only`() {
        let french = call(from: identified("+33999999999", .unknown, country: "FR"))

        #expect(decide(french, ["numbers.foreign": "FR"]).reason == "unknown")
    }

    @Test func `A number of no country can never be listed`() {
        let satellite = call(from: identified("+881612345678", country: nil))

        #expect(decide(satellite, ["numbers.foreign": "GB,FR"]).reason == "foreign")
    }

    @Test func `Without a home country nothing is at home`() {
        var facts = call()
        facts.homeCountry = nil

        #expect(decide(facts).reason == "foreign")
        facts.number = identified("+447700900311", .unknown, country: nil)
        #expect(decide(facts).reason == "unknown")
    }

    @Test func `What is no number is not texted`() {
        let junk = IdentifiedNumber(
            phoneNumber: nil, text: "MyBank", kind: .unknown, country: nil, isPossible: false)

        #expect(decide(call(from: junk)).reason == "unknown")
    }

    @Test func `The box does not text its own SIMs`() throws {
        let own = try #require(PhoneNumber(e164: "+447700900311"))

        #expect(decide(call(ownNumbers: [own])).reason == "own_number")
    }

    @Test(arguments: [
        (CallerHistory(isOptedOut: true), "opted_out"), (CallerHistory(isBlocked: true), "blocked"),
        (CallerHistory(isPrivate: true), "private"),
    ])
    func `Who is not to be texted is not`(_ history: CallerHistory, _ reason: String) {
        #expect(decide(call(), history).reason == reason)
    }
}
