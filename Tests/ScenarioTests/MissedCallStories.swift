import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing

@Suite(.timeLimit(.minutes(2))) struct MissedCallStories {
    @Test(arguments: SimulatorProfile.all.map(\.name))
    func `A missed call gets one text whatever the modem`(profile: String) async throws {
        try await Box.run(profile: try #require(SimulatorProfile.named(profile))) { box in
            try await box.untilReady()

            box.simulator.ring(Box.grace)
            let call = try await box.decidedCall()
            let message = try await box.message(in: .sent)

            #expect(call.outcome == .missed)
            #expect(call.number == Box.grace)
            #expect(call.rings == 3)
            #expect(call.reply?.messageID == message.id)
            #expect(box.far.parts.map(\.number) == [Box.grace])
            #expect(box.far.texts.first?.contains(Box.company) == true)
        }
    }

    @Test(arguments: SimulatorProfile.all.map(\.name))
    func `A hidden caller is listed and not texted`(profile: String) async throws {
        try await Box.run(profile: try #require(SimulatorProfile.named(profile))) { box in
            try await box.untilReady()

            box.simulator.ring(nil)
            let call = try await box.decidedCall()

            #expect(call.withheld)
            #expect(call.number == nil)
            #expect(call.reply?.reason.rawValue == "withheld")
            #expect(box.far.parts.isEmpty)
        }
    }

    @Test func `A modem that says nothing at the end of a call is seen through`() async throws {
        try await Box.run { box in
            try await box.untilReady()

            let call = SimulatedCall(number: Box.grace, rings: 2, ending: .silence)
            box.simulator.perform(.call(call))
            let decided = try await box.decidedCall()
            _ = try await box.message(in: .sent)

            #expect(decided.outcome == .missed)
            #expect(box.far.parts.count == 1)
        }
    }

    @Test func `An answered call gets no text`() async throws {
        try await Box.run(profile: .simcom4G) { box in
            try await box.untilReady()

            let call = SimulatedCall(number: Box.grace, rings: 2, ending: .answered(.seconds(9)))
            box.simulator.perform(.call(call))
            let decided = try await box.decidedCall()

            #expect(decided.outcome == .answered)
            #expect(box.far.parts.isEmpty)
        }
    }

    @Test(arguments: SimulatorProfile.all.map(\.name))
    func `A call is rejected at its ring and texted, whatever the modem`(profile: String) async throws {
        let profile = try #require(SimulatorProfile.named(profile))
        try await Box.run(profile: profile, settings: ["call.reject_after_rings": "2"]) { box in
            try await box.untilReady()

            box.simulator.perform(.call(SimulatedCall(number: Box.grace, rings: 9)))
            let call = try await box.decidedCall()
            _ = try await box.message(in: .sent)

            #expect(call.outcome == .rejected)
            #expect(call.number == Box.grace)
            #expect(call.rings == 2)
            let ends = box.far.events.filter { if case .callEnded = $0 { true } else { false } }
            #expect(ends == [.callEnded(number: Box.grace, rings: 2, how: "rejected")])
            #expect(box.far.parts.map(\.number) == [Box.grace])
        }
    }

    @Test(arguments: [SimulatorProfile.generic, .huawei].map(\.name))
    func `A call that the owner's own phone has taken gets no text where the modem tells`(profile: String)
        async throws
    {
        let profile = try #require(SimulatorProfile.named(profile))
        try await Box.run(profile: profile, settings: ["call.mode": "twin", "reply.delay": "20"]) { box in
            try await box.untilReady()

            let call = SimulatedCall(number: Box.grace, rings: 3, ending: .answeredElsewhere)
            box.simulator.perform(.call(call))
            let clock = box.clock
            let decided = try await box.until("the call is left alone") { reader in
                try reader.calls(at: clock.now()).first { $0.reply?.decision == .leftAlone }
            }

            #expect(decided.outcome == .answeredElsewhere)
            #expect(decided.reply?.reason.rawValue == "answered")
            #expect(box.far.parts.isEmpty)
        }
    }

    @Test func `A twin never rejects: the owner's phone rings too`() async throws {
        try await Box.run(settings: ["call.reject_after_rings": "1", "call.mode": "twin"]) { box in
            try await box.untilReady()

            box.simulator.perform(.call(SimulatedCall(number: Box.grace, rings: 3)))
            let call = try await box.decidedCall()

            #expect(call.outcome == .missed)
            #expect(call.rings == 3)
        }
    }

    @Test func `Texts come and go while it rings`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.call(SimulatedCall(number: Box.grace, rings: 6)))
            try await box.far.first { if case .callStarted = $0 { true } else { false } }

            box.simulator.perform(.text(from: "+447700900322", words: "Are you open?"))
            _ = try box.daemon.store.queueMessage(
                number: "+447700900333", text: "On my way.", origin: .human, at: box.clock.now())
            let call = try await box.decidedCall()
            _ = try await box.until("all three texts are there") { reader in
                let messages = try reader.messages()
                return messages.count { $0.sentAt != nil || $0.direction == .incoming } == 3 ? true : nil
            }

            let events = box.far.events
            let ended = try #require(events.firstIndex { if case .callEnded = $0 { true } else { false } })
            #expect(events[..<ended].contains { $0.isPart })
            #expect(events[..<ended].contains { $0.isDeletion })
            #expect(call.rings == 6)
            #expect(box.far.parts.map(\.number) == ["+447700900333", Box.grace])
        }
    }

    @Test func `A text that the modem refuses while it rings goes when the call is over`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.refusePrompt(302)))
            box.simulator.perform(.call(SimulatedCall(number: nil, rings: 3)))
            try await box.far.first { if case .callStarted = $0 { true } else { false } }

            _ = try box.daemon.store.queueMessage(
                number: "+447700900333", text: "On my way.", origin: .human, at: box.clock.now())
            _ = try await box.message(in: .sent)

            let events = box.far.events
            let refused = try #require(
                events.firstIndex {
                    if case .commandReceived(let line) = $0 { line.hasPrefix("AT+CMGS") } else { false }
                })
            let ended = try #require(events.firstIndex { if case .callEnded = $0 { true } else { false } })
            let sent = try #require(events.firstIndex { $0.isPart })
            #expect(refused < ended && ended < sent)
        }
    }

    @Test func `The same caller twice gets one text`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)

            box.simulator.ring(Box.grace)
            let clock = box.clock
            let second = try await box.until("the second call is decided") { reader in
                try reader.calls(at: clock.now()).dropFirst().first { $0.reply != nil }
            }

            #expect(second.reply?.reason.rawValue == "cooldown")
            #expect(box.far.parts.count == 1)
        }
    }

    @Test func `Before set-up a call is kept and nothing is sent`() async throws {
        try await Box.run(isSetUp: false) { box in
            try await box.untilReady()

            box.simulator.ring(Box.grace)

            #expect(try await box.decidedCall().reply?.reason.rawValue == "not_set_up")
            #expect(box.far.parts.isEmpty)
        }
    }

    @Test func `A delivery report settles the text that it is about`() async throws {
        try await Box.run { box in
            try await box.untilReady()

            box.simulator.ring(Box.grace)

            #expect(try await box.message(in: .delivered).deliveredAt != nil)
        }
    }
}
