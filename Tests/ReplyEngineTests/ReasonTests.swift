import ReplyEngine
import Telephony
import Testing

@Suite struct ReasonTests {
    @Test(
        arguments: [
            ReplyReason.notSetUp, .answered, .withheld, .ownNumber, .optedOut, .blocked, .isPrivate, .foreign,
            .landline,
            .tooShort, .late, .paused, .cooldown, .loop, .capHour, .capDay, .capMonth, .cancelled,
        ] + NumberKind.allCases.map { .kind($0) })
    func `Every reason is a sentence for a person`(_ reason: ReplyReason) {
        let sentence = reason.explanation(settings: settings())

        #expect(sentence.hasSuffix("."))
        #expect(sentence.contains(" "))
    }

    @Test func `A sentence names the setting that it speaks of`() {
        #expect(
            ReplyReason.cooldown.explanation(settings: settings(["reply.cooldown": "2h"]))
                == "They had an automatic text less than 2h before.")
        #expect(ReplyReason.cooldown.remedy == "catchline settings set reply.cooldown 1h")
        #expect(ReplyReason.withheld.remedy == nil)
    }
}
