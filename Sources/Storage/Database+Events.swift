import GRDB
import Telephony

/// What is told to those who follow the event log, in the words of the API.
package enum StoreEventKind: String, CaseIterable, Codable, Sendable {
    case callStarted = "call.started"
    case callMissed = "call.missed"
    case callEnded = "call.ended"
    case messageReceived = "message.received"
    case messageState = "message.state"
    case modemState = "modem.state"
    case modemRegistration = "modem.registration"
    case modemSignal = "modem.signal"
    case modemStorage = "modem.storage"
    case modemRecovery = "modem.recovery"
    /// Nothing is sent by the line for a while, or again.
    case modemHold = "modem.hold"
    case optOutAdded = "optout.added"
    case optOutRemoved = "optout.removed"
    case contactChanged = "contact.changed"
    case settingsChanged = "settings.changed"
    case documentChanged = "document.changed"
    case storageState = "storage.state"
    case storageRestored = "storage.restored"
    case backupRestored = "backup.restored"
}

extension Database {
    /// The number that the next event will have. It can be given to rows of the same transaction.
    func nextSequenceNumber() throws -> Int64 {
        (try integer("SELECT max(seq) FROM event") ?? 0) + 1
    }

    /// Writes down that something happened. Of people, ids alone are told, so that a number can be forgotten later.
    func append(
        _ kind: StoreEventKind, _ ids: KeyValuePairs<String, Int64?> = [:], state: String? = nil,
        at moment: Moment
    ) throws {
        var members = ids.map { "\"\($0.key)\":\($0.value.map { "\($0)" } ?? "null")" }
        if let state { members.append("\"state\":\"\(state)\"") }
        try run(
            "INSERT INTO event (seq, kind, payload, at, monotonic, clock) VALUES (?, ?, ?, ?, ?, ?)",
            [
                nextSequenceNumber(), kind.rawValue, "{\(members.joined(separator: ","))}",
                moment.wall.milliseconds,
                moment.monotonic.nanoseconds, clock(of: moment),
            ])
    }
}
