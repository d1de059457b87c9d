import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing

@Suite(.timeLimit(.minutes(3))) struct TroubleStories {
    @Test func `A text that the network refuses for good is failed with its code`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.refuseText(1)))

            box.simulator.ring(Box.grace)

            #expect(try await box.message(in: .failed).error == "cms 1")
            #expect(box.far.parts.isEmpty)
        }
    }

    @Test func `A text that the modem refuses before the prompt is tried again`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.refusePrompt(500)))

            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)

            #expect(box.far.parts.count == 1)
        }
    }

    @Test(arguments: [SimulatorFault.refuseText(38), .refuseText(332), .refuseText(500), .swallowAnswer])
    func `A text of which nobody can know is unconfirmed and not sent again`(fault: SimulatorFault)
        async throws
    {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(fault))

            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .unconfirmed)

            #expect(box.far.parts.count <= 1)
        }
    }

    @Test func `A prompt that comes late is waited for`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.latePrompt(.seconds(3))))

            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)

            #expect(box.far.parts.count == 1)
        }
    }

    @Test func `A modem that is pulled out and put back goes on with the queue`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.unplug)
            try await box.far.first { $0 == .unplugged }
            _ = try box.daemon.store.queueMessage(
                number: Box.grace, text: "On my way", origin: .human, at: box.clock.now())

            box.simulator.perform(.replug)
            _ = try await box.message(in: .sent)

            #expect(box.far.texts == ["\(Box.grace) On my way"])
        }
    }

    @Test func `A modem that hangs is brought back and the next call is answered`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.hang(.seconds(150))))
            _ = try box.daemon.store.queueMessage(
                number: Box.grace, text: "On my way", origin: .human, at: box.clock.now())

            _ = try await box.message(in: .sent)

            #expect(box.far.texts == ["\(Box.grace) On my way"])
            let told = try box.daemon.store.reader.events(after: 0).filter { $0.kind == "modem.recovery" }
            let steps = [
                "attention", "escape", "reopen", "soft_reset", "usb_reset", "usb_reset_impossible", "failed",
                "recovered",
            ]
            #expect(told.count == steps.count)
            #expect(zip(told, steps).allSatisfy { $0.payload.contains("\"state\":\"\($1)\"") })
        }
    }

    @Test func `What a modem said before it hung is kept in a file, without anybody's number`() async throws {
        try await Box.run { box in
            try await box.untilReady()
            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)
            #expect(box.recordings.isEmpty)

            box.simulator.perform(.fault(.hang(.seconds(100))))
            box.simulator.ring(Box.grace)
            _ = try box.daemon.store.queueMessage(
                number: Box.grace, text: "On my way", origin: .human, at: box.clock.now())
            _ = try await box.until("it is brought back") { _ in
                box.recordings.last.flatMap { $0.told.last == "state ready" ? $0 : nil }
            }

            let recording = try #require(box.recordings.last)
            #expect(recording.told.contains("state recovering"))
            #expect(recording.told.contains { $0.hasPrefix("call 1 missed") })
            #expect(!recording.text.contains(Box.grace.suffix(8)))
        }
    }

    @Test func `A modem of a family that a person has described is spoken to as described`() async throws {
        let family = """
            extends = "SIMCom 2G"
            manufacturers = ["generic"]
            once_ready = ['AT+ACME=1,"two"']
            """
        try await Box.run(family: family) { box in
            try await box.far.first { $0 == .commandReceived("AT+ACME=1,\"two\"") }
            let identity = await box.daemon.statuses().first?.identity

            #expect(identity?.family == "acme")
            #expect(identity?.familyFile?.hasSuffix("/modems.d/acme.toml") == true)
        }
    }

    @Test func `A modem that restarts in mid-operation is set up anew`() async throws {
        try await Box.run(profile: .simcom2G) { box in
            try await box.untilReady()
            box.simulator.perform(.fault(.reboot))
            try await box.far.first { $0 == .restarted }

            box.simulator.deliver("Hello", from: Box.grace)

            #expect(try await box.message(in: .received).text == "Hello")
        }
    }

    @Test(arguments: [1, 2, 3, 7])
    func `It does not matter how the modem's octets are cut`(size: Int) async throws {
        let cut = ScriptStep(at: .zero, .fault(.splitOctets(size)))
        try await Box.run(script: [cut]) { box in
            try await box.untilReady()

            box.simulator.ring(Box.grace)
            _ = try await box.message(in: .sent)

            #expect(box.far.parts.count == 1)
        }
    }
}
