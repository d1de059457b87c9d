/// Whether a modem sends the TP-MR that it is given, or puts its own in its place (3GPP TS 23.040 §9.2.3.6).
///
/// Only of a modem that keeps ours can a text be sent once more without harm: the service centre then knows it again.
/// It is found out on ordinary texts, at nobody's cost: each is given a reference that does not follow the one before,
/// and +CMGS tells which one was used. One that differs settles it; so do a few that do not.
package struct ReferenceProof: Hashable, Sendable {
    package enum Standing: String, Sendable {
        case open
        case keeps
        case replaces
    }

    package static let neededMatches = 5

    package private(set) var standing: Standing
    package private(set) var matches: Int
    /// What was answered last: a modem that counts answers the next one.
    private var last: Int?

    package init(standing: Standing = .open, matches: Int = 0) {
        self.standing = standing
        self.matches = matches
    }

    /// A text was taken. What a counting modem would have answered too proves nothing.
    package mutating func answered(_ answered: Int, to written: Int) {
        let couldBeCounted = last.map { ($0 + 1) & 0xFF == written } ?? false
        last = answered
        guard answered == written else {
            (standing, matches) = (.replaces, 0)
            return
        }
        guard standing == .open, !couldBeCounted else { return }
        matches += 1
        if matches >= Self.neededMatches { standing = .keeps }
    }

    /// Whether what is to be remembered of it is the same.
    package func isWorth(_ other: ReferenceProof) -> Bool {
        standing == other.standing && matches == other.matches
    }
}
