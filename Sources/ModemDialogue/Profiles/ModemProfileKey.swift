import ATGrammar

/// What a person may say of a family of modems, by the keys of a file. `name` and `extends` are for those who read it.
package enum ModemProfileKey: String, CaseIterable, Sendable {
    case name
    case extends
    case manufacturers
    case models
    case firstCommands = "first_commands"
    case onceReady = "once_ready"
    case needsWakeUp = "needs_wake_up"
    case idleLines = "idle_lines"
    // Calls
    case callReports = "call_reports"
    case announcesEnds = "announces_ends"
    case listsEndedCalls = "lists_ended_calls"
    case hangUp = "hang_up"
    case serviceForms = "service_forms"
    // Texts
    case indications = "message_indications"
    case indicationModes = "indication_modes"
    case reportModes = "report_modes"
    case acknowledges
    case memories
    case messageDomain = "message_domain"
    case submissionPatience = "send_timeout"
    case sendRefusals = "send_refusals"
    // The SIM, the clock, the ports, the modem itself
    case cardIdentity = "card_identity"
    case pinAttempts = "pin_attempts"
    case clockUpdates = "clock_updates"
    case portQuestion = "line_port_question"
    case portSettings = "line_port_settings"
    case reset
}

/// A value as it stands in a file.
package enum ModemProfileValue: Hashable, Sendable {
    case text(String)
    case number(Int)
    case flag(Bool)
    case texts([String])
    case numbers([Int])
    case rows([[Int]])
    /// Of a type that no key takes.
    case other
}
