package import Foundation
package import Storage
package import Telephony

/// A line of `modem log`: something that went over the port, or something that is kept for good.
package struct ModemLogEntry: Codable, Hashable, Sendable {
    package var at: Timestamp
    /// `sent`, `received`, `asked`, `told`, `opened`, `closed`, `omitted`; `sent_2`, `received_2` on the modem's second
    /// port; of what is kept for good the kind of the event, such as `modem.state`.
    package var kind: String
    /// Octets as a recording writes them; of what is kept for good a state, or null.
    package var text: String?

    package init(_ event: ModemEventReport) {
        (at, kind, text) = (event.at, event.kind, event.state)
    }

    private init(_ entry: ModemRecording.Entry, at date: Date) {
        at = Timestamp(date)
        (kind, text) =
            switch entry.content {
            case .sent(let octets): ("sent", ModemRecording.Content.escaped(octets))
            case .received(let octets): ("received", ModemRecording.Content.escaped(octets))
            case .sentAside(let octets, let port):
                ("sent_\(port)", ModemRecording.Content.escaped(octets))
            case .overheard(let octets, let port):
                ("received_\(port)", ModemRecording.Content.escaped(octets))
            case .asked(let words): ("asked", words)
            case .told(let words): ("told", words)
            case .opened: ("opened", nil)
            case .closed: ("closed", nil)
            case .omitted(let count): ("omitted", "\(count)")
            }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(at, forKey: .at)
        try container.encode(kind, forKey: .kind)
        try container.encode(text, forKey: .text)
    }

    /// What is kept and what was recorded, oldest first.
    ///
    /// - Parameter start: when the first entry of the recording was made.
    package static func list(
        _ events: [ModemEventReport], _ recording: ModemRecording?, start: Date
    ) -> [ModemLogEntry] {
        let entries = recording?.entries ?? []
        let first = entries.first?.at ?? .zero
        let recorded = entries.map { entry in
            ModemLogEntry(entry, at: start.addingTimeInterval(first.duration(to: entry.at).inSeconds))
        }
        // What is of one millisecond stays in its order.
        return (events.map { ModemLogEntry($0) } + recorded).enumerated()
            .sorted { ($0.element.at.milliseconds, $0.offset) < ($1.element.at.milliseconds, $1.offset) }
            .map(\.element)
    }
}

extension ModemRecording {
    /// When the first entry was made, by the head `started`.
    package var start: Date? {
        heads.first { $0.name == "started" }.flatMap { Timestamp($0.value) }?.date
    }

    /// With the time of its first entry and the version that made it, for a file.
    package func dated(now: Moment, version: String) -> ModemRecording {
        var recording = self
        let first = entries.first?.at ?? now.monotonic
        let start = now.wall.addingTimeInterval(-first.duration(to: now.monotonic).inSeconds)
        recording.heads += [
            Head("started", Timestamp(start).description), Head("clock", now.trust.rawValue),
            Head("catchline", version),
        ]
        return recording
    }
}
