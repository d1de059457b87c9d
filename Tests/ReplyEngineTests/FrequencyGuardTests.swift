import ReplyEngine
import Telephony
import Testing

@Suite struct FrequencyGuardTests {
    private func reason(
        last: Moment, now: Moment, from number: IdentifiedNumber = identified(),
        _ changes: [String: String] = [:]
    ) -> String? {
        decide(call(from: number, ended: now), CallerHistory(lastAutomaticText: last), now: now, changes)
            .reason
    }

    @Test func `One text in twelve hours`() {
        #expect(reason(last: moment(100), now: moment(100 + 43_199.999)) == "cooldown")
        #expect(reason(last: moment(100), now: moment(100 + 43_200)) == nil)
        #expect(reason(last: moment(100), now: moment(105), ["reply.cooldown": "5s"]) == nil)
    }

    @Test func `No cool-down at all is a setting too`() {
        #expect(reason(last: moment(100), now: moment(100), ["reply.cooldown": "0"]) == nil)
    }

    @Test func `The owner has no cool-down`() {
        #expect(reason(last: moment(100), now: moment(110), from: identified("+447700900555")) == nil)
    }

    @Test func `After a restart the wall clock tells if it is trusted`() {
        let last = moment(50_000)

        #expect(
            reason(last: last, now: moment(60, boot: "second", wall: 1_795_050_000 + 43_199)) == "cooldown")
        #expect(reason(last: last, now: moment(60, boot: "second", wall: 1_795_050_000 + 43_200)) == nil)
    }

    @Test(arguments: [ClockTrust.none, .ntp])
    func
        `With an untrusted clock the cool-down holds until the machine has run that long`(
            _ trustOfLast: ClockTrust
        )
    {
        let last = moment(50_000, trust: trustOfLast)
        let early = moment(43_199, boot: "second", wall: 1_900_000_000, trust: .none)
        let late = moment(43_200, boot: "second", wall: 1_795_050_001, trust: .none)

        #expect(reason(last: last, now: early) == "cooldown")
        #expect(reason(last: last, now: late) == nil)
    }

    @Test func `A clock that went backwards makes nothing older`() {
        let now = moment(60, boot: "second", wall: 1_700_000_000)

        #expect(reason(last: moment(50_000), now: now) == "cooldown")
    }

    @Test func `Three automatic texts without a person between them are enough`() {
        #expect(decide(call(), CallerHistory(automaticTextsSincePerson: 2)).reason == nil)
        #expect(decide(call(), CallerHistory(automaticTextsSincePerson: 3)).reason == "loop")
    }
}
