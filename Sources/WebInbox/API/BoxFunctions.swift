package import Telephony

/// What the API needs from the running daemon and is not in the store.
package struct BoxFunctions: Sendable {
    /// The last readings of the modems.
    package var statuses: @Sendable () async -> [LineStatus]
    /// The last minutes of what went over the port of a target.
    package var recording: @Sendable (_ target: String) async -> ModemRecording?
    /// What can be asked of them.
    package var lines: LineControl
    /// The time, with how far it is to be believed.
    package var now: @Sendable () async -> Moment
    /// Since the daemon started.
    package var uptime: @Sendable () async -> Duration
    package var version: String
    /// Keeps the PIN of the SIM where secrets are kept, and tries it if a modem waits for it; nil: forget it.
    package var storePIN: @Sendable (String?) async throws -> Void
    /// Whether the core loop and the database answer.
    package var isHealthy: @Sendable () async -> Bool
    /// How the web server on the network fares.
    package var web: @Sendable () async -> WebState
    /// A person has said yes to a device, or taken a yes back.
    package var permissionsChanged: @Sendable () async -> Void
    /// How each line fared with its network in the last day.
    package var histories: @Sendable () async -> [LineID: LineHistory]

    package init(
        statuses: @escaping @Sendable () async -> [LineStatus], lines: LineControl = .none,
        recording: @escaping @Sendable (String) async -> ModemRecording? = { _ in nil },
        now: @escaping @Sendable () async -> Moment,
        uptime: @escaping @Sendable () async -> Duration, version: String,
        storePIN: @escaping @Sendable (String?) async throws -> Void,
        isHealthy: @escaping @Sendable () async -> Bool,
        web: @escaping @Sendable () async -> WebState = { .off },
        permissionsChanged: @escaping @Sendable () async -> Void = {},
        histories: @escaping @Sendable () async -> [LineID: LineHistory] = { [:] }
    ) {
        self.web = web
        self.permissionsChanged = permissionsChanged
        self.histories = histories
        self.statuses = statuses
        self.recording = recording
        self.lines = lines
        self.now = now
        self.uptime = uptime
        self.version = version
        self.storePIN = storePIN
        self.isHealthy = isHealthy
    }
}

/// Whether the pages can be reached over the network.
package enum WebState: Hashable, Sendable {
    /// Not wanted.
    case off
    case listening(address: String)
    /// The address cannot be had at the moment; it is tried again.
    case waiting(address: String, reason: String)
}
