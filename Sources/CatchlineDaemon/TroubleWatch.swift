import ModemDialogue
import Synchronization
import Telephony

/// Notices where a recording of a modem is worth a file, and passes the word on. It never waits.
final class TroubleWatch: Sendable {
    /// By target; each is looked at once, however often it is named in between.
    private let (targets, continuation) = AsyncStream.makeStream(
        of: String.self, bufferingPolicy: .bufferingNewest(64))
    /// Those that are in trouble.
    private let troubled = Mutex<Set<String>>([])

    var troubles: AsyncStream<String> { targets }

    func noticed(_ event: LineEvent, from target: String) {
        if event.isTrouble {
            troubled.withLock { _ = $0.insert(target) }
            troubleSeen(at: target)
        } else if case .stateChanged(.ready, _) = event {
            // The end of the story belongs to it.
            if troubled.withLock({ $0.remove(target) }) != nil { troubleSeen(at: target) }
        }
    }

    /// Somebody else has a reason to want a recording.
    func troubleSeen(at target: String) {
        continuation.yield(target)
    }
}

extension LineEvent {
    /// A modem that hangs, one that has failed or has restarted, a text of which nobody knows whether it was sent.
    fileprivate var isTrouble: Bool {
        switch self {
        case .stateChanged(.recovering, _), .stateChanged(.failed, _), .restarted: true
        case .submissionFailed(_, let failure): !failure.isDefinite
        default: false
        }
    }
}
