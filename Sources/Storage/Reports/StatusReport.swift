package import Telephony

/// The box as `catchline status --json` and the API tell it.
package struct StatusReport: Hashable, Codable, Sendable {
    package enum State: String, Codable, Sendable {
        case notSetUp = "not_set_up"
        /// No modem is ready.
        case notWatching = "not_watching"
        case paused
        case onWatch = "on_watch"
    }

    package struct Clock: Hashable, Codable, Sendable {
        package var trust: ClockTrust

        package init(trust: ClockTrust) {
            self.trust = trust
        }
    }

    /// Whether the box can keep what it sees; `detail` in words, null while all is well.
    package struct Storage: Hashable, Codable, Sendable {
        package var state: StorageStanding.State
        package var detail: String?

        package init(_ standing: StorageStanding) {
            state = standing.state
            detail = standing.detail
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(state, forKey: .state)
            try container.encode(detail, forKey: .detail)
        }
    }

    package var version: String
    /// Seconds.
    package var uptime: Double
    package var state: State
    package var pausedUntil: Timestamp?
    package var clock: Clock
    package var storage: Storage
    package var modems: [ModemReport]
    package var outbox: OutboxCounts
    package var today: TodayCounts

    package init(
        version: String, uptime: Double, state: State, pausedUntil: Timestamp?, trust: ClockTrust,
        storage: StorageStanding = .good, modems: [ModemReport], outbox: OutboxCounts, today: TodayCounts
    ) {
        self.version = version
        self.uptime = uptime
        self.state = state
        self.pausedUntil = pausedUntil
        clock = Clock(trust: trust)
        self.storage = Storage(storage)
        self.modems = modems
        self.outbox = outbox
        self.today = today
    }
}

extension StatusReport {
    private enum CodingKeys: String, CodingKey {
        case version, uptime, state, clock, storage, modems, outbox, today
        case pausedUntil = "paused_until"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(version, forKey: .version)
        try container.encode(uptime, forKey: .uptime)
        try container.encode(state, forKey: .state)
        try container.encode(pausedUntil, forKey: .pausedUntil)
        try container.encode(clock, forKey: .clock)
        try container.encode(storage, forKey: .storage)
        try container.encode(modems, forKey: .modems)
        try container.encode(outbox, forKey: .outbox)
        try container.encode(today, forKey: .today)
    }
}

/// Outgoing messages that are in motion.
package struct OutboxCounts: Hashable, Codable, Sendable {
    package var queued: Int
    package var held: Int
    package var sending: Int
    package var unconfirmed: Int

    package init(queued: Int = 0, held: Int = 0, sending: Int = 0, unconfirmed: Int = 0) {
        self.queued = queued
        self.held = held
        self.sending = sending
        self.unconfirmed = unconfirmed
    }
}

package struct TodayCounts: Hashable, Codable, Sendable {
    package var missed: Int
    /// Automatic texts that left, or may have.
    package var texted: Int
    /// Numbers that wrote after an automatic text to them.
    package var wroteBack: Int
    /// Conversations whose last word is theirs.
    package var needsYou: Int

    package init(missed: Int = 0, texted: Int = 0, wroteBack: Int = 0, needsYou: Int = 0) {
        self.missed = missed
        self.texted = texted
        self.wroteBack = wroteBack
        self.needsYou = needsYou
    }

    private enum CodingKeys: String, CodingKey {
        case missed, texted
        case wroteBack = "wrote_back"
        case needsYou = "needs_you"
    }
}
