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

    // MARK: Parts that are late

    /// Three parts of one text from Grace.
    private static let parts = [
        "270500032A0301906536FB0D32CBDF6DD0511E1E9759203ABA0C12BFD3ECB21C949E8300",
        "250500032A0302DE753A287C0EA7DDA079DA3D2E83E8E8F41CD47ECBDD69F7990502",
        "160500032A0303E0EC72785E06C9D3EE33A85D7601",
    ].map { "00400C91447700093011000062110241201100\($0)" }

    @Test func `Half a text is shown after ten minutes, and whole when the rest of it comes`() async throws {
        try await Box.run(speed: Box.speed * 6) { box in
            try await box.untilReady()
            box.simulator.perform(.pdu(Self.parts[2]))
            box.simulator.perform(.pdu(Self.parts[0]))
            let first = try await box.message(in: .partial)

            let waiting = try await box.until("half a text needs an answer") { try $0.conversations().first }
            #expect(waiting.state == .needsYou)
            #expect(
                waiting.lastText == "Hello from Grace, the boiler is [part 2 of 3 missing]please ring me.")

            box.simulator.perform(.pdu(Self.parts[1]))
            let whole = try await box.message(in: .received)
            #expect(whole.id == first.id)
            #expect(
                whole.text == "Hello from Grace, the boiler is out again since this morning, please ring me.")
        }
    }

    // MARK: What is no text

    @Test func `A picture that was sent is told of, and taken off the SIM`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            // Two parts to port 2948, the second one first.
            box.simulator.perform(
                .pdu("00400C91447700093011000462110241201100100B000307020205040B8423F082984100"))
            box.simulator.perform(
                .pdu("00400C91447700093011000462110241201100110B000307020105040B8423F0010601BE8C"))

            let message = try await box.message(in: .received)
            let deleted = try await box.far.first { $0.isDeletion }
            try await box.far.first(from: deleted.next) { $0.isDeletion }

            #expect(message.kind == .pictureNotice && message.text == nil)
            #expect(message.data == "010601BE8C82984100")
        }
    }

    @Test func `STOP that flashes up is shown, and neither obeyed nor answered`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.pdu("00000C9144770009301100F0621102412011000453EA130A"))
            let message = try await box.message(in: .received)
            #expect(message.text == "STOP" && message.messageClass == 0)

            box.simulator.ring(Box.grace)
            let call = try await box.decidedCall()

            #expect(call.reply?.decision == .queued)
        }
    }
}
