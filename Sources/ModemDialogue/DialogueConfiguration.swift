/// What the owner of a dialogue may set.
package struct DialogueConfiguration: Hashable, Sendable {
    /// `statusPollEvery` until the owner's wish is told.
    package static let usualStatusPoll = Duration.seconds(60)

    /// How often an idle modem is asked for its signal and the fill of its memory: the only lines that it
    /// then sees. `ModemRequest.lookEvery` changes it.
    package internal(set) var statusPollEvery = usualStatusPoll
    /// The families by which a modem is known.
    package var families: ModemFamilies

    package init(families: ModemFamilies = .builtIn) {
        self.families = families
    }
}
