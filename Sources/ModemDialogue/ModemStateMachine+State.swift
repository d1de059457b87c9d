package import Telephony

/// What the modem is said to be in, and what is told of it when that changes.
extension ModemStateMachine {
    mutating func reportState() {
        let (state, detail) = currentState
        if reported?.state != state || reported?.detail != detail {
            reported = (state, detail)
            actions.append(.report(.stateChanged(state, detail: detail)))
        }
    }

    static let positionsWords =
        "This port tells positions (NMEA) and takes no AT commands: the modem has another port."

    mutating func reportAbility() {
        let ability = bringUp.facts.ability
        guard bringUp.phase == .done, ability != reportedAbility else { return }
        reportedAbility = ability
        actions.append(.report(.abilityChanged(ability)))
    }

    mutating func reportRegistration() {
        let registration = bringUp.facts.registrations.overall
        guard registration != reportedRegistration else { return }
        reportedRegistration = registration
        actions.append(.report(.registrationChanged(registration)))
    }

    package var currentState: (ModemState, String?) {
        if let trouble = troubledState { return trouble }
        if link.stage == .closed { return (.gone, nil) }
        switch bringUp.phase {
        case .idle, .running: return wasReady ? (.recovering, restartDetail) : (.identifying, nil)
        case .held(let state, let detail): return (state, detail)
        case .done:
            return isRegistered ? (.ready, bringUp.facts.ability.voice.words) : (.registering, nil)
        }
    }

    private var restartDetail: String? {
        restarts > 1 ? "The modem has restarted \(restarts) times by itself. Check its power supply." : nil
    }

    /// A modem that never tells where it stands is taken for registered.
    var isRegistered: Bool {
        !bringUp.facts.registrations.isKnown || bringUp.facts.registrations.overall.isRegistered
    }

    var isOperational: Bool { link.isSteady && bringUp.phase == .done }
}
