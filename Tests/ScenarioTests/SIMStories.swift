import CatchlineDaemon
import ModemSimulator
import Storage
import Telephony
import Testing

@Suite(.timeLimit(.minutes(3))) struct SIMStories {
    private static let old = SimulatorSettings()

    /// The stick is out while a text is queued, and comes back with another SIM.
    private static func changeSIM(_ box: Box) async throws {
        try await box.untilReady()
        box.simulator.perform(.unplug)
        try await box.far.first { $0 == .unplugged }
        _ = try box.daemon.store.queueMessage(
            number: Box.grace, text: "On my way", origin: .human, at: box.clock.now())
        box.simulator.perform(.sim(iccid: "8944110068256270062", imsi: "234300000000002"))
        box.simulator.perform(.replug)
    }

    @Test func `F15: another SIM holds the texts of the old one, and the old one sends them`() async throws {
        try await Box.run { box in
            try await Self.changeSIM(box)

            #expect(try await box.message(in: .held).error == "sim_changed")
            // The new SIM is in service, and answers its own callers.
            box.simulator.ring("+447700900322")
            _ = try await box.message(in: .sent)
            #expect(box.far.parts.map(\.number) == ["+447700900322"])

            box.simulator.perform(.unplug)
            let start = try await box.far.first { $0 == .unplugged }.next
            box.simulator.perform(.sim(iccid: Self.old.iccid, imsi: Self.old.imsi))
            box.simulator.perform(.replug)
            try await box.far.first(from: start) {
                $0 == .textSent(number: Box.grace, text: "On my way")
            }
        }
    }

    @Test func `A text that its owner releases leaves by the SIM that is there`() async throws {
        try await Box.run { box in
            try await Self.changeSIM(box)
            _ = try await box.message(in: .held)

            _ = try box.daemon.store.releaseHeldTexts(at: box.clock.now())

            // The generic modem tells no ICCID.
            #expect(try await box.message(in: .sent).line == LineID(rawValue: "sim:234300000000002"))
            try await box.far.first { $0 == .textSent(number: Box.grace, text: "On my way") }
        }
    }
}
