import ATGrammar
package import Telephony

/// Asks a device that may be anything who it is: AT, AT+CGMI, AT+CGSN, and nothing else, not even ESC.
///
/// Whoever plugs in a stick of his own is not to have the box set it up, open its SIM and hand it the texts that wait.
/// What the device says is only shown to a person, so that a lie gains nothing.
package struct Introduction: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// It answers AT, and says this of itself.
        case given(manufacturer: String?, imei: String?)
        /// It does not answer as a modem does.
        case none
    }

    package enum Action: Hashable, Sendable {
        case write([UInt8])
        case wake(at: MonotonicInstant)
        case end(Outcome)
    }

    /// The first AT after a pause may be lost (RULE 15).
    private static let mostAttempts = 3
    private static let longestName = 40

    private var framer = ATFramer()
    private var queue = CommandQueue()
    private var attempts = 0
    private var manufacturer: String?
    private var isOver = false
    private var actions: [Action] = []

    package init() {}

    package mutating func connected(at now: MonotonicInstant) -> [Action] {
        askAttention(at: now)
        return conclude()
    }

    package mutating func bytesReceived(
        _ bytes: some Collection<UInt8>, at now: MonotonicInstant
    ) -> [Action] {
        for token in framer.append(bytes) {
            guard case .line(let line) = token, !isOver else { continue }
            if case .completed(let answer) = queue.lineReceived(line, at: now) { answered(answer, at: now) }
        }
        return conclude()
    }

    package mutating func deadlinePassed(at now: MonotonicInstant) -> [Action] {
        if !isOver, let answer = queue.deadlinePassed(at: now) { answered(answer, at: now) }
        return conclude()
    }

    private mutating func askAttention(at now: MonotonicInstant) {
        attempts += 1
        ask(
            Exchange(
                command: .basic(.attention), purpose: .probe, urgency: .bringUp,
                deadline: LinkHealth.Timing.probe), at: now)
    }

    private mutating func answered(_ answer: CommandAnswer, at now: MonotonicInstant) {
        switch answer.exchange.purpose {
        case .probe where answer.isOK:
            ask(BringUpStep.manufacturer.exchange(.execute(.manufacturer)), at: now)
        case .probe where attempts < Self.mostAttempts: askAttention(at: now)
        case .bringUp(.manufacturer):
            manufacturer = answer.lines.lazy.compactMap(Identity.text).first.flatMap(Self.plain)
            ask(BringUpStep.serialNumber.exchange(.execute(.serialNumber)), at: now)
        case .bringUp(.serialNumber):
            let imei = answer.lines.lazy.compactMap(Identity.equipmentIdentity).first
            end(.given(manufacturer: manufacturer, imei: imei))
        default: end(.none)
        }
    }

    private mutating func ask(_ exchange: Exchange, at now: MonotonicInstant) {
        actions.append(.write(queue.send(exchange, at: now).command.octets))
    }

    private mutating func end(_ outcome: Outcome) {
        isOver = true
        actions.append(.end(outcome))
    }

    private mutating func conclude() -> [Action] {
        defer { actions = [] }
        guard !isOver, let deadline = queue.nextDeadline else { return actions }
        return actions + [.wake(at: deadline)]
    }

    /// Fit for a log and a terminal, whatever it says.
    private static func plain(_ text: String) -> String? {
        let letters = text.unicodeScalars.prefix(longestName).map {
            (0x20...0x7E).contains($0.value) ? Character($0) : "?"
        }
        return letters.isEmpty ? nil : String(letters)
    }
}
