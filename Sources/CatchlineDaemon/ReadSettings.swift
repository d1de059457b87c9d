import ReplyEngine
import Synchronization

/// The settings as they were last read. They are asked for with each event and change once in months; to read them
/// anew each time took a tenth of what a call costs.
final class ReadSettings: Sendable {
    private let last = Mutex(([String: String](), Settings()))

    func of(_ stored: [String: String]) -> Settings {
        last.withLock { last in
            if last.0 != stored { last = (stored, Settings(stored)) }
            return last.1
        }
    }
}
