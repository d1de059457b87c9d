/// What went over the port of a modem, with what was asked of it and what it was understood to say.
///
/// It is fit to be given to a stranger: numbers, names, texts and PINs in it are masked, each in its own way, so
/// that a machine reads them as before.
package struct ModemRecording: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package var at: MonotonicInstant
        package var content: Content

        package init(at: MonotonicInstant, _ content: Content) {
            self.at = at
            self.content = content
        }
    }

    package enum Content: Hashable, Sendable {
        case opened
        case closed
        case sent([UInt8])
        case received([UInt8])
        /// To another port of the modem than that of the conversation, from 2 on.
        case sentAside([UInt8], port: Int)
        /// From such a port.
        case overheard([UInt8], port: Int)
        /// A request, in the words of `ModemRequest.recordedWords`.
        case asked(String)
        /// An event, in the words of `LineEvent.recordedWords`.
        case told(String)
        /// So many entries that were here are no longer kept.
        case omitted(Int)
    }

    /// What stands above the entries, in order: the modem, the target, the time.
    package var heads: [Head]
    /// Oldest first.
    package var entries: [Entry]

    package struct Head: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(heads: [Head] = [], entries: [Entry]) {
        self.heads = heads
        self.entries = entries
    }

    /// Nobody has spoken: there is nothing to learn from it.
    package var isSilent: Bool {
        !entries.contains {
            switch $0.content {
            case .sent, .received, .sentAside, .overheard: true
            case .opened, .closed, .asked, .told, .omitted: false
            }
        }
    }
}
