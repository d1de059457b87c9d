import ATGrammar

/// What is known of a modem from its sessions so far, for the next one: a modem that was reset comes back as a new
/// device, and may have to be reset in another way.
package struct RecoveryHistory: Hashable, Sendable {
    let hasAnswered: Bool
    let ladder: RecoveryLadder
    let promptsMissed: Int
    let softResets: [ATCommand]
}
