import Logging
import ModemDialogue
import Telephony

extension LineEvent {
    /// What was begun before the port was set aside must come to its end.
    var endsRequest: Bool {
        switch self {
        case .submitted, .submissionFailed, .answered: true
        default: false
        }
    }
}

extension ModemState {
    /// Whether a modem that is in this state has answered AT commands.
    var provesConversation: Bool {
        switch self {
        case .needsPIN, .simBlocked, .noSIM, .registering, .ready: true
        case .opening, .identifying, .needsYes, .recovering, .failed, .gone: false
        }
    }
}

extension SerialPortError {
    var state: ModemState {
        switch self {
        case .absent, .unreachable: .gone
        case .busy, .takenHere, .permissionDenied, .notATerminal, .unsupportedSpeed, .system: .failed
        }
    }
}

extension Logger.Level {
    init(_ level: LogNote.Level) {
        switch level {
        case .debug: self = .debug
        case .info: self = .info
        case .notice: self = .notice
        case .warning: self = .warning
        }
    }
}
