/// What the owner of a dialogue may set.
package struct DialogueConfiguration: Hashable, Sendable {
    /// How often an idle modem is asked for its signal and the fill of its memory: the only lines that it
    /// then sees.
    package var statusPollEvery: Duration
    /// The families by which a modem is known.
    package var families: ModemFamilies

    package init(statusPollEvery: Duration = .seconds(60), families: ModemFamilies = .builtIn) {
        self.statusPollEvery = statusPollEvery
        self.families = families
    }
}
