import CatchlineDaemon
import ModemDriver
import ModemSimulator
import Storage
import Telephony
import Testing

/// Two modems in one box: what is wrong with one is nothing to the other.
@Suite(.timeLimit(.minutes(3))) struct NeighbourStories {
    private static let neverEnding = Duration.seconds(1_000_000)

    @Test(arguments: [SimulatorAction.fault(.hang(neverEnding)), .unplug, .registration(3)])
    func `A call is answered while another modem does not work`(_ trouble: SimulatorAction) async throws {
        try await Neighbour.withOne { neighbour in
            try await Box.run(others: [neighbour.target]) { box in
                try await box.untilReady()
                try await neighbour.far.first { $0.isLastQuestionOfStart }
                neighbour.simulator.perform(trouble)
                // Something that the broken one is to do, and never does.
                _ = try box.daemon.store.queueMessage(
                    number: "+447700900999", text: "Not now", origin: .human, line: Neighbour.line,
                    at: box.clock.now())

                box.simulator.ring(Box.grace)
                try await box.far.first { $0.isTextSent(to: Box.grace) }

                #expect(neighbour.far.parts.isEmpty)
            }
        }
    }

    @Test func `A call is answered while another modem floods the box`() async throws {
        try await Neighbour.withOne { neighbour in
            try await Box.run(others: [neighbour.target]) { box in
                try await box.untilReady()
                try await neighbour.far.first { $0.isLastQuestionOfStart }
                let noise = String(repeating: "+CREG: 1 ~ noise ", count: 200)

                try await withThrowingTaskGroup(of: Void.self) { tasks in
                    tasks.addTask {
                        while !Task.isCancelled {
                            neighbour.simulator.perform(.line(noise))
                            await Task.yield()
                        }
                    }
                    box.simulator.ring(Box.grace)
                    try await box.far.first { $0.isTextSent(to: Box.grace) }
                    tasks.cancelAll()
                }
            }
        }
    }
}

/// Another stick with another SIM.
private struct Neighbour: Sendable {
    static let line = LineID(rawValue: "sim:8944110068256270062")

    let simulator: RunningSimulator
    let far: FarEnd

    var target: ModemTarget { .path(simulator.target) }

    static func withOne(_ story: (Neighbour) async throws -> Void) async throws {
        var settings = SimulatorSettings()
        (settings.imei, settings.iccid, settings.imsi) = (
            "490154203237526", "8944110068256270062", "234300000000002"
        )
        let far = FarEnd()
        let simulator = try RunningSimulator(
            SimulatedModem(profile: .quectel, settings: settings), at: .pseudoTerminal(link: nil),
            speed: Box.speed
        ) { far.received($0) }
        defer { simulator.stop() }
        try await story(Neighbour(simulator: simulator, far: far))
    }
}

extension SimulatorEvent {
    fileprivate func isTextSent(to number: String) -> Bool {
        if case .textSent(number, _) = self { true } else { false }
    }
}
