import ATGrammar
import Telephony

/// Takes what a modem tells on several ports for one thing.
///
/// A modem that tells everything on each port tells it on all of them at nearly the same time. What one port tells
/// twice are two things, however soon: so each thing is kept with the ports that have told it, and each of them is
/// expected to tell it once.
struct HeardOnce: Sendable {
    enum Thing: Hashable, Sendable {
        case line(String)
        case service(USSDReport)
    }

    private struct Entry {
        var thing: Thing
        var at: MonotonicInstant
        var sources: Set<LineSource>
    }

    /// Rings are seconds apart, and the ports of one modem some milliseconds.
    static let window = Duration.milliseconds(300)
    /// More than a modem says in that time.
    static let most = 64

    private var recent: [Entry] = []

    /// False: another port has told it within the window, and this one has not.
    mutating func isNews(_ thing: Thing, from source: LineSource, at now: MonotonicInstant) -> Bool {
        recent.removeAll { $0.at.duration(to: now) > Self.window }
        let same = recent.firstIndex { $0.thing == thing && !$0.sources.contains(source) }
        if let same {
            recent[same].sources.insert(source)
            return false
        }
        if recent.count >= Self.most { recent.removeFirst() }
        recent.append(Entry(thing: thing, at: now, sources: [source]))
        return true
    }
}
