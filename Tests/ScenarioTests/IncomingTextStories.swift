import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing

@Suite(.timeLimit(.minutes(2))) struct IncomingTextStories {
    @Test(arguments: SimulatorProfile.all.map(\.name))
    func `A text is kept and then gone from the SIM`(profile: String) async throws {
        try await Box.run(profile: try #require(SimulatorProfile.named(profile))) { box in
            try await box.untilReady()

            box.simulator.deliver("Boiler keeps losing pressure {BS6 5QT}", from: Box.grace)
            let message = try await box.message(in: .received)
            try await box.far.first { $0.isDeletion }

            #expect(message.text == "Boiler keeps losing pressure {BS6 5QT}")
            #expect(message.number == Box.grace)
        }
    }

    @Test func `A long answer in three parts is one message`() async throws {
        let words = String(repeating: "The tap in the kitchen drips. ", count: 14)
        try await Box.run { box in
            try await box.untilReady()

            box.simulator.deliver(words, from: Box.grace)
            let message = try await box.message(in: .received)

            #expect(message.text == words)
            #expect(message.parts == 3)
            #expect(try box.daemon.store.reader.messages().count == 1)
        }
    }

    @Test func `Texts that lay on the SIM before the start are found`() async throws {
        let early = ScriptStep(at: .zero, .text(from: Box.grace, words: "Are you there?"))
        try await Box.run(script: [early]) { box in
            let message = try await box.message(in: .received)
            try await box.far.first { $0.isDeletion }

            #expect(message.text == "Are you there?")
        }
    }

    @Test func `STOP is answered once and the next missed call of that number sends nothing`() async throws {
        try await Box.run(settings: ["reply.cooldown": "0"]) { box in
            try await box.untilReady()
            box.simulator.deliver("STOP", from: Box.grace)
            _ = try await box.message(in: .sent)

            box.simulator.ring(Box.grace)
            let call = try await box.decidedCall()

            #expect(call.reply?.reason.rawValue == "opted_out")
            #expect(
                box.far.texts == [
                    "\(Box.grace) Done. Hartley Plumbing won't text you again. START undoes it."
                ])
        }
    }

    @Test func `A full SIM is emptied and the texts that waited come in`() async throws {
        try await Box.run(profile: .simcom2G) { box in
            try await box.untilReady()
            for number in 0..<30 { box.simulator.deliver("Number \(number)", from: Box.grace) }

            let texts = try await box.until("all texts are there") { reader in
                let messages = try reader.messages()
                return messages.count == 30 ? messages.compactMap(\.text) : nil
            }

            #expect(Set(texts) == Set((0..<30).map { "Number \($0)" }))
        }
    }
}
