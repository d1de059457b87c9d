package import Telephony

/// What was written down of a line: its standing with the network, and between what its signal was since the line before.
package struct SignalReport: Hashable, Codable, Sendable {
    package var at: Timestamp
    package var registration: NetworkRegistration
    /// dBm; nil where none was known.
    package var weakest: Int?
    package var strongest: Int?
}

extension SignalReport {
    private enum CodingKeys: String, CodingKey {
        case at, registration
        case weakest = "weakest_dbm"
        case strongest = "strongest_dbm"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(registration, forKey: .registration)
        try container.encode(weakest, forKey: .weakest)
        try container.encode(strongest, forKey: .strongest)
    }
}
