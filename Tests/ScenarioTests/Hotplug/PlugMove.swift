import CatchlineDaemon
import ModemDriver
import ModemSimulator
import Storage
import Telephony
import Testing

/// What happens to sticks while the daemon works with them.
enum PlugMove: String, CaseIterable {
    case toAnotherSocket = "pulled out at rest, plugged into another socket"
    case whileStarting = "pulled out in the middle of a command of its start"
    case reset = "reset: gone and back in the same socket"
    case swap = "two sticks change places"
    case beforePrompt = "pulled out while a text waits for its prompt"
    case afterText = "pulled out when the network has the text and nobody has said so"
    case swapAfterDecision = "two sticks change places between the decision to send and the sending"
}

/// Moves sticks, and gives each of their lines a text to send.
struct PlugShuffle {
    let box: PlugBox
    var random: SeededGenerator
    private(set) var timesToService: [Duration] = []
    private var count = 0

    init(box: PlugBox, random: SeededGenerator) {
        self.box = box
        self.random = random
    }

    /// Ends when both lines are back and have sent what they had to.
    mutating func perform(_ move: PlugMove) async throws {
        let sticks = box.sticks.shuffled(using: &random)
        count += 1
        try await disturb(sticks[0], sticks[1], by: move)
        if ![.beforePrompt, .afterText, .swapAfterDecision].contains(move) { try queue(for: sticks[0]) }
        try queue(for: sticks[1])
        let plugged = box.clock.monotonic.now
        try await box.untilInService()
        timesToService.append(plugged.duration(to: box.clock.monotonic.now))
        if move == .swapAfterDecision { box.holdUp.letGo() }
        _ = try await box.daemon.until("all texts are settled") { reader in
            let messages = try reader.messages(MessageFilter(direction: .outgoing, limit: 4))
            return messages.contains { $0.state == .queued || $0.state == .sending } ? nil : true
        }
    }

    private mutating func disturb(
        _ stick: PlayedStick, _ other: PlayedStick, by move: PlugMove
    ) async throws {
        let seen = stick.far.events.count
        switch move {
        case .toAnotherSocket, .reset:
            try replug(stick, elsewhere: move == .toAnotherSocket)
        case .swap:
            try changePlaces(stick, other)
        case .whileStarting:
            try replug(stick, elsewhere: false)
            var next = seen
            for _ in 0..<Int.random(in: 1...12, using: &random) {
                next = try await stick.far.first(from: next) { $0.isCommand }.next
            }
            try replug(stick, elsewhere: true)
        case .beforePrompt:
            stick.simulator?.perform(.fault(.latePrompt(.seconds(20))))
            try queue(for: stick)
            try await stick.far.first(from: seen) { $0.isSubmission }
            try replug(stick, elsewhere: Bool.random(using: &random))
        case .afterText:
            stick.simulator?.perform(.fault(.swallowAnswer))
            try queue(for: stick)
            try await stick.far.first(from: seen) { $0.isPart }
            try replug(stick, elsewhere: Bool.random(using: &random))
        case .swapAfterDecision:
            box.holdUp.arm()
            try queue(for: stick)
            await box.holdUp.reached()
            try changePlaces(stick, other)
        }
    }

    private mutating func replug(_ stick: PlayedStick, elsewhere: Bool) throws {
        guard let socket = stick.socket else { return }
        let free = PlugBox.sockets.filter { $0 != socket && box.testbed.sockets[$0] == nil }
        try stick.pullOut(of: box.testbed, using: &random)
        let place = elsewhere ? free.randomElement(using: &random) ?? socket : socket
        try stick.plug(into: place, of: box.testbed, using: &random)
    }

    private mutating func changePlaces(_ one: PlayedStick, _ other: PlayedStick) throws {
        guard let place = one.socket, let otherPlace = other.socket else { return }
        try one.pullOut(of: box.testbed, using: &random)
        try other.pullOut(of: box.testbed, using: &random)
        try one.plug(into: otherPlace, of: box.testbed, using: &random)
        try other.plug(into: place, of: box.testbed, using: &random)
    }

    // MARK: Texts

    private func queue(for stick: PlayedStick) throws {
        _ = try box.daemon.store.queueMessage(
            number: Box.grace, text: "\(count) for stick \(stick.number)", origin: .human, line: stick.line,
            at: box.clock.now())
    }

    /// Texts that left from another line than theirs, more than once, or not although they are said to have left.
    func complaints() throws -> [String] {
        let sent = box.sticks.map { Dictionary(grouping: $0.far.texts, by: \.self).mapValues(\.count) }
        return try box.daemon.store.reader.messages(MessageFilter(direction: .outgoing)).flatMap { message in
            let text = "\(Box.grace) \(message.text ?? "")"
            return box.sticks.compactMap { stick -> String? in
                let count = sent[stick.number][text] ?? 0
                let fits =
                    switch (stick.line == message.line, message.state) {
                    case (false, _): count == 0
                    case (true, .sent), (true, .delivered): count == 1
                    case (true, .unconfirmed): count <= 1
                    case (true, _): false
                    }
                return fits ? nil : "\(text): \(message.state), \(count) times from stick \(stick.number)"
            }
        }
    }
}

extension SimulatorEvent {
    fileprivate var isCommand: Bool {
        if case .commandReceived = self { true } else { false }
    }

    fileprivate var isSubmission: Bool {
        if case .commandReceived(let line) = self { line.hasPrefix("AT+CMGS") } else { false }
    }
}
