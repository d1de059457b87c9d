import ATGrammar

/// Which command has made a modem fall silent.
///
/// One that got no answer from a modem that answers AT right afterwards is the culprit. One that was merely under
/// way when the modem fell silent is not, unless that happens again.
struct FreezeSuspicion: Hashable, Sendable {
    enum Suspect: Hashable, Sendable {
        case bringUp(BringUpStep)
        case status(StatusPoll)
        case listing(MessageStorage)
    }

    static let coincidences = 2

    private(set) var current: Suspect?
    private var coincidences: [Suspect: Int] = [:]

    mutating func falls(on suspect: Suspect) {
        current = suspect
    }

    /// The modem has answered this.
    mutating func clears(_ suspect: Suspect) {
        coincidences[suspect] = nil
    }

    /// AT was sent. The culprit, once it is known.
    ///
    /// - Parameter isAnswered: at the first attempt.
    mutating func attentionAsked(isAnswered: Bool) -> Suspect? {
        guard let suspect = current else { return nil }
        current = nil
        guard !isAnswered else { return suspect }
        coincidences[suspect, default: 0] += 1
        return coincidences[suspect, default: 0] >= Self.coincidences ? suspect : nil
    }
}
