import Telephony
import Testing

@Suite struct DivertTests {
    @Test(
        arguments: [
            (DivertReason.noReply, "**61*+447700900555*11*20#", "##61#", "*#61#"),
            (.busy, "**67*+447700900555*11#", "##67#", "*#67#"),
            (.unreachable, "**62*+447700900555*11#", "##62#", "*#62#"),
            (.unconditional, "**21*+447700900555*11#", "##21#", "*#21#"),
            (.conditional, "**004*+447700900555*11*20#", "##004#", nil),
            (.all, "**002*+447700900555*11*20#", "##002#", nil),
        ] as [(DivertReason, String, String, String?)])
    func `The codes for a phone are those of the standard`(
        reason: DivertReason, set: String, clear: String, check: String?
    ) {
        let codes = DivertCodes(reason, to: "+447700900555", after: .standard)
        #expect(codes.set == set)
        #expect(codes.clear == clear)
        #expect(codes.check == check)
    }

    @Test(arguments: [
        ("no-answer", DivertReason.noReply), ("no_answer", .noReply), ("No-Reply", .noReply),
        ("voicemail", .conditional), ("always", .unconditional), ("all", .all), ("busy", .busy),
    ])
    func `A reason has the names that people use`(name: String, reason: DivertReason) {
        #expect(DivertReason(named: name) == reason)
    }

    @Test(arguments: ["", "never", "0", "busy "])
    func `Anything else is no reason`(name: String) {
        #expect(DivertReason(named: name) == nil)
    }

    @Test func `A phone rings for 5 to 30 seconds in fives`() {
        #expect((-5...60).compactMap { DivertTime(seconds: $0)?.seconds } == [5, 10, 15, 20, 25, 30])
    }
}
