import CatchlineDaemon
import Foundation
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

/// Two SIMs that change places while texts are queued for both.
extension NeighbourStories {
    private static let own = SimulatorSettings()
    private static let ownLine = LineID(rawValue: "sim:\(own.iccid)")
    private static let ownTexts = ["+447700900311 One", "+447700900311 Two"]
    private static let othersTexts = ["+447700900322 Three", "+447700900322 Four"]

    /// Both sticks are out, two texts wait for each SIM, and each SIM is in the other's stick.
    private static func swap(_ box: Box, _ neighbour: Neighbour) async throws {
        for (simulator, far) in [(box.simulator, box.far), (neighbour.simulator, neighbour.far)] {
            try await far.first { $0.isLastQuestionOfStart }
            simulator.perform(.unplug)
            try await far.first { $0 == .unplugged }
        }
        for (line, texts) in [(ownLine, ownTexts), (Neighbour.line, othersTexts)] {
            for text in texts {
                let words = text.split(separator: " ")
                _ = try box.daemon.store.queueMessage(
                    number: String(words[0]), text: String(words[1]), origin: .human, line: line,
                    at: box.clock.now())
            }
        }
        box.simulator.perform(.sim(iccid: Neighbour.iccid, imsi: Neighbour.imsi))
        neighbour.simulator.perform(.sim(iccid: own.iccid, imsi: own.imsi))
    }

    private static func untilTexts(_ count: Int, at far: FarEnd) async throws {
        var next = 0
        for _ in 0..<count {
            next = try await far.first(from: next) { if case .textSent = $0 { true } else { false } }.next
        }
    }

    private static func lines(_ box: Box) throws -> [String?: Set<LineID?>] {
        Dictionary(grouping: try box.daemon.store.reader.messages(), by: \.number)
            .mapValues { Set($0.map(\.line)) }
    }

    @Test func `F15: two SIMs change places, and each text leaves by its own SIM, wherever that is`()
        async throws
    {
        try await Neighbour.withOne { neighbour in
            try await Box.run(profile: .quectel, others: [neighbour.target]) { box in
                try await Self.swap(box, neighbour)
                box.simulator.perform(.replug)
                neighbour.simulator.perform(.replug)
                try await Self.untilTexts(2, at: box.far)
                try await Self.untilTexts(2, at: neighbour.far)

                #expect(box.far.texts == Self.othersTexts)
                #expect(neighbour.far.texts == Self.ownTexts)
                #expect(
                    try Self.lines(box) == [
                        "+447700900311": [Self.ownLine], "+447700900322": [Neighbour.line],
                    ])
            }
        }
    }

    @Test(arguments: [false, true])
    func `F15: while the other SIM alone is back, texts wait for theirs unless the owner releases them`(
        _ isReleased: Bool
    ) async throws {
        try await Neighbour.withOne { neighbour in
            try await Box.run(profile: .quectel, others: [neighbour.target]) { box in
                try await Self.swap(box, neighbour)
                box.simulator.perform(.replug)
                try await Self.untilTexts(2, at: box.far)
                #expect(box.far.texts == Self.othersTexts)
                let held: [MessageReport] = try await box.until("two texts are held") { reader in
                    let held = try reader.messages().filter { $0.state == .held }
                    return held.count == 2 ? held : nil
                }
                #expect(Set(held.map(\.line)) == [Self.ownLine])
                #expect(held.allSatisfy { $0.error == "sim_changed" })

                if isReleased {
                    _ = try box.daemon.store.releaseHeldTexts(at: box.clock.now())
                    try await Self.untilTexts(4, at: box.far)
                    #expect(box.far.texts == Self.othersTexts + Self.ownTexts)
                } else {
                    neighbour.simulator.perform(.replug)
                    try await Self.untilTexts(2, at: neighbour.far)
                    #expect(neighbour.far.texts == Self.ownTexts)
                    #expect(box.far.texts == Self.othersTexts)
                }
            }
        }
    }
}

/// Another stick with another SIM.
private struct Neighbour: Sendable {
    static let (iccid, imsi) = ("8944110068256270062", "234300000000002")
    static let line = LineID(rawValue: "sim:\(iccid)")

    let simulator: RunningSimulator
    let far: FarEnd

    var target: ModemTarget { .path(simulator.target) }

    static func withOne(_ story: (Neighbour) async throws -> Void) async throws {
        var settings = SimulatorSettings()
        (settings.imei, settings.iccid, settings.imsi) = ("490154203237526", iccid, imsi)
        let far = FarEnd()
        let link = NSTemporaryDirectory() + "catchline-neighbour-\(UUID().uuidString.prefix(8))"
        let simulator = try RunningSimulator(
            SimulatedModem(profile: .quectel, settings: settings), at: .pseudoTerminal(link: link),
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
