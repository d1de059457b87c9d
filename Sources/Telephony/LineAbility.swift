/// What a line can do, as far as modem, SIM and network tell.
package struct LineAbility: Hashable, Codable, Sendable {
    package var voice: VoiceAbility
    /// Whether the SIM names a service centre, without which no text leaves; nil if the modem does not tell.
    package var hasServiceCentre: Bool?

    package init(voice: VoiceAbility = .expected, hasServiceCentre: Bool? = nil) {
        self.voice = voice
        self.hasServiceCentre = hasServiceCentre
    }
}

/// Whether calls can come in.
package enum VoiceAbility: String, CaseIterable, Codable, Sendable {
    /// Nothing speaks against it.
    case expected
    /// The modem, or the firmware in it, is made for data alone.
    case dataOnlyModem = "data_only_modem"
    /// The network takes texts from this SIM, and no calls (status 6 and 7 of +CREG).
    case textsOnly = "texts_only"
    /// On LTE, with neither circuits to fall back to nor voice over IMS.
    case dataOnlyNetwork = "data_only_network"
    /// The same, and the modem is set to use circuits alone (+CVMOD: 0).
    case voiceOverLTEOff = "volte_off"

    /// Nil where nothing speaks against calls.
    package var words: String? {
        switch self {
        case .expected: nil
        case .dataOnlyModem: "The modem or its firmware is made for data only: it tells of no calls."
        case .textsOnly: "The network takes texts from this SIM and no calls."
        case .dataOnlyNetwork: "The SIM is registered for data and texts only: calls may not come in."
        case .voiceOverLTEOff: "On this network calls come over LTE, and the modem is set not to take them."
        }
    }
}
