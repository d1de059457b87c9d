/// How calls reach the box.
package enum CallMode: String, CaseIterable, Codable, Sendable {
    /// The SIM with the number that customers ring is in the box.
    case box
    /// Calls that the owner's phone does not take are diverted to the box.
    case divert
    /// The box rings together with the owner's phone: a second SIM of one number.
    case twin
}
