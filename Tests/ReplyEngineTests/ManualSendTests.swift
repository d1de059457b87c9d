import ReplyEngine
import Telephony
import Testing

@Suite struct ManualSendTests {
    private func refusal(
        _ number: IdentifiedNumber = identified(), text: String = "Hello", isForced: Bool = false,
        reason: String? = nil,
        history: CallerHistory = CallerHistory(), sentInHour: Int = 0, _ changes: [String: String] = [:]
    ) -> ManualSendRefusal? {
        let send = ManualSend(
            number: number, text: text, homeCountry: "GB", isForced: isForced, reason: reason)
        do throws(ManualSendRefusal) {
            try send.check(history: history, sentInHour: sentInHour, settings: settings(changes))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [NumberKind.mobile, .mobileOrLandline, .unknown])
    func `A text to a mobile from home goes`(_ kind: NumberKind) {
        #expect(refusal(identified("+447700900311", kind)) == nil)
    }

    @Test func `It goes before set-up and during a pause too: a person has asked for it`() {
        #expect(refusal(["setup.done": "false", "pause": "resume"]) == nil)
    }

    @Test(arguments: ["", " ", "\n\t "])
    func `An empty text does not go`(_ text: String) {
        #expect(refusal(text: text) == .emptyText)
    }

    @Test(arguments: [NumberKind.premium, .shortCode], [true, false])
    func `Premium and short numbers are never texted, forced or not`(_ kind: NumberKind, _ isForced: Bool) {
        let number = identified("+449098790012", kind)

        #expect(refusal(number, isForced: isForced) == .never("+449098790012", kind))
    }

    @Test(arguments: [
        NumberKind.landline, .voip, .tollFree, .sharedCost, .personal, .pager, .uan, .voicemail,
    ])
    func `Other numbers that hardly show a text need force`(_ kind: NumberKind) {
        let number = identified("+441174960123", kind)

        #expect(refusal(number) == .notTextable("+441174960123", kind))
        #expect(refusal(number, isForced: true) == nil)
    }

    @Test func `What is set for landlines and countries holds here too`() {
        #expect(refusal(identified("+441174960123", .landline), ["numbers.landline": "true"]) == nil)
        #expect(refusal(identified("+33612345678", country: "FR"), ["numbers.foreign": "FR"]) == nil)
    }

    @Test func `Another country needs force, and so does none`() {
        #expect(refusal(identified("+33612345678", country: "FR")) == .foreign("+33612345678", country: "FR"))
        #expect(refusal(identified("+33612345678", country: "FR"), isForced: true) == nil)
        #expect(refusal(identified("+881612345678", country: nil)) == .foreign("+881612345678", country: nil))
    }

    @Test func `Who opted out is texted with a reason only`() {
        let history = CallerHistory(isOptedOut: true, name: "Grace")

        #expect(refusal(history: history) == .optedOut("+447700900311", name: "Grace"))
        #expect(refusal(isForced: true, history: history) == .optedOut("+447700900311", name: "Grace"))
        #expect(refusal(reason: " ", history: history) == .optedOut("+447700900311", name: "Grace"))
        #expect(refusal(reason: "asked me to", history: history) == nil)
    }

    @Test func `What is no number does not go`() {
        let junk = IdentifiedNumber(
            phoneNumber: nil, text: "MyBank", kind: .unknown, country: nil, isPossible: false)

        #expect(refusal(junk, isForced: true) == .noNumber("MyBank"))
    }

    @Test func `The cap of an hour holds`() {
        #expect(refusal(sentInHour: 199) == nil)
        #expect(refusal(sentInHour: 200) == .capReached(200))
    }

    @Test func `A refusal says what happened, why, and what to do next`() {
        let error = ManualSendRefusal.notTextable("+441174960123", .landline)

        #expect(error.what == "Nothing was sent.")
        #expect(error.why == "+441174960123 is a landline.")
        #expect(error.next == "Call it instead, or add --force to try.")
        #expect(error.code == "landline")
    }
}

extension ManualSendTests {
    private func refusal(_ changes: [String: String]) -> ManualSendRefusal? {
        refusal(identified(), changes)
    }
}
