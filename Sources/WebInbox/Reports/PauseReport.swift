package import ReplyEngine
package import Storage

/// Whether automatic texts are paused, and until when.
package struct PauseReport: Codable, Hashable, Sendable {
    package var isPaused: Bool
    /// Nil: until `resume`, or not paused.
    package var until: Timestamp?

    package init(_ pause: ReplyEngine.Pause) {
        isPaused = pause != .off
        until = pause.end.map { Timestamp($0) }
    }

    private enum CodingKeys: String, CodingKey {
        case isPaused = "paused"
        case until = "paused_until"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isPaused, forKey: .isPaused)
        try container.encode(until, forKey: .until)
    }
}
