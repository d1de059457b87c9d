import Foundation
package import Storage
package import Telephony

/// How a line fared with its network: the last day change by change, and before it what was written down hour by hour.
package struct HistoryReport: Hashable, Codable, Sendable {
    /// Stands until the next one.
    package struct Reading: Hashable, Codable, Sendable {
        package var at: Timestamp
        package var signal: Int?
        package var registration: NetworkRegistration
    }

    package var line: LineID
    package var readings: [Reading]
    package var hours: [SignalReport]

    init(line: LineID, _ history: LineHistory, hours: [SignalReport], at now: Moment) {
        self.line = line
        self.hours = hours
        readings = history.readings.map { reading in
            let age = reading.at.duration(to: now.monotonic).inSeconds
            return Reading(
                at: Timestamp(now.wall.addingTimeInterval(-age)), signal: reading.signal,
                registration: reading.registration)
        }
    }
}

extension HistoryReport.Reading {
    private enum CodingKeys: String, CodingKey {
        case at, registration
        case signal = "signal_dbm"
    }

    // Written by hand since the compiler's own leaves out what is nil, and every key is always there.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(registration, forKey: .registration)
        try container.encode(signal, forKey: .signal)
    }
}
