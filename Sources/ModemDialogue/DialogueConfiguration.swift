/// What the owner of a dialogue may set.
package struct DialogueConfiguration: Hashable, Sendable {
    /// How often an idle modem is asked for its signal and the fill of its memory: the only lines that it
    /// then sees.
    package var statusPollEvery: Duration

    package init(statusPollEvery: Duration = .seconds(60)) {
        self.statusPollEvery = statusPollEvery
    }
}
