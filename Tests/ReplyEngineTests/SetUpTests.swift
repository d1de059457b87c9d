import ReplyEngine
import Telephony
import Testing

private let checks = SettingChecks(
    isTimeZone: { _ in true }, isCountry: { $0 == "GB" }, phoneNumber: { PhoneNumber(e164: $0) })

@Suite struct SetUpTests {
    private let whole = SetUp(
        company: "Hartley Plumbing", ownerName: "Dan", ownerNumber: "+447700900555", country: "gb",
        mode: "box")

    @Test func `The answers become settings and the box is set up`() throws {
        let read = Settings(try whole.changes(stored: [:], checks: checks))

        #expect(read.isSetUp)
        #expect(read.company == "Hartley Plumbing")
        #expect(read.ownerName == "Dan")
        #expect(read.ownerNumber?.e164 == "+447700900555")
        #expect(read.country == "GB")
        #expect(read.mode == .box)
        #expect(read.replyDelay == .seconds(5))
    }

    @Test func `What is missing is named`() {
        #expect(throws: SetUpError.missing([.ownerNumber, .callMode])) {
            try SetUp(company: "H", ownerName: "Dan", country: "GB").changes(stored: [:], checks: checks)
        }
        #expect(SetUpError.missing([.ownerNumber, .callMode]).why == "Not given: --owner, --mode.")
    }

    @Test func `Run again it changes what is given`() throws {
        let first = try whole.changes(stored: [:], checks: checks)

        #expect(
            try SetUp(company: "Hartley & Daughter").changes(stored: first, checks: checks)
                == ["setup.done": "true", "business.company": "Hartley & Daughter"])
    }

    @Test func `A wrong answer is refused by the name of its option`() {
        let answers = SetUp(
            company: "H", ownerName: "D", ownerNumber: "+447700900555", country: "UK", mode: "box")

        do {
            _ = try answers.changes(stored: [:], checks: checks)
            Issue.record("it was taken")
        } catch {
            #expect(error.why == "--country takes a country as two letters, such as GB, not \"UK\".")
        }
    }

    @Test func `A twin waits for the owner's own phone`() throws {
        var answers = whole
        answers.mode = "twin"
        let changes = try answers.changes(stored: [:], checks: checks)

        #expect(changes["reply.delay"] == "20")
        #expect(changes["reply.minimum_ring"] == "15")
    }

    @Test func `Leaving the twin takes its timing back, but not one that was chosen`() throws {
        let twin = [
            "setup.done": "true", "call.mode": "twin", "reply.delay": "20", "reply.minimum_ring": "8",
            "business.company": "H", "owner.name": "D", "owner.number": "+447700900555",
            "business.country": "GB",
        ]

        #expect(
            try SetUp(mode: "box").changes(stored: twin, checks: checks)
                == ["setup.done": "true", "call.mode": "box", "reply.delay": "5"])
    }
}
